"""When a shop works: the days and hours of its week, and the public holidays that it keeps.

Told in `shop.toml` of the data home, for every shop there, each in its own zone.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from niaga.kernel.shop import current_shop

# Zone → the country whose public holidays close a shop there; elsewhere none is known.
COUNTRIES = dict.fromkeys(
    ("Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"), "ID"
)


@dataclass(frozen=True)
class WorkingWeek:
    """`days`: of ISO, 1 is Monday. `keeps_holidays`: closed on public holidays."""

    days: frozenset[int] = frozenset(range(1, 7))
    opens: time = time(8)
    closes: time = time(17)
    keeps_holidays: bool = True


@dataclass(frozen=True)
class WorkingDay:
    """`opens_at`, `closes_at`: None on a day off. `worked_before`: seconds of work of all days
    before, so that the work between two moments is a difference.
    """

    holiday: str | None
    opens_at: datetime | None
    closes_at: datetime | None
    worked_before: int


def working_week() -> WorkingWeek:
    shop = current_shop()
    return WorkingWeek(
        frozenset(shop.working_days),
        time.fromisoformat(shop.opens),
        time.fromisoformat(shop.closes),
        shop.keeps_holidays,
    )


def working_days(days: list[date], time_zone: str, week: WorkingWeek) -> list[WorkingDay]:
    """For days that follow each other."""
    zone, off = ZoneInfo(time_zone), _holidays(days, time_zone) if week.keeps_holidays else {}
    found, worked = [], 0
    for day in days:
        if day in off or day.isoweekday() not in week.days:
            found.append(WorkingDay(off.get(day), None, None, worked))
            continue
        opens = datetime.combine(day, week.opens, zone).astimezone(UTC)
        closes = datetime.combine(day, week.closes, zone).astimezone(UTC)
        found.append(WorkingDay(None, opens, closes, worked))
        worked += (closes - opens) // timedelta(seconds=1)
    return found


def _holidays(days: list[date], time_zone: str) -> dict[date, str]:
    country = COUNTRIES.get(time_zone)
    if country is None or not days:
        return {}
    import holidays

    years = range(days[0].year, days[-1].year + 1)
    known = holidays.country_holidays(country, years=years, language="id")
    return {day: str(name) for day, name in known.items()}
