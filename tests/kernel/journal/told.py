"""Events that only these tests tell."""

from dataclasses import dataclass
from datetime import datetime

from niaga.kernel.journal import event


@event("test.bell_rang", aggregate="bell")
@dataclass(frozen=True)
class BellRang:
    bell_id: int
    note: str = ""


@event("test.bell_cast", aggregate="bell")
@dataclass(frozen=True)
class BellCast:
    bell_id: int
    at: datetime
    metals: tuple[str, ...] = ()
