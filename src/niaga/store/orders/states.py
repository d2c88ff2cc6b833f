from niaga.kernel.states import Machine, table

ORDER = Machine(
    "order",
    "placed",
    table(
        placed="confirmed cancelled expired",
        confirmed="completed cancelled",
        completed="",
        cancelled="",
        # Money may arrive after the time to pay has run out; when the goods are still there, the
        # order is honoured.
        expired="confirmed",
    ),
)
