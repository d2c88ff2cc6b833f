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


@event("stock.warning_set", aggregate="variant")
@dataclass(frozen=True)
class StockWarningSet:
    """Staff are told that a variant runs low at `low_at` pieces or fewer."""

    variant_id: int
    location: str
    low_at: int


@event("location.saved", aggregate="location")
@dataclass(frozen=True)
class LocationSaved:
    location_id: int
    code: str
    is_default: bool


@event("unit.written_off", aggregate="unit")
@dataclass(frozen=True)
class UnitWrittenOff:
    unit_id: int
    variant_id: int
