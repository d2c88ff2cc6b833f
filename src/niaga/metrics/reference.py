"""The catalogue as a page for readers: docs/reference/metrics.md is made by this."""

from django.utils import translation

from niaga.metrics.catalogue import CATALOGUE, ROOMS
from niaga.metrics.dimensions import DIMENSIONS, Dimension
from niaga.metrics.facts import list_of
from niaga.metrics.metric import Metric
from niaga.metrics.views import VIEWS

CLOCKS = {
    "sale": "sale clock: a sale on its day, a reversal on the day it was processed",
    "order": "order clock: the business day on which the order was placed",
    "event": "the day of the fact itself",
    "as_of": "as of the end of the period",
    "none": "none: as of the last load",
}
HEAD = """# Metrics

Every number that Niaga shows, prints or exports is one of these. This page is made from the
catalogue (`src/niaga/metrics/catalogue/`) by `tools/metrics_reference`; change a definition there.

Money is in the smallest unit of the shop's currency (rupiah; centavos). Days are business days of
the shop's own time zone. Periods are half-open. A rate is kept as numerator and denominator and
added up as such, never averaged; without a denominator it has no value, which is not zero. Tests
are left out everywhere. Ask with `niaga metric NAME [--shop S] [--by DIM …] [--from D] [--to D]`,
where `--to` is the last day included.

**Counted order**: no test, its money captured, and not cancelled before shipment. Refunded orders
remain counted. For Olist, whose files tell no time of capture or cancellation, an order is counted
when it has a payment, got past `created`, and is neither `canceled` nor `unavailable`; its sale is
dated by the purchase.
"""


def reference() -> str:
    """The page in Markdown, in English."""
    with translation.override(None):
        parts = [HEAD]
        for title, room in ROOMS:
            parts.append(f"## {title}\n")
            parts += [_entry(metric) for metric in room]
        parts.append("## Dimensions\n\n| name | meaning | facts |\n|---|---|---|")
        parts += [f"| `{d.name}` | {d.doc} | {_facts(d)} |" for d in DIMENSIONS.values()]
        if VIEWS:
            parts.append("\n## Views\n\nFacts that are worked out when they are asked.\n")
            parts.append("| name | meaning | from |\n|---|---|---|")
            parts += [f"| `{v.name}` | {v.doc} | {', '.join(v.tables)} |" for v in VIEWS.values()]
    assert len(CATALOGUE) == sum(len(room) for _title, room in ROOMS)
    return "\n".join(parts) + "\n"


def _facts(dimension: Dimension) -> str:
    known = {*dimension.columns, *(dimension.lists or {})}
    known |= {name for name, v in VIEWS.items() if dimension.name in v.dimensions}
    return ", ".join(sorted(known | {v for v in VIEWS if list_of(v, dimension.name)}))


def _entry(metric: Metric) -> str:
    rows = [("Area", metric.area), ("Unit", metric.unit), ("Clock", CLOCKS[metric.clock])]
    if metric.formula:
        rows.append(("Made of", ", ".join(f"`{name}`" for name in metric.formula.of)))
    else:
        rows.append(("Fact", f"`{metric.fact}`"))
    rows.append(("By time", ", ".join(metric.grains) or "no"))
    rows.append(("By", ", ".join(f"`{name}`" for name in metric.dimensions) or "–"))
    rows.append(
        ("Better is", {"up": "more", "down": "less", "neutral": "neither"}[metric.direction])
    )
    if metric.target:
        rows.append(("Target", f"`{metric.target}`"))
    if metric.source:
        rows.append(("After", metric.source))
    tolerance = "exact" if metric.tolerance == 0 else f"within {metric.tolerance} relative"
    rows.append(("Between engines", tolerance))
    table = "\n".join(f"- {name}: {value}" for name, value in rows)
    return f"### `{metric.name}`\n\n{metric.doc}\n\n{table}\n"
