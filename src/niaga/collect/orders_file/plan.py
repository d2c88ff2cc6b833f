"""What is to be done with a file: which export or mapping, and what a person has decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from niaga.collect.orders_file.export import Export
from niaga.collect.orders_file.statuses import MEANINGS, Meaning
from niaga.collect.problems import BadMapping
from niaga.collect.tabular.layout import plain

Options = Mapping[str, str]
MAP, STATUS = "map.", "status."
SIMPLE = {
    "decimal": (".", ","),
    "dates": ("dmy", "mdy"),
    "duplicates": ("keep", "drop"),
}
USE = "use"  # the name of a kept mapping
FREE = ("channel", "sheet", "mapping", USE)


@dataclass(frozen=True)
class Choices:
    """A person's choices, as options of an import. `columns`: field → column, "" for none.

    `statuses`: keys made `plain`. `channel`: of orders of which the file does not tell it.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, Meaning] = field(default_factory=dict)
    decimal: str = ""
    dates: str = ""
    duplicates: str = "keep"
    channel: str = ""
    sheet: str = ""

    @classmethod
    def of(cls, options: Options) -> "Choices":
        """Raises BadMapping for what no file of orders wants to be told."""
        columns: dict[str, str] = {}
        statuses: dict[str, Meaning] = {}
        simple: dict[str, str] = {}
        for key, value in options.items():
            if key.startswith(MAP):
                columns[key.removeprefix(MAP)] = value
            elif key.startswith(STATUS):
                if value not in MEANINGS:
                    raise BadMapping(problem=f"{key}={value}", known=", ".join(MEANINGS))
                statuses[plain(key.removeprefix(STATUS))] = cast(Meaning, value)
            elif key in FREE or (key in SIMPLE and value in (*SIMPLE[key], "")):
                simple[key] = value
            else:
                known = ", ".join(("map.…", "status.…", *SIMPLE, *FREE))
                raise BadMapping(problem=f"{key}={value}", known=known)
        simple.pop("mapping", None)
        simple.pop(USE, None)
        return cls(columns, statuses, **{key: value for key, value in simple.items() if value})


@dataclass(frozen=True)
class Plan:
    """`mapping`: field → column. `export` None: an unknown file, mapped by a person. `kept`: the
    name of the kept mapping that it rests on; `lacking`: columns of that one that the file lacks.
    """

    mapping: Mapping[str, str]
    choices: Choices
    export: Export | None = None
    kept: str = ""
    lacking: tuple[str, ...] = ()
    live: bool = False  # the orders join those of the shop itself

    @property
    def channel(self) -> str:
        if self.choices.channel:
            return self.choices.channel
        return self.export.channel if self.export else ""
