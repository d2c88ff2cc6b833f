from niaga.kernel.states import Machine, table

ATTEMPT = Machine(
    "payment",
    "created",
    table(
        created="pending authorized captured failed expired cancelled reversed",
        pending="authorized captured failed expired cancelled reversed",
        authorized="captured voided expired failed cancelled",
        captured="settled reversed",
        settled="reversed",
        reversed="",
        # Money may come late: it is taken in, and applied or put in suspense.
        failed="pending authorized captured",
        expired="captured",
        cancelled="captured",
        voided="",
    ),
)
