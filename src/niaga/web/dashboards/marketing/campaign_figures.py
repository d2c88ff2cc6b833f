"""The answers that the board of campaigns, e-mail and social media is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from niaga.insight.campaigns import ArmCounts, CampaignArm, arms
from niaga.metrics.formulas import ratio
from niaga.web.dashboards.figures import NOW, Course, Figures, answer

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
class Platform:
    platform: str
    impressions: int
    engagements: int
    rate: float | None


class CampaignFigures(Figures):
    @answer
    def _counts(self) -> dict[tuple[str, str, str], dict[str, list[int]]]:
        """Campaign, arm and channel → metric → numerator and denominator.

        Contacts of the period, and those whose day no source tells.
        """
        results = self.asked(*PEOPLE, by=["campaign", "arm", "channel"], grain="day")
        found: dict[tuple[str, str, str], dict[str, list[int]]] = {}
        for name, result in results.items():
            for row in result.rows:
                campaign, arm, channel, day = row.key
                if not self._is_shown(day):
                    continue
                cell = found.setdefault((campaign or "", arm or "", channel or ""), {})
                sums = cell.setdefault(name, [0, 0])
                sums[0] += int(row.numerator or 0)
                sums[1] += int(row.denominator or 0)
        return found

    def _is_shown(self, day: date | None) -> bool:
        return day is UNDATED or self.selection.start <= day < self.selection.end

    @answer
    def has_undated(self) -> bool:
        """Some campaigns tell no day, so no period is cut out of them."""
        result = self.ask(*PEOPLE, by=["campaign", "arm", "channel"], grain="day")[0]
        return any(row.key[3] is UNDATED for row in result.rows)

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
        reach, came = self.ask("campaign_reach", "campaign_conversions", by=["group"], grain="day")
        sums: dict[str, list[int]] = {}
        for row, hit in zip(reach.rows, came.rows, strict=True):
            group, day = row.key
            if self._is_shown(day):
                cell = sums.setdefault(group or "", [0, 0])
                cell[0] += int(row.value or 0)
                cell[1] += int(hit.value or 0)
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
    def spend(self) -> Mapping[str, int]:
        """Campaign → cost in the period, and cost of no told day."""
        result = self.ask("marketing_spend", by=["campaign"], grain="day")[0]
        sums: dict[str, int] = {}
        for row in result.rows:
            campaign, day = row.key
            if campaign and self._is_shown(day):
                sums[campaign] = sums.get(campaign, 0) + int(row.value or 0)
        return sums

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
