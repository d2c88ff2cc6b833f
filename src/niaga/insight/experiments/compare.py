"""Two samples of whatever kind beside each other."""

from niaga.insight.experiments.comparison import (
    Comparison,
    compare_means,
    compare_proportions,
    compare_ratios,
)
from niaga.insight.experiments.cuped import compare_adjusted
from niaga.insight.experiments.reasons import Reason
from niaga.insight.experiments.samples import Adjusted, Mean, Proportion, Ratio, Sample


def compare(control: Sample, treatment: Sample, alpha: float = 0.05) -> Comparison | Reason:
    """Both samples are of one kind. Returns a reason where there is nothing to test."""
    if isinstance(control, Proportion) and isinstance(treatment, Proportion):
        return compare_proportions(control, treatment, alpha)
    if isinstance(control, Mean) and isinstance(treatment, Mean):
        return compare_means(control, treatment, alpha)
    if isinstance(control, Ratio) and isinstance(treatment, Ratio):
        return compare_ratios(control, treatment, alpha)
    if isinstance(control, Adjusted) and isinstance(treatment, Adjusted):
        return compare_adjusted(control, treatment, alpha)
    raise TypeError("two samples of different kinds have no difference")


def gap(control: Sample, treatment: Sample) -> tuple[float, float] | None:
    """The difference of the estimates and its standard error; None: not known, or no error."""
    if isinstance(control, Adjusted) and isinstance(treatment, Adjusted):
        found = compare_adjusted(control, treatment)
        return (found.difference, found.error) if isinstance(found, Comparison) else None
    first, second = control.estimate, treatment.estimate
    errors = control.error, treatment.error
    if first is None or second is None or errors[0] is None or errors[1] is None:
        return None
    error = (errors[0] ** 2 + errors[1] ** 2) ** 0.5
    return (second - first, error) if error else None
