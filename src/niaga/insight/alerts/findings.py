"""What an alert is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Severity(StrEnum):
    """URGENT: today. WATCH: to be looked at this week."""

    URGENT = "urgent"
    WATCH = "watch"


@dataclass(frozen=True)
class Way:
    """Where to go on: the rows behind a metric, or a page (experiments, sources).

    `period`: half-open days of the rows; None: the metric tells a state. `filters`: dimension →
    value.
    """

    metric: str = ""
    page: str = ""
    period: tuple[date, date] | None = None
    filters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """`kind`: which rule found it. `sentence`: in the language that was active when it was made,
    with the numbers that it rests on. `basis`: how it was judged. `since`: when it was first found
    and has held ever since, as `watch` saw it; None: not yet seen by it.
    """

    kind: str
    severity: Severity
    sentence: str
    basis: str
    way: Way
    since: datetime | None = None

    @property
    def key(self) -> str:
        """What it is about, whatever its numbers: the same trouble has the same key."""
        filters = (f"{name}={value}" for name, value in sorted(self.way.filters.items()))
        return ":".join(filter(None, (self.kind, self.way.metric, self.way.page, *filters)))
