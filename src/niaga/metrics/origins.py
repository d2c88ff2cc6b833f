"""The rows that a question is asked of: of a table, of a view over tables, as they are kept."""

from typing import Any

from niaga.metrics.measuring import BUCKET, place
from niaga.metrics.rollups import kept_table
from niaga.metrics.views import VIEWS
from niaga.metrics.views.rfm import segments
from niaga.metrics.views.view import Build
from niaga.warehouse.schema import KINDS, TABLES, Table


def source(fact: str, prefix: str, build: Build | None = None, kept: tuple[str, ...] = ()) -> Any:
    """A table's rows of one shop, or the rows of a view over such tables.

    `prefix`: of the places that hold the end of the period. `build`: of some of the view's rows.
    `kept`: of the views that it reads those that a rollup holds.
    """
    if fact not in VIEWS:
        return _base(fact)
    view = VIEWS[fact]
    name, kind = {
        "end": (f"{prefix}as_of", "date"),
        "known": ("known", "date"),
        "now": ("moment", "instant"),
        "moment": (f"{prefix}moment", "instant"),
    }[view.as_of]
    tables = {name: _base(name) for name in view.tables}
    then = place(name, kind)
    for other in view.reads:
        tables[other] = kept_rows(other) if other in kept else VIEWS[other].build(tables, then)
    return (build or view.build)(tables, then)


def kept_rows(view: str) -> Any:
    """The rows of a view as they are kept."""
    return unbound(kept_table(view))


def view_schema(name: str) -> dict[str, str]:
    """Column → type of what a view really builds."""
    return {
        column: str(kind).replace("!", "") for column, kind in source(name, "").schema().items()
    }


def _base(name: str) -> Any:
    table = unbound(TABLES[name])
    return table.filter(table.shop == place("shop", "text"))


def unbound(table: Table) -> Any:
    import ibis

    return ibis.table({c.name: KINDS[c.kind][0] for c in table.columns}, name=table.name)


def states(
    fact: str, periods: tuple[str, ...], build: Build | None = None, kept: tuple[str, ...] = ()
) -> Any:
    """A view without days, as it stood at the end of each period, one under the other."""
    import ibis

    found = [
        source(fact, f"p{n}_", build, kept).mutate(**{BUCKET: ibis.literal(label)})
        for n, label in enumerate(periods)
    ]
    return found[0].union(*found[1:]) if len(found) > 1 else found[0]


def segments_expression() -> Any:
    """Who is in which segment as of the day asked."""
    return segments({"orders": _base("orders")}, place("as_of", "date"))
