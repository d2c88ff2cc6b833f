"""Asking for the numbers that the rules judge. A question that fails takes its rule only."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from django.utils.translation import get_language

from niaga import metrics
from niaga.insight.alerts import rules, sightings
from niaga.insight.alerts.findings import Finding, Severity
from niaga.insight.experiments.data import experiments
from niaga.insight.experiments.judge import is_finished
from niaga.insight.experiments.srm import Srm, mismatch
from niaga.kernel import clock
from niaga.kernel.errors import NotAllowed
from niaga.kernel.money import Money, format_money_compact
from niaga.kernel.permissions import Actor, may
from niaga.metrics.catalogue import metric_named
from niaga.metrics.formulas import business_day
from niaga.metrics.periods import shifted, start_of
from niaga.warehouse.attempts import attempts
from niaga.warehouse.books import tests_of
from niaga.warehouse.expectations import VOLUME, WEEKLY
from niaga.warehouse.snapshot import ShopEntry
from niaga.warehouse.sources import FEEDS

logger = logging.getLogger(__name__)
QUIET_DAYS = 31  # a shop without an order for so long is history, and nothing of it is "now"
MATURE, WINDOW = timedelta(days=30), timedelta(days=30)
LONG = timedelta(days=90)


@dataclass(frozen=True)
class Alerts:
    """`findings`: the urgent first. `unknown`: rules whose question failed just now. `trades`: the
    shop has had an order of late; of one that has not, only sources, tests and money are judged.
    """

    findings: tuple[Finding, ...]
    unknown: tuple[str, ...]
    trades: bool
    made_at: datetime


def alerts_for(shop: str, actor: Actor) -> Alerts:
    """What the actor may know of, in the active language. Raises UnknownShop, NotAllowed."""
    entry = metrics.shop_named(shop)
    today = business_day(entry)
    last = date.fromisoformat(entry.last_date) if entry.last_date else date.min
    trades = (today - last).days <= QUIET_DAYS
    ask = _Asking(entry, actor, today)
    asked: list[tuple[str, Callable[[], Iterable[Finding | None]]]] = [
        ("sources", ask.sources),
        ("experiments", ask.experiments),
        ("payouts", ask.payouts),
    ]
    if trades:
        asked += [
            ("orders", ask.orders),
            ("stock", ask.stock),
            ("sales", ask.sales),
            ("target", ask.target),
            ("returns", ask.returns),
        ]
    found: list[Finding] = []
    unknown = []
    for name, question in asked:
        try:
            found += [finding for finding in question() if finding]
        except NotAllowed:
            continue  # not theirs to know
        except Exception:
            logger.exception("alerts of %s: %s", shop, name)
            unknown.append(name)
    first_seen = sightings.read(shop)
    single: dict[str, Finding] = {}
    for each in found:
        single.setdefault(each.key, replace(each, since=first_seen.get(each.key)))
    ordered = sorted(single.values(), key=lambda each: each.severity != Severity.URGENT)
    return Alerts(tuple(ordered), tuple(unknown), trades, clock.now())


@dataclass(frozen=True)
class _Asking:
    entry: ShopEntry
    actor: Actor
    today: date

    def write(self, amount: int) -> str:
        return format_money_compact(Money(amount, self.entry.currency), get_language() or "id")

    def sources(self) -> list[Finding | None]:
        if not may(self.actor, "metrics.view"):
            return []
        found: list[Finding | None] = []
        quiet: dict[str, timedelta] = {}
        for attempt in attempts():
            if attempt.shop != self.entry.code:
                continue
            if attempt.failed_at:
                at = datetime.fromisoformat(attempt.failed_at)
                found.append(
                    rules.failing_source(attempt.source, attempt.reason, attempt.failures, at)
                )
            elif attempt.source in FEEDS and attempt.seen_at:
                quiet[attempt.source] = clock.now() - datetime.fromisoformat(attempt.seen_at)
        if quiet:  # one worker reads them all
            source = max(quiet, key=lambda name: quiet[name])
            found.append(rules.stale_feed(source, quiet[source]))
        for source in self.entry.loads:
            found += self._odd(source)
        return found

    def _odd(self, source: str) -> list[Finding | None]:
        if not self.entry.loads[source].get("warnings"):
            return []
        return [
            rules.odd_volume(source, str(each.says), test.measured, test.expected)
            for test in tests_of(self.entry, source)
            for each in (VOLUME, WEEKLY)
            if (test.table, test.name) == (each.table, each.name) and not test.passed
        ]

    def experiments(self) -> list[Finding | None]:
        found: list[Finding | None] = []
        for each in experiments(self.entry, self.actor):
            if is_finished(each.seen, self.today):
                continue
            srm = mismatch(each.seen.visitors(each.plan.primary), each.plan.weights)
            if isinstance(srm, Srm) and srm.failed:
                plan = each.plan
                found.append(rules.mismatched_split(plan.experiment, plan.title, srm.p))
        return found

    def payouts(self) -> list[Finding | None]:
        if not self.entry.files.get("settlements"):
            return []
        _first, last = self.entry.span("settlements") or ("", f"{self.today}")
        end = min(date.fromisoformat(last), self.today) + timedelta(days=1)
        period = (end - LONG, end)
        ask = partial(metrics.query, shop=self.entry.code, period=period, actor=self.actor)
        lines, amount, waiting = (
            int(result.value or 0)
            for result in ask(
                ("settlement_unmatched_lines", "settlement_unmatched", "unsettled_payments")
            )
        )
        return [
            rules.unmatched_payouts(lines, amount, period, self.write),
            rules.unsettled_payments(waiting, period, self.write),
        ]

    def orders(self) -> list[Finding | None]:
        late, all_open = metrics.query(
            ("open_late_orders", "open_orders"), self.entry.code, actor=self.actor
        )
        return [rules.late_orders(int(late.value or 0), int(all_open.value or 0))]

    def stock(self) -> list[Finding | None]:
        if not self.entry.files.get("stock_days"):
            return []
        out, soon, kept = metrics.query(
            ("variants_out_wanted", "variants_out_soon", "variants_kept"),
            self.entry.code,
            actor=self.actor,
        )
        return [
            rules.sold_out(int(out.value or 0), int(kept.value or 0)),
            rules.soon_sold_out(int(soon.value or 0)),
        ]

    def sales(self) -> list[Finding | None]:
        """The last whole day."""
        result = metrics.query(("net_sales",), self.entry.code, grain="day", actor=self.actor)[0]
        days = {row.key[0]: int(row.value or 0) for row in result.rows}
        day = self.today - timedelta(days=1)
        first = date.fromisoformat(self.entry.first_date or f"{self.today}")
        before = [day - timedelta(weeks=n) for n in range(1, rules.WEEKS + 1)]
        usual = [days.get(each, 0) for each in before if each >= first]
        return [rules.sales_drop(day, days.get(day, 0), usual, self.write)]

    def target(self) -> list[Finding | None]:
        month = start_of(self.today, "month")
        following = shifted(month, "month", 1)
        share, target = metrics.query(
            ("pace_attainment", "net_sales_target"),
            self.entry.code,
            grain="month",
            period=(month, following),
            actor=self.actor,
        )
        rate, goal = share.values.get(month), target.values.get(month)
        end = self.today + timedelta(days=1)
        return [
            rules.target_in_danger(
                month, end, rate, None if goal is None else int(goal), self.write
            )
        ]

    def returns(self) -> list[Finding | None]:
        """Deliveries old enough to have come back, against the ninety days before them."""
        end = self.today - MATURE
        recent, before = (end - WINDOW, end), (end - WINDOW - LONG, end - WINDOW)
        found = []
        results = metrics.query(
            ("return_rate", "damage_rate"),
            self.entry.code,
            periods={"recent": recent, "before": before},
            actor=self.actor,
        )
        for result in results:
            parts = {
                row.key[0]: (int(row.numerator or 0), int(row.denominator or 0))
                for row in result.rows
            }
            found.append(
                rules.rate_spike(
                    result.metric,
                    str(metric_named(result.metric).label),
                    parts.get("recent", (0, 0)),
                    parts.get("before", (0, 0)),
                    recent,
                )
            )
        return found
