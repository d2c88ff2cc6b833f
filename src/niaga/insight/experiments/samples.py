"""Sufficient statistics of one variant: all that a test ever needs of its visitors.

The unit is the visitor, assigned once and counted from the first exposure. Sums over days or over
sources add up field by field.
"""

from dataclasses import dataclass, fields
from math import sqrt
from typing import Any


@dataclass(frozen=True)
class Proportion:
    """A yes or no for each visitor."""

    visitors: int
    conversions: int

    @property
    def estimate(self) -> float | None:
        return self.conversions / self.visitors if self.visitors else None

    @property
    def error(self) -> float | None:
        """Standard error of the estimate; None: not known."""
        if not self.visitors:
            return None
        rate = self.conversions / self.visitors
        return sqrt(rate * (1 - rate) / self.visitors)


@dataclass(frozen=True)
class Mean:
    """An amount for each visitor, zero included. `squares` None: the source did not tell them."""

    visitors: int
    total: int
    squares: int | None

    @property
    def estimate(self) -> float | None:
        return self.total / self.visitors if self.visitors else None

    @property
    def variance(self) -> float | None:
        """Of single visitors, unbiased."""
        if self.squares is None or self.visitors < 2:
            return None
        # whole numbers until the last step: the difference of two great sums stays exact
        spread = self.squares * self.visitors - self.total * self.total
        return max(0, spread) / (self.visitors * (self.visitors - 1))

    @property
    def error(self) -> float | None:
        variance = self.variance
        return None if variance is None else sqrt(variance / self.visitors)


@dataclass(frozen=True)
class Ratio:
    """A sum over a sum of the same visitors, as items per order: its unit is still the visitor."""

    visitors: int
    top: int
    bottom: int
    top_squares: int
    bottom_squares: int
    products: int

    @property
    def estimate(self) -> float | None:
        return self.top / self.bottom if self.bottom else None

    @property
    def error(self) -> float | None:
        """By the delta method: Var(X̄/Ȳ) ≈ (s_x² − 2R·s_xy + R²·s_y²) / (n·Ȳ²).

        Source: Deng, Knoblich, Lu, "Applying the delta method in metric analytics", KDD 2018.
        """
        ratio, n = self.estimate, self.visitors
        if ratio is None or n < 2:
            return None
        top = _covariance(n, self.top_squares, self.top, self.top)
        bottom = _covariance(n, self.bottom_squares, self.bottom, self.bottom)
        both = _covariance(n, self.products, self.top, self.bottom)
        mean = self.bottom / n
        return sqrt(max(0.0, top - 2 * ratio * both + ratio**2 * bottom) / n) / abs(mean)


@dataclass(frozen=True)
class Adjusted:
    """An amount for each visitor with another of the same visitor from before the test, which takes
    noise away when two variants are compared (see `cuped`); alone it is as a `Mean`.
    """

    visitors: int
    total: int
    before: int
    squares: int
    before_squares: int
    products: int

    @property
    def plain(self) -> Mean:
        return Mean(self.visitors, self.total, self.squares)

    @property
    def estimate(self) -> float | None:
        return self.plain.estimate

    @property
    def error(self) -> float | None:
        return self.plain.error


Sample = Proportion | Mean | Ratio | Adjusted


def _covariance(n: int, products: int, first: int, second: int) -> float:
    return (products * n - first * second) / (n * (n - 1))


def added(first: Sample, second: Sample) -> Sample:
    """Both together; what one of them does not know, the sum does not know."""
    return _combined(first, second, 1)


def taken_away(whole: Sample, part: Sample) -> Sample:
    """What is in `whole` and not in `part`, which is some of its days."""
    return _combined(whole, part, -1)


def _combined(first: Sample, second: Sample, sign: int) -> Sample:
    if type(first) is not type(second):
        raise TypeError("two samples of different kinds have no sum")
    pairs = [(getattr(first, f.name), getattr(second, f.name)) for f in fields(first)]
    values: list[Any] = [None if a is None or b is None else a + sign * b for a, b in pairs]
    return type(first)(*values)
