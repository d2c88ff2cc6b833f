"""What a shop's customers will bring: fitted once for each month, asked for segments and for one.

The models learn from all history up to the end of the last whole month, so that what is said of
somebody changes with what they do, and not with every order of somebody else. Nothing is said that
was not tested first on the last half year (`checking`). What was fitted and foreseen is kept on
disk (`kept`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, get_args

from niaga import metrics
from niaga.insight.lifetime.buying import Buying, Histories
from niaga.insight.lifetime.buying import fit as fit_buying
from niaga.insight.lifetime.checking import Check, check
from niaga.insight.lifetime.kept import kept
from niaga.insight.lifetime.reasons import (
    DidNotConverge,
    Reason,
    SpendingFollowsFrequency,
    TooFewRepeats,
    UnknownBuyer,
)
from niaga.insight.lifetime.spending import Amounts, Spending, correlation
from niaga.insight.lifetime.spending import fit as fit_spending
from niaga.insight.lifetime.value import Worth, worth
from niaga.kernel.permissions import SYSTEM, Actor
from niaga.metrics.periods import start_of
from niaga.metrics.views.histories import HELD_OUT_DAYS
from niaga.warehouse.files import of_months_before

HISTORY = ("repeats", "recency_weeks", "age_weeks")
MOST_CORRELATED = 0.3  # beyond, spending and frequency are not told apart
Cells = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Models:
    """`learned_to`: the first day that the models have not seen. `spending`: or why none."""

    learned_to: date
    buying: Buying
    spending: Spending | Reason
    check: Check


@dataclass(frozen=True)
class Outlook:
    """`segments`: by RFM; people who bought longer than 365 days ago are in `whole` alone."""

    models: Models
    whole: Worth
    segments: Mapping[str, Worth]


KINDS = (Models, Outlook, Worth, Buying, Spending, Check, *get_args(Reason))


def outlook(shop: str, end: date, actor: Actor) -> Outlook | Reason:
    """Of everybody who bought before `end`. Raises NotAllowed, UnknownShop."""
    models = models_of(shop, end)
    if not isinstance(models, Models):
        return models
    results = metrics.query(
        ["history_buyers", "history_mean_values"],
        shop,
        by=["segment", *HISTORY],
        period=(None, end),
        actor=actor,
    )
    cells: dict[str, list[tuple[int, ...]]] = {}
    for row, value in zip(*(result.rows for result in results), strict=True):
        segment, *history = row.key
        counted = (*map(int, history), int(row.value or 0), int(value.value or 0))
        cells.setdefault(segment or "", []).append(counted)
    if not cells:
        return UnknownBuyer()
    return _outlook(models, tuple((name, tuple(listed)) for name, listed in cells.items()))


def customer_outlook(shop: str, customer: str, end: date, actor: Actor) -> Worth | Reason:
    """Of one person, by pseudonym. Raises NotAllowed, UnknownShop."""
    results = metrics.query(
        ["history_buyers", "history_mean_values"],
        shop,
        by=list(HISTORY),
        period=(None, end),
        filters={"customer": [customer]},
        actor=actor,
    )
    if not results[0].rows:
        return UnknownBuyer()
    models = models_of(shop, end)
    if not isinstance(models, Models):
        return models
    row, value = results[0].rows[0], results[1].rows[0]
    history = (*map(int, row.key), int(row.value or 0), int(value.value or 0))
    return _outlook(models, (("", (history,)),)).whole


def models_of(shop: str, end: date) -> Models | Reason:
    """What stood at the end of the last whole month before `end`, or why nothing is foreseen."""
    learned_to = start_of(end, "month")
    # Another order in the months that are learned from, and their files are others.
    files = of_months_before(metrics.shop_named(shop).files.get("orders", ()), learned_to)
    return _learned(shop, learned_to, tuple(files))


@lru_cache(maxsize=16)
def _learned(shop: str, learned_to: date, seen: tuple[str, ...]) -> Models | Reason:
    return kept(KINDS, (shop, learned_to, seen), lambda: _fitted(shop, learned_to))


def _fitted(shop: str, learned_to: date) -> Models | Reason:
    def asked(names: list[str], by: Iterable[str]) -> Cells:
        period = (None, learned_to)
        return _cells(metrics.query(names, shop, by=by, period=period, actor=SYSTEM))

    tested = asked(["held_out_buyers", "held_out_purchases", "held_out_purchase_squares"], HISTORY)
    before, later = _columns(tested, 6)
    checked = check(_people(before), later[0], later[1], HELD_OUT_DAYS / 7)
    if not isinstance(checked, Check):
        return checked
    columns, _none = _columns(asked(["history_buyers"], HISTORY), 4)
    buying = fit_buying(_people(columns))
    if isinstance(buying, DidNotConverge):
        return buying
    amounts = asked(["history_valued_buyers", "history_mean_values"], ("repeats", "value_step"))
    return Models(learned_to, buying, _spending(amounts), checked)


def _cells(results: Any) -> Cells:
    """Whole numbers of each row: its key, then its values. Rows without a key part are left out."""
    rows = zip(*(result.rows for result in results), strict=True)
    return tuple(
        (*(int(part) for part in group[0].key), *(int(row.value or 0) for row in group))
        for group in rows
        if None not in group[0].key
    )


def _spending(amounts: Cells) -> Spending | Reason:
    columns, _none = _columns(tuple(row for row in amounts if row[0] > 0 and row[2] > 0), 4)
    repeats, _step, people, sums = columns
    if float(people.sum()) < 2:
        return TooFewRepeats(2, round(float(people.sum())))
    known = Amounts(repeats, sums / people, people)
    found = correlation(known)
    if abs(found) > MOST_CORRELATED:
        return SpendingFollowsFrequency(found)
    return fit_spending(known)


def _columns(cells: Cells, width: int) -> tuple[list[Any], list[Any]]:
    """The first four columns, and the rest."""
    import numpy as np

    table = np.array(cells, np.float64).reshape(-1, width)
    columns = [table[:, n] for n in range(width)]
    return columns[:4], columns[4:]


def _people(columns: list[Any]) -> Histories:
    repeats, last, age, people = columns
    return Histories(repeats, last, age, people)


@lru_cache(maxsize=64)
def _outlook(models: Models, cells: tuple[tuple[str, Cells], ...]) -> Outlook:
    """`cells`: by segment; "" holds those who bought longer ago."""

    def worked_out() -> Outlook:
        every = tuple(cell for _name, listed in cells for cell in listed)
        found = {name: _worth(models, listed) for name, listed in cells if name}
        return Outlook(models, _worth(models, every), found)

    return kept(KINDS, (models, cells), worked_out)


def _worth(models: Models, cells: Cells) -> Worth:
    columns, rest = _columns(cells, 5)
    spending = models.spending if isinstance(models.spending, Spending) else None
    return worth(models.buying, spending, _people(columns), rest[0])
