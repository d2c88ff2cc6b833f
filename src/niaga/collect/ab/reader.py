"""From a test's table to its plan and what it saw.

The unit is the assigned visitor, analysed by the first exposure: of a visitor with several rows the
earliest counts. A visitor in two variants is contamination: the first variant keeps them where the
file tells times, and nobody where it does not. A row whose page is not its variant's page is
refused. All of these are counted by reason, in the rejects and beside the plan.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from niaga.collect.ab import cells, columns
from niaga.collect.ab.cells import Faults
from niaga.collect.ab.columns import Roles
from niaga.collect.ab.outcomes import Outcome, outcomes
from niaga.collect.ab.plan import Plan, planned
from niaga.collect.ab.problems import BadPlan, NoTest
from niaga.collect.ab.segments import MOST, Segments, beside, segments
from niaga.collect.problems import (
    EmptyFile,
    ImportRefused,
    SourceMissing,
    TooManyRejected,
    reason_text,
)
from niaga.collect.staging import REJECTS, SourceShop, Staged, table_of
from niaga.collect.tabular.layout import sniff
from niaga.collect.tabular.rows import Columns, read_columns

LABEL = _("Uji A/B")
DESCRIPTION = _(
    "CSV atau XLSX: satu baris per pengunjung dengan varian dan hasilnya, atau jumlah per hari dan "
    "varian. Rencananya ditulis di pilihan: experiment=NAMA, control=VARIAN, outcome=KOLOM, "
    "planned_days=28, planned_effect=10%, running=1. Angka dari sebelum uji "
    "(before=BELANJA:BELANJA LALU) mengurangi derau; ratios=BELANJA/PESANAN menguji hasil bagi. "
    "Kolom negara, perangkat, atau segments=KOLOM membagi hasilnya menurut segmen; boleh juga di "
    "berkas kedua yang memuat pengunjung yang sama."
)
TABLES = ("experiments", "exposures")
READER_VERSION = "3"  # part of the fingerprint: a changed reading is a new load
LIMIT = 20  # percent of refused rows above which the file is taken for another kind
MOST_VARIANTS = 20
KNOWN = frozenset(
    (*columns.UNIT, *columns.VARIANT, *columns.TIME, *columns.VISITORS, *columns.CONVERSIONS)
)


def detect(path: Path) -> float:
    try:
        return columns.likeness(sniff(_file(path), known=KNOWN).columns)
    except (ImportRefused, OSError):
        return 0.0


def fingerprint(path: Path, options: Mapping[str, str]) -> str:
    digest = hashlib.sha256(f"{READER_VERSION} {sorted(options.items())}".encode())
    file = _file(path)
    for each in (file, beside(path, file, options)):
        if each is not None:
            digest.update(each.name.encode())
            with each.open("rb") as opened:
                digest.update(hashlib.file_digest(opened, "sha256").digest())
    return digest.hexdigest()[:20]


def read(path: Path, work: Path, shop: SourceShop, options: Mapping[str, str]) -> Staged:
    """Raises an ImportRefused when the file or the plan is not what it should be."""
    file = _file(path)
    layout = sniff(file, known=KNOWN)
    roles = columns.roles(layout, options)
    table = read_columns(layout, roles.columns)
    if not table.rows:
        raise EmptyFile(file=file.name)
    told = segments(table, layout, roles, beside(path, file, options), options)
    faults = Faults(len(table.numbers))
    names, places = _variants(table, roles, faults)
    day, order = _times(table, roles, faults)
    measured = outcomes(file.name, table, roles, options, shop, faults)
    if roles.unit:
        _judge_visitors(table, roles, places, order, faults)
    else:
        _judge_counts(table, roles, places, day, told, faults)
    _refuse_other_kind(file, table, faults)
    good = faults.good
    seen = sorted({names[place] for place in np.unique(places[good])})
    if len(seen) < 2:
        raise NoTest(file=file.name, missing=__("varian kedua"))
    known_days = day[good & (day != cells.DAYLESS)]
    first, last = (
        (_date(known_days.min()), _date(known_days.max())) if len(known_days) else (None, None)
    )
    plan = planned(path, options, seen, first, last)
    primary = _primary(options, measured)
    rejects = _rejects(file.name, plan, table, faults)
    refused = Counter(reject["reason"] for reject in rejects)
    rejects += _rows_refused(told.file, plan, told.rejects)
    exposures = _exposures(plan, roles, table, measured, names, places, day, good)
    tables = {
        "experiments": _experiments(plan, primary, measured, told, refused),
        "exposures": _with_segments(exposures, told, good, len(measured)),
        "rejects": pa.Table.from_pylist(rejects, schema=REJECTS),
    }
    return Staged(
        shop=shop,
        tables=tables,
        rows_in=table.rows + told.rows,
        rejected=dict(Counter(reject["file"] for reject in rejects)),
    )


def _file(path: Path) -> Path:
    """The file, or the one in the folder that is most like a test's. Raises SourceMissing."""
    if path.is_file():
        return path
    best: tuple[float, Path] | None = None
    for each in sorted(path.iterdir()) if path.is_dir() else []:
        if each.suffix.lower() in (".csv", ".tsv", ".xlsx", ".txt"):
            found = detect(each)
            if found and (best is None or found > best[0]):
                best = (found, each)
    if best is None:
        raise SourceMissing(path=path)
    return best[1]


def _variants(table: Columns, roles: Roles, faults: Faults) -> tuple[list[str], np.ndarray]:
    names, places = cells.texts(table, roles.variant)
    if len(names) > MOST_VARIANTS:
        expected = __("paling banyak %(most)s varian") % {"most": MOST_VARIANTS}
        raise BadPlan(name="variant", value=roles.variant, expected=expected)
    faults.add(places < 0, roles.variant, "missing_value")
    return names, places


def _times(table: Columns, roles: Roles, faults: Faults) -> tuple[np.ndarray, np.ndarray]:
    if roles.time:
        return cells.days(table, roles.time, faults)
    rows = len(table.numbers)
    return np.full(rows, cells.DAYLESS, dtype=np.int64), np.zeros(rows, dtype=np.int64)


def _judge_visitors(
    table: Columns, roles: Roles, variants: np.ndarray, order: np.ndarray, faults: Faults
) -> None:
    if roles.page:
        pages = table.texts[roles.page][1]
        faults.add(_mismatched(variants, pages, faults.good), roles.page, "variant_mismatch")
    _known, units = table.texts[roles.unit]
    faults.add(units < 0, roles.unit, "missing_value")
    good = faults.good
    at = np.flatnonzero(good)
    at = at[np.lexsort((at, order[at], units[at]))]  # by visitor, then time, then row
    same = np.zeros(len(at), dtype=bool)
    same[1:] = units[at][1:] == units[at][:-1]
    starts = np.flatnonzero(~same)
    group = np.cumsum(~same) - 1
    first_variant = variants[at][starts][group]
    other = same & (variants[at] != first_variant)
    if not roles.time and other.any():  # who came first is not told: nobody keeps them
        torn = np.zeros(len(starts), dtype=bool)
        torn[group[other]] = True
        other = torn[group]
    mask = np.zeros(faults.rows, dtype=bool)
    mask[at[other]] = True
    faults.add(mask, roles.variant, "both_variants")
    mask = np.zeros(faults.rows, dtype=bool)
    mask[at[same & ~other]] = True
    faults.add(mask, roles.unit, "repeated_unit")


def _mismatched(variants: np.ndarray, pages: np.ndarray, good: np.ndarray) -> np.ndarray:
    """Rows whose page is not the one that most rows of their variant saw."""
    wrong = np.zeros(len(variants), dtype=bool)
    for variant in np.unique(variants[good]):
        mine = good & (variants == variant)
        values, counts = np.unique(pages[mine], return_counts=True)
        wrong |= mine & (pages != values[counts.argmax()])
    return wrong


def _judge_counts(
    table: Columns,
    roles: Roles,
    variants: np.ndarray,
    day: np.ndarray,
    told: Segments,
    faults: Faults,
) -> None:
    """A day of a variant is told once, or once for each segment."""
    good = np.flatnonzero(faults.good)
    groups = [table.texts[segment.name][1] for segment in told.found]
    seen: set[tuple[int, ...]] = set()
    mask = np.zeros(faults.rows, dtype=bool)
    for at in good:
        key = (int(variants[at]), int(day[at]), *(int(group[at]) for group in groups))
        mask[at] = key in seen
        seen.add(key)
    faults.add(mask, roles.time or roles.variant, "duplicate_key")


def _refuse_other_kind(file: Path, table: Columns, faults: Faults) -> None:
    count = len(faults.reasons) + len(table.misshapen)
    if count * 100 <= table.rows * LIMIT:
        return
    at, (column, reason) = min(faults.reasons.items(), default=(0, ("–", "cut_row")))
    raise TooManyRejected(
        file=file.name,
        rejected=count,
        rows=table.rows,
        limit=LIMIT,
        row=int(table.numbers[at]),
        column=column,
        reason=reason_text(reason),
    )


def _primary(options: Mapping[str, str], measured: tuple[Outcome, ...]) -> str:
    """As told; else what is called a conversion; else the last yes or no; else the first."""
    told, names = options.get("outcome", ""), [outcome.name for outcome in measured]
    if told and told not in names:
        expected = __("hasil yang ada: %(names)s") % {"names": ", ".join(names)}
        raise BadPlan(name="outcome", value=told, expected=expected)
    if told:
        return told
    called = [o.name for o in measured if columns.plain(o.name) in columns.CONVERSIONS]
    yes_no = [o.name for o in measured if o.amounts is None]
    return (called or yes_no[-1:] or names)[0]


def _rejects(file: str, plan: Plan, table: Columns, faults: Faults) -> list[dict[str, Any]]:
    told = [
        (int(table.numbers[at]), column, reason) for at, (column, reason) in faults.reasons.items()
    ]
    told += [(number, "", "cut_row") for number in table.misshapen]
    return _rows_refused(file, plan, told)


def _rows_refused(
    file: str, plan: Plan, told: Sequence[tuple[int, str, str]]
) -> list[dict[str, Any]]:
    raw = json.dumps({"experiment": plan.key})  # the visitor may be an e-mail: never kept
    return [
        {"file": file, "row": number, "column": column, "reason": reason, "raw": raw}
        for number, column, reason in sorted(told)
    ]


def _experiments(
    plan: Plan,
    primary: str,
    measured: tuple[Outcome, ...],
    told: Segments,
    refused: Counter[str],
) -> pa.Table:
    return table_of(
        "experiments",
        experiment=[plan.key],
        title=[plan.title],
        control=[plan.control],
        primary_outcome=[primary],
        allocation=[[f"{name}={weight}" for name, weight in plan.weights.items()]],
        money_outcomes=[[outcome.name for outcome in measured if outcome.is_money]],
        ratio_outcomes=[[f"{o.name}={o.divisor}" for o in measured if o.divisor]],
        adjusted_outcomes=[[f"{o.name}={o.before}" for o in measured if o.before]],
        refused=[[f"{reason}={count}" for reason, count in sorted(refused.items())]],
        segments=[[segment.name for segment in told.found]],
        planned_visitors=[plan.visitors],
        planned_days=[plan.days],
        planned_effect=[plan.effect],
        alpha=[plan.alpha],
        power=[plan.power],
        started_on=[plan.started_on],
        ended_on=[plan.ended_on],
        source_row=[1],
    )


def _exposures(
    plan: Plan,
    roles: Roles,
    table: Columns,
    measured: tuple[Outcome, ...],
    names: list[str],
    places: np.ndarray,
    day: np.ndarray,
    good: np.ndarray,
) -> pa.Table:
    """One row per visitor and outcome, or per day, variant and outcome."""
    at = np.flatnonzero(good)
    rows = len(at)
    variants = pa.array(names, pa.string()).take(pa.array(places[at]))
    units = pa.nulls(rows, pa.string())
    if roles.unit:
        known, unit_places = table.texts[roles.unit]
        references = pa.array([f"{plan.key}:{text}" for text in known], pa.string())
        units = references.take(pa.array(unit_places[at]))
    days = pa.array(day[at].astype(np.int32), pa.int32(), mask=day[at] == cells.DAYLESS)
    parts = []
    for outcome in measured:
        amounts, squares, base = (
            None if values is None else values[at]
            for values in (outcome.amounts, outcome.squares, outcome.base)
        )
        told = {"value": amounts, "value_squared": squares, "base": base}
        if base is not None and amounts is not None:
            told |= {"base_squared": base * base, "product": amounts * base}
        parts.append(
            table_of(
                "exposures",
                experiment=pa.repeat(plan.key, rows),
                outcome=pa.repeat(outcome.name, rows),
                variant=variants,
                unit_ref=units,
                day=days.cast(pa.date32()),
                visitors=pa.array(outcome.visitors[at]),
                conversions=pa.array(outcome.conversions[at]),
                **{name: pa.array(values) for name, values in told.items() if values is not None},
                source_row=pa.array(table.numbers[at]),
            )
        )
    return pa.concat_tables(parts)


def _with_segments(exposures: pa.Table, told: Segments, good: np.ndarray, times: int) -> pa.Table:
    """The rows of the test stand in the exposures once for each outcome, `times` in all."""
    for n, segment in enumerate(told.found[:MOST], 1):
        values = segment.values.filter(pa.array(good))
        at = exposures.column_names.index(f"segment_{n}")
        column = pa.chunked_array([values] * times, pa.string())
        exposures = exposures.set_column(at, f"segment_{n}", column)
    return exposures


def _date(days: Any) -> date:
    return date(1970, 1, 1) + timedelta(days=int(days))
