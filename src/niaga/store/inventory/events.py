from dataclasses import dataclass

from niaga.kernel.journal import event


@event("stock.moved", aggregate="variant")
@dataclass(frozen=True)
class StockMoved:
    variant_id: int
    location: str
    delta: int
    kind: str
    reference: str


@event("stock.held", aggregate="hold")
@dataclass(frozen=True)
class StockHeld:
    """`quantities` maps a variant's key to how many were held for `reference`."""

    reference: str
    quantities: dict[str, int]


@event("stock.released", aggregate="hold")
@dataclass(frozen=True)
class StockReleased:
    reference: str
    quantities: dict[str, int]
    why: str
