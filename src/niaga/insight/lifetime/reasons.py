"""Why nothing is predicted: typed, so that a page can say it in words and in two languages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TooFewRepeats:
    """Fewer people who bought again than the model can learn from."""

    needed: int
    found: int


@dataclass(frozen=True)
class HistoryTooShort:
    """Weeks of history: half a year to learn from, and half a year to be tested on."""

    needed: int
    found: int


@dataclass(frozen=True)
class DidNotConverge:
    """No parameters were found that explain the purchases best."""


@dataclass(frozen=True)
class WorseThanMean:
    """In the weeks held out the model erred more than the plain mean would have. `error`,
    `naive_error`: root mean squared error of purchases per person.
    """

    error: float
    naive_error: float


@dataclass(frozen=True)
class SpendingFollowsFrequency:
    """Who buys more often also spends another amount: the spending model assumes otherwise."""

    correlation: float


@dataclass(frozen=True)
class UnknownBuyer:
    """The person has no counted order."""


Reason = (
    TooFewRepeats
    | HistoryTooShort
    | DidNotConverge
    | WorseThanMean
    | SpendingFollowsFrequency
    | UnknownBuyer
)
