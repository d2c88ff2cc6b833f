"""The answers that the board of campaigns, e-mail and social media is made of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from niaga.insight.campaigns import CONTROL, ArmCounts, CampaignArm, arms
from niaga.metrics.formulas import ratio
from niaga.web.dashboards.figures import BEFORE, NOW, Course, Figures, Pair, answer

PEOPLE = (
    "campaign_people",
    "campaign_converters",
    "campaign_value_people",
    "campaign_value_total",
    "campaign_value_squares",
    "email_open_rate",
    "email_click_rate",
    "campaign_visit_rate",
)
MAIL = ("email_open_rate", "email_click_rate")
COSTS = ("credited_spend", "credited_orders", "credited_revenue", "roi")
SOCIAL = ("social_impressions", "social_engagements", "social_engagement_rate")
UNDATED = None


@dataclass(frozen=True)
class Mailing:
    """A campaign by e-mail: opened and clicked of those of whom it is told; None: not told."""

    campaign: str
    sent: int
    opened: float | None
    opened_of: int
    clicked: float | None
    clicked_of: int


@dataclass(frozen=True)
class Returns:
    """A campaign through one channel. `reach`: the people reached and who of them converted;
    `by_clicks`: no people are told, so they are clicks and the orders credited to them. `orders`
    and `revenue` are credited by visits; None: it has no cost, or no visit is measured.
    """

    campaign: str
    channel: str
    spend: int | None
    reach: CampaignArm
    by_clicks: bool
    orders: int | None
    revenue: int | None
    roi: float | None

    @property
    def per_order(self) -> float | None:
        """By what the campaign itself counts where no visit is measured."""
        if self.spend is None:
            return None
        return ratio(
            self.spend, self.reach.counts.converted if self.orders is None else self.orders
        )

    @property
    def roas(self) -> float | None:
        if not self.spend:
            return None
        told = self.reach.counts.value if self.reach.counts.value_people else None
        value = told if self.revenue is None else self.revenue
        return None if value is None else ratio(value, self.spend)


@dataclass(frozen=True)
class Platform:
    platform: str
    impressions: int
    engagements: int
    rate: float | None


@dataclass(frozen=True)
class Contacts:
    """One metric of one day's contacts: its numerator and denominator. `day`: None is not told."""

    metric: str
    campaign: str
    arm: str
    channel: str
    group: str
    day: date | None
    above: int
    below: int


def _treated(contacts: Iterable[Contacts]) -> dict[str, tuple[int, int]]:
    """Metric → sums over who was not held out; what is of e-mail over e-mail alone."""
    sums: dict[str, tuple[int, int]] = {}
    for each in contacts:
        if each.arm != CONTROL and (each.metric not in MAIL or each.channel == "email"):
            above, below = sums.get(each.metric, (0, 0))
            sums[each.metric] = above + each.above, below + each.below
    return sums


def _words(key: Sequence[Any]) -> tuple[str, str, str, str]:
    campaign, arm, channel, group = (part or "" for part in key[:4])
    return campaign, arm, channel, group


class CampaignFigures(Figures):
    @answer
    def _every(self) -> list[Contacts]:
        """Of all days, and of those whom no source tells a day of."""
        results = self.asked(*PEOPLE, by=["campaign", "arm", "channel", "group"], grain="day")
        return [
            Contacts(
                name, *_words(row.key), row.key[4], int(row.numerator or 0),
                int(row.denominator or 0),
            )
            for name, result in results.items()
            for row in result.rows
        ]  # fmt: skip

    @answer
    def _contacts(self) -> list[Contacts]:
        """Of the period, and those whose day no source tells."""
        return [each for each in self._every if self._is_shown(each.day)]

    @answer
    def pairs(self) -> Mapping[str, Pair]:
        """In both periods, of who was not held out: the people, and what is a rate of them."""
        now = _treated(self._contacts)
        before: dict[str, tuple[int, int]] = {}
        if self.has_before:
            start, end = self.periods[BEFORE]
            before = _treated(c for c in self._every if c.day and start <= c.day < end)
        people = [sums.get(PEOPLE[0], (0, 0))[0] for sums in (now, before)]
        found = {PEOPLE[0]: Pair(people[0], people[1] if self.has_before else None)}
        converted = [sums.get(PEOPLE[1], (0, 0))[0] for sums in (now, before)]
        rates = {PEOPLE[1]: [(top, of) for top, of in zip(converted, people, strict=True)]}
        for name in MAIL:
            rates[name] = [sums.get(name, (0, 0)) for sums in (now, before)]
        for name, (mine, was) in rates.items():
            found[name] = Pair(ratio(*mine), ratio(*was), mine[1], was[1])
        return found

    @answer
    def _counts(self) -> dict[tuple[str, str, str], dict[str, list[int]]]:
        """Campaign, arm and channel → metric → numerator and denominator."""
        found: dict[tuple[str, str, str], dict[str, list[int]]] = {}
        for each in self._contacts:
            key = (each.campaign, each.arm, each.channel)
            sums = found.setdefault(key, {}).setdefault(each.metric, [0, 0])
            sums[0] += each.above
            sums[1] += each.below
        return found

    def _is_shown(self, day: date | None) -> bool:
        return day is UNDATED or self.selection.start <= day < self.selection.end

    @answer
    def has_undated(self) -> bool:
        """Some campaigns tell no day, so no period is cut out of them."""
        return any(each.day is UNDATED for each in self._every)

    @answer
    def arms(self) -> tuple[CampaignArm, ...]:
        """Arms of the campaigns, the largest campaign first; the control group last of each."""
        counts = []
        for (campaign, arm, _channel), cell in self._counts.items():
            people, converted, value_people, value, squares = (cell[name][0] for name in PEOPLE[:5])
            counts.append(ArmCounts(campaign, arm, people, converted, value_people, value, squares))
        sizes: dict[str, int] = {}
        for each in counts:
            sizes[each.campaign] = sizes.get(each.campaign, 0) + each.people
        return arms(
            sorted(
                counts,
                key=lambda c: (-sizes[c.campaign], c.campaign, c.arm == "control", c.arm),
            )
        )

    @answer
    def groups(self) -> tuple[CampaignArm, ...]:
        """People reached, by how their source groups them; "" where it tells no group."""
        sums: dict[str, list[int]] = {}
        for each in self._contacts:
            if each.arm != CONTROL and each.metric in PEOPLE[:2]:
                sums.setdefault(each.group, [0, 0])[PEOPLE.index(each.metric)] += each.above
        known = [(group, cell) for group, cell in sorted(sums.items()) if cell[0]]
        return arms(ArmCounts("", group, *cell) for group, cell in known)

    @answer
    def mailings(self) -> list[Mailing]:
        found: dict[str, dict[str, list[int]]] = {}
        for (campaign, arm, channel), cell in self._counts.items():
            if channel != "email" or arm == "control":
                continue
            sums = found.setdefault(campaign, {})
            for name in ("campaign_people", "email_open_rate", "email_click_rate"):
                mine = sums.setdefault(name, [0, 0])
                mine[0] += cell[name][0]
                mine[1] += cell[name][1]
        return [
            Mailing(
                campaign,
                sums["campaign_people"][0],
                ratio(*sums["email_open_rate"]),
                sums["email_open_rate"][1],
                ratio(*sums["email_click_rate"]),
                sums["email_click_rate"][1],
            )
            for campaign, sums in sorted(found.items())
        ]

    @answer
    def _spend(self) -> Mapping[tuple[str, str], tuple[int, int]]:
        """Campaign and channel → cost and clicks in the period, and of no told day."""
        cost, clicks = self.ask(
            "marketing_spend", "ad_clicks", by=["campaign", "channel"], grain="day"
        )
        sums: dict[tuple[str, str], tuple[int, int]] = {}
        for row, clicked in zip(cost.rows, clicks.rows, strict=True):
            campaign, channel, day = row.key
            if self._is_shown(day):
                key = (campaign or "", channel or "")
                before = sums.get(key, (0, 0))
                sums[key] = (before[0] + int(row.value or 0), before[1] + int(clicked.value or 0))
        return sums

    @answer
    def spend(self) -> Mapping[str, int]:
        """Campaign → cost, over its channels."""
        sums: dict[str, int] = {}
        for (campaign, _channel), (cost, _clicks) in self._spend.items():
            if campaign:
                sums[campaign] = sums.get(campaign, 0) + cost
        return sums

    @answer
    def _credits(self) -> Mapping[tuple[str, str], dict[str, float | int | None]]:
        found: dict[tuple[str, str], dict[str, float | int | None]] = {}
        costs = self.asked(*COSTS, by=["campaign", "channel"], period=self.periods[NOW])
        for name, result in costs.items():
            for row in result.rows:
                found.setdefault((row.key[0] or "", row.key[1] or ""), {})[name] = row.value
        return found

    @answer
    def returns(self) -> list[Returns]:
        """Every campaign and channel with a cost or with people reached, the dearest first."""
        reached, spent = self._reached, self._spend
        is_measured = any(cell.get("credited_spend") for cell in self._credits.values())
        found = []
        for key in sorted({*reached, *spent}):
            arm = reached.get(key)
            cost, clicks = spent.get(key, (None, 0))
            credit = self._credits.get(key, {})
            orders = int(credit.get("credited_orders") or 0)
            shown = arm or arms([ArmCounts(*key, clicks, min(orders, clicks))])[0]
            is_credited = is_measured and cost is not None
            found.append(
                Returns(
                    *key,
                    spend=cost,
                    reach=shown,
                    by_clicks=arm is None,
                    orders=orders if is_credited else None,
                    revenue=int(credit.get("credited_revenue") or 0) if is_credited else None,
                    roi=credit.get("roi"),
                )
            )
        return sorted(found, key=lambda each: (-(each.spend or 0), -each.reach.counts.people))

    @answer
    def _reached(self) -> Mapping[tuple[str, str], CampaignArm]:
        """Campaign and channel → all who were reached by it, beside who was held out of it."""
        sums: dict[tuple[str, str], list[int]] = {}
        for (campaign, arm, channel), cell in self._counts.items():
            key = (campaign, CONTROL if arm == CONTROL else channel)
            whole = sums.setdefault(key, [0] * 5)
            for n, name in enumerate(PEOPLE[:5]):
                whole[n] += cell[name][0]
        return {
            (arm.counts.campaign, arm.counts.arm): arm
            for arm in arms(ArmCounts(*key, *values) for key, values in sums.items())
            if not arm.is_control
        }

    @answer
    def rate(self) -> Course:
        result = self.ask("campaign_rate", grain="month", periods=self.periods)[0]
        return self.course(result)

    @answer
    def _social(self) -> Mapping[str, Mapping[tuple[str, str], tuple[int, int]]]:
        """Metric → platform and bucket → numerator and denominator."""
        results = self.asked(*SOCIAL, by=["platform"], grain="month", periods=self.periods)
        return {
            name: {
                (row.key[0] or "", row.key[1]): (int(row.numerator or 0), int(row.denominator or 0))
                for row in result.rows
            }
            for name, result in results.items()
        }

    @answer
    def engagement(self) -> Pair:
        """Over all platforms, in both periods."""
        cells = self._social["social_engagement_rate"]

        def whole(bucket: str) -> tuple[int, int]:
            mine = [cell for (_platform, of), cell in cells.items() if of == bucket]
            return sum(cell[0] for cell in mine), sum(cell[1] for cell in mine)

        now, before = whole(NOW), whole(BEFORE) if self.has_before else (0, 0)
        return Pair(ratio(*now), ratio(*before), now[1], before[1])

    @property
    def has_social(self) -> bool:
        return bool(self._social["social_impressions"])

    @answer
    def platforms(self) -> list[Platform]:
        found = []
        for platform, bucket in self._social["social_impressions"]:
            if bucket == NOW:
                shown, engaged, rate = (
                    self._social[name].get((platform, NOW), (0, 0)) for name in SOCIAL
                )
                found.append(Platform(platform, shown[0], engaged[0], ratio(*rate)))
        return sorted(found, key=lambda each: -each.impressions)

    @answer
    def social_rates(self) -> dict[str, tuple[float | None, ...]]:
        """Platform → engagement rate of each of `months`."""
        cells = self._social["social_engagement_rate"]
        return {
            platform: tuple(
                ratio(*cells.get((platform, month.isoformat()), (0, 0))) for month in self.months
            )
            for platform in sorted({key[0] for key in cells})
        }

    @answer
    def told(self) -> dict[str, list[tuple[str, int]]]:
        """What a source sums up without orders: by category, and by channel."""
        money, count = self.ask(
            "told_spending", "told_purchases", by=["category", "channel"], filters={}
        )
        return {
            "category": sorted(
                ((row.key[0], int(row.value or 0)) for row in money.rows if row.key[0]),
                key=lambda item: -item[1],
            ),
            "channel": sorted(
                ((row.key[1], int(row.value or 0)) for row in count.rows if row.key[1]),
                key=lambda item: -item[1],
            ),
        }
