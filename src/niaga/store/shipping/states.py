from niaga.kernel.states import Machine, table

SHIPMENT = Machine(
    "shipment",
    "open",
    table(
        open="picking cancelled",
        picking="packed cancelled",
        packed="handed_over cancelled",
        handed_over="in_transit delivered exception returning lost",
        in_transit="delivered exception returning lost",
        exception="in_transit delivered returning lost",
        returning="returned_to_origin lost",
        delivered="",
        lost="",
        returned_to_origin="",
        cancelled="",
    ),
)
