"""What staff may say of a parcel next."""

from niaga.store.shipping.models import Shipment, ShipmentState
from niaga.store.shipping.states import SHIPMENT
from niaga.web.backoffice.words import word

_IN_THE_HOUSE = {ShipmentState.OPEN, ShipmentState.PICKING, ShipmentState.PACKED}


def next_codes(shipment: Shipment) -> list[tuple[str, object]]:
    """The states that a courier's word can bring the parcel to, and a note; none in the house."""
    if shipment.state in _IN_THE_HOUSE or SHIPMENT.terminal(shipment.state):
        return []
    follow = [state for state in ShipmentState if SHIPMENT.allows(shipment.state, state)]
    return [(str(code), word(str(code), "shipment")) for code in (*follow, "note")]
