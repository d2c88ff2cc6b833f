from niaga.kernel.states import Machine, table

UNIT = Machine(
    "unit",
    "inspecting",
    table(
        inspecting="graded written_off",
        graded="listed written_off",
        listed="held graded written_off",
        held="listed sold",
        sold="inspecting",
        written_off="",
    ),
)
