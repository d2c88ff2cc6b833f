"""How much is bought when: growth, weekdays, payday, Ramadan and Lebaran, twin-digit days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

import holidays

JAKARTA = timezone(timedelta(hours=7))
_WEEKDAYS = (0.94, 0.92, 0.95, 1.0, 1.08, 1.16, 1.12)  # Monday first
_TWIN_DAYS = {(9, 9): 1.8, (10, 10): 1.9, (11, 11): 3.4, (12, 12): 3.1}
# share of the day's orders in each local hour
_HOURS = (1.6, 0.8, 0.4, 0.3, 0.5, 1.2, 2.2, 3.0, 3.8, 4.8, 5.4, 5.8, 6.6, 5.6, 5.0, 4.8, 4.9, 5.0,
          5.6, 7.6, 8.9, 8.4, 5.6, 3.2)  # fmt: skip


@dataclass(frozen=True)
class Campaign:
    """A sale: `discount` off the usual price of some products, on local days, the last included."""

    name: str
    first: date
    last: date
    discount: float

    @property
    def key(self) -> str:
        """As links and letters name it: 11-11-2025."""
        return f"{self.name.replace('.', '-')}-{self.first.year}"


class Seasons:
    """The calendar of one history, from `first` to `last` (local days, inclusive)."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        years = range(first.year, last.year + 2)
        known = holidays.country_holidays("ID", years=list(years))
        self.lebaran: list[date] = []
        for day, name in sorted(known.items()):
            new = not self.lebaran or (day - self.lebaran[-1]).days > 20
            if "Fitr" in name and new:
                self.lebaran.append(day)
        self.closed = {day + timedelta(days=n) for day in self.lebaran for n in (-1, 0, 1, 2, 3)}
        self.closed |= {date(year, 1, 1) for year in years} | {date(y, 8, 17) for y in years}

    def days(self) -> Iterator[date]:
        for n in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=n)

    def before_lebaran(self, day: date) -> int | None:
        """Days until Lebaran; negative just after it; None when it is far."""
        near = [(feast - day).days for feast in self.lebaran if -12 <= (feast - day).days <= 35]
        return near[0] if near else None

    def factor(self, day: date) -> float:
        """Demand in relation to an ordinary day in the middle of the history."""
        past = (day - self.first).days / max(1, (self.last - self.first).days)
        value = 0.5 + 1.0 * past
        value *= _WEEKDAYS[day.weekday()]
        if day.day >= 25 or day.day <= 2:
            value *= 1.24
        elif 10 <= day.day <= 20:
            value *= 0.92
        if (day.month, day.day) in _TWIN_DAYS:
            value *= _TWIN_DAYS[day.month, day.day]
        elif day.day == day.month:
            value *= 1.35
        left = self.before_lebaran(day)
        if left is not None:
            if 22 < left <= 30:
                value *= 1.1
            elif 12 < left <= 22:
                value *= 1.55
            elif 4 < left <= 12:
                value *= 2.1
            elif 0 < left <= 4:
                value *= 0.9
            elif -5 <= left <= 0:
                value *= 0.32
            elif left < -5:
                value *= 0.6
        if (day.month, day.day) >= (6, 20) and (day.month, day.day) <= (7, 15):
            value *= 1.18
        return value

    def category_lift(self, category: str, day: date) -> float:
        """How the season turns buyers to some kinds of shoes."""
        left = self.before_lebaran(day)
        feast = left is not None and 0 < left <= 30
        if category == "sekolah-anak":
            return 4.5 if date(day.year, 6, 18) <= day <= date(day.year, 7, 20) else 0.8
        if category.startswith("sandal"):
            return 2.0 if feast else 1.0
        if category in {"formal-pria", "heels", "flat"}:
            return 1.6 if feast else 1.0
        if category.startswith("lari"):
            return 1.35 if day.month in (1, 8, 9) else 1.0
        if category.startswith("boots"):
            return 1.4 if day.month in (11, 12, 1, 2) else 0.9
        return 1.0

    def campaigns(self) -> list[Campaign]:
        found = []
        for year in range(self.first.year, self.last.year + 1):
            for name, month, begin, end, discount in (
                ("merdeka", 8, 15, 18, 0.17),
                ("11.11", 11, 10, 12, 0.22),
                ("12.12", 12, 11, 13, 0.2),
            ):
                found.append(
                    Campaign(name, date(year, month, begin), date(year, month, end), discount)
                )
        for feast in self.lebaran:
            first, last = feast - timedelta(days=20), feast - timedelta(days=3)
            found.append(Campaign("ramadan", first, last, 0.12))
        return sorted(
            (c for c in found if c.first > self.first and c.first <= self.last),
            key=lambda c: c.first,
        )

    def sale_names(self) -> dict[date, str]:
        """The key of the sale that each of its days belongs to."""
        return {
            campaign.first + timedelta(days=n): campaign.key
            for campaign in self.campaigns()
            for n in range((campaign.last - campaign.first).days + 1)
        }

    def crowded(self, day: date) -> float:
        """How much slower parcels travel: 1 on ordinary days."""
        left = self.before_lebaran(day)
        if left is not None and -3 <= left <= 12:
            return 2.6
        if day.month in (11, 12) and 11 <= day.day <= 18:
            return 2.0
        return 1.3 if day.month in (12, 1) else 1.0

    def staffed(self, moment: datetime) -> datetime:
        """`moment` itself within working hours (Mon–Sat, 9 to 17), or the next opening."""
        local = moment.astimezone(JAKARTA)
        if local.hour >= 17:
            local = (local + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
        elif local.hour < 9:
            local = local.replace(hour=9, minute=0, second=0, microsecond=0)
        while local.weekday() == 6 or local.date() in self.closed:
            local = (local + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
        return local.astimezone(UTC)


def hour_weights() -> tuple[float, ...]:
    return _HOURS


def at_local(day: date, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=JAKARTA).astimezone(
        UTC
    )
