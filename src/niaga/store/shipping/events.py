from dataclasses import dataclass

from niaga.kernel.journal import event


@event("shipment.opened", aggregate="shipment")
@dataclass(frozen=True)
class ShipmentOpened:
    shipment_id: int
    order_id: int
    courier: str
    service: str


@event("shipment.advanced", aggregate="shipment")
@dataclass(frozen=True)
class ShipmentAdvanced:
    """`state` is the one reached: picking, packed, handed_over, in_transit, exception, …"""

    shipment_id: int
    order_id: int
    state: str


@event("shipment.delivered", aggregate="shipment")
@dataclass(frozen=True)
class ShipmentDelivered:
    shipment_id: int
    order_id: int
