from niaga.kernel.states import Machine, table

ATTEMPT = Machine(
    "payment",
    "created",
    table(
        created="pending authorized captured failed expired cancelled reversed",
        pending="authorized captured failed expired cancelled reversed",
        authorized="captured voided expired failed cancelled reversed",
        captured="settled reversed",
        settled="reversed",
        reversed="",
        # Money may come late: it is taken in, and applied or put in suspense. It may also have come
        # and gone before anything was heard of it.
        failed="captured expired cancelled reversed",
        expired="captured reversed",
        cancelled="captured reversed",
        voided="",
    ),
)
