"""What is known of a test's visitors from before the test: where they live, what they hold.

A column of the test's own table, or of a second one beside it that names the visitor. Such a column
groups visitors; it is never an outcome. Of a second table only rows about visitors of the test are
taken; of several about one visitor the first stands, and the others are refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.utils.translation import gettext as _

from niaga.collect.ab import columns
from niaga.collect.ab.columns import Roles
from niaga.collect.ab.problems import BadPlan
from niaga.collect.tabular.layout import Layout, shown, sniff
from niaga.collect.tabular.rows import Columns, read_columns

MOST = 3  # kinds of segment of one test
MOST_VALUES = 20  # of one kind
KNOWN = frozenset((*columns.UNIT, *columns.SEGMENTS))


@dataclass(frozen=True)
class Segment:
    """`values`: of each row of the test's table; null: not told."""

    name: str
    values: pa.Array


@dataclass
class Segments:
    """`rows`: of a second table that speak of the test. `rejects`: row, column, reason of it."""

    found: list[Segment] = field(default_factory=list)
    file: str = ""
    rows: int = 0
    rejects: list[tuple[int, str, str]] = field(default_factory=list)


def beside(path: Path, file: Path, options: Mapping[str, str]) -> Path | None:
    """The second table in the folder of the first: as told, or the one that names visitors and
    what they are and is no test itself. Raises BadPlan.
    """
    if told := options.get("segments_file", ""):
        second = file.parent / Path(told).name
        if not second.is_file() or second == file:
            expected = _("nama berkas lain di folder yang sama")
            raise BadPlan(name="segments_file", value=told, expected=expected)
        return second
    others = sorted(path.iterdir()) if path.is_dir() else ()
    for other in others:
        if other == file or other.suffix.lower() not in (".csv", ".tsv", ".xlsx", ".txt"):
            continue
        names = sniff(other, known=KNOWN).columns
        if (
            not columns.likeness(names)
            and columns.unit_of(names)
            and columns.segments(names, options)
        ):
            return other
    return None


def segments(
    table: Columns, layout: Layout, roles: Roles, second: Path | None, options: Mapping[str, str]
) -> Segments:
    """Raises BadPlan where one that is told is in neither table, or tells apart too many."""
    told = columns.names(options.get("segments", ""))
    result = Segments()
    for name in roles.segments:
        known, places = table.texts[name]
        _keep(result, name, [shown(text) for text in known], places, told)
    if second is not None and roles.unit:
        _from_second(result, second, table, roles, options, told)
    names = {segment.name for segment in result.found}
    for name in told:
        if name not in names:
            expected = _("kolomnya: %(columns)s") % {"columns": ", ".join(layout.columns[:12])}
            raise BadPlan(name="segments", value=name, expected=expected)
    return result


def _keep(
    result: Segments, name: str, known: list[str], places: np.ndarray, told: Sequence[str]
) -> None:
    if len(known) > MOST_VALUES:
        if name in told:
            expected = _("kolom dengan paling banyak %(most)s isi") % {"most": MOST_VALUES}
            raise BadPlan(name="segments", value=name, expected=expected)
        return
    if known and len(result.found) < MOST:
        values = pa.array(known, pa.string()).take(pa.array(places, mask=places < 0))
        result.found.append(Segment(name, values))


def _from_second(
    result: Segments,
    second: Path,
    table: Columns,
    roles: Roles,
    options: Mapping[str, str],
    told: Sequence[str],
) -> None:
    layout = sniff(second, known=KNOWN)
    names = layout.columns
    unit = roles.unit if roles.unit in names else columns.unit_of(names)
    wanted = [name for name in columns.segments(names, options) if name != unit]
    if not unit or not wanted:
        expected = _("berkas dengan kolom pengunjung dan kolom segmennya")
        raise BadPlan(name="segments_file", value=second.name, expected=expected)
    other = read_columns(layout, (unit, *wanted))
    result.file = second.name
    # place of each row's visitor among those of the test; -1: not of the test
    test_units = pa.array(table.texts[roles.unit][0], pa.string())
    met = pc.index_in(pa.array(other.texts[unit][0], pa.string()), value_set=test_units)
    places = np.append(pc.fill_null(met, -1).to_numpy(zero_copy_only=False), -1)
    visitor = places[other.texts[unit][1]]
    mine = np.flatnonzero(visitor >= 0)
    result.rows = len(mine)
    _known, first = np.unique(visitor[mine], return_index=True)
    firsts = mine[first]
    again = np.setdiff1d(mine, firsts, assume_unique=True)
    result.rejects += [(int(other.numbers[at]), unit, "repeated_unit") for at in again]
    row_of = np.full(len(test_units) + 1, -1, dtype=np.int64)
    row_of[visitor[firsts]] = firsts
    at = row_of[table.texts[roles.unit][1]]  # of each row of the test, that of the second table
    for name in wanted:
        known, told_places = other.texts[name]
        of_row = np.where(at < 0, -1, told_places[at])
        _keep(result, name, [shown(text) for text in known], of_row, told)
