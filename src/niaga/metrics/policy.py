"""Who may be told which number, and which rows behind it: for pages, exports, mail and commands.

The rights are the kernel's (`metrics.<area>`, `metrics.rows`, `metrics.people`,
`customers.profile`); what they mean for a question is decided here and nowhere else.
"""

from collections.abc import Iterable

from niaga.kernel.permissions import Actor, may, require
from niaga.metrics.dimensions import DIMENSIONS
from niaga.metrics.facts import PERSONAL, row_columns
from niaga.metrics.metric import Metric


def may_ask(actor: Actor, metric: Metric) -> bool:
    return may(actor, "metrics.view") and may(actor, f"metrics.{metric.area}")


def require_numbers(actor: Actor, metrics: Iterable[Metric], dimensions: Iterable[str]) -> None:
    """Raises NotAllowed. `dimensions`: all that the question splits and filters by."""
    require(actor, "metrics.view")
    for metric in metrics:
        require(actor, f"metrics.{metric.area}")
    for name in dimensions:
        if name in DIMENSIONS and DIMENSIONS[name].personal:
            require(actor, "customers.profile")


def require_rows(actor: Actor, metric: Metric, dimensions: Iterable[str]) -> None:
    """Raises NotAllowed. Rows of people want `metrics.people` besides."""
    require(actor, "metrics.rows")
    require_numbers(actor, (metric,), dimensions)
    if is_about_people(metric):
        require(actor, "metrics.people")


def is_about_people(metric: Metric) -> bool:
    """Its rows are people, one by one."""
    measure = metric.numerator
    entity = measure is not None and measure.aggregate == "distinct" and measure.column in PERSONAL
    return entity or any(column in PERSONAL for column in row_columns(metric.fact))


def hides_people(actor: Actor) -> bool:
    """Pseudonyms are left out of the rows that the actor sees."""
    return not may(actor, "customers.profile")
