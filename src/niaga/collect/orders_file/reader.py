"""Reading a file of orders: an export that is known, or any file whose columns a person maps."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.text import format_lazy

from niaga.collect.orders_file import mappings
from niaga.collect.orders_file.build import Building
from niaga.collect.orders_file.cells import Cells, read_cells
from niaga.collect.orders_file.export import Export
from niaga.collect.orders_file.fields import FIELDS, NAMES
from niaga.collect.orders_file.mappings import ColumnsGone, Kept
from niaga.collect.orders_file.notes import Note
from niaga.collect.orders_file.orders import Grouping
from niaga.collect.orders_file.own import products_by_sku
from niaga.collect.orders_file.plan import USE, Choices, Options, Plan
from niaga.collect.orders_file.proposal import checked, propose
from niaga.collect.problems import (
    ColumnsNotMapped,
    ImportRefused,
    SourceMissing,
    UnknownExport,
)
from niaga.collect.staging import SourceShop, Staged
from niaga.collect.tabular.layout import Layout, sniff
from niaga.collect.tabular.rows import Columns
from niaga.kernel import clock
from niaga.kernel.money import exponent
from niaga.kernel.shop import current_shop

VERSION = "2"  # part of the fingerprint: a changed reading is a new load


@dataclass(frozen=True)
class Reading:
    """A file as read: `cells` for showing it, `staged` for loading it, `notes` for telling."""

    layout: Layout
    plan: Plan
    cells: Cells
    staged: Staged
    notes: Sequence[Note]


def lying(path: Path, exports: Sequence[Export] = (), options: Options | None = None) -> Layout:
    """How the table lies in the file. Raises SourceMissing, or an ImportRefused of `sniff`."""
    if not path.is_file():
        raise SourceMissing(path=path)
    known = frozenset(name for export in exports for name in export.known) or NAMES
    return sniff(path, known=known, sheet=(options or {}).get("sheet", ""))


def planned(layout: Layout, options: Options, live: bool = False) -> Plan:
    """For any file: a person's choices go before those kept for such a file, these before names.

    Raises BadMapping, ColumnsNotMapped, UnknownMapping, ColumnsGone.
    """
    own = any(key.startswith("map.") for key in options)
    complete = own and options.get("mapping") == "complete"
    before, lacking = _before(layout, options)
    is_kept = not own or (USE in options and not complete)
    told_before = {
        key: value
        for key, value in (before.options.items() if before else ())
        if not key.startswith("map.") or (is_kept and key.removeprefix("map.") not in lacking)
    }
    choices = Choices.of({**told_before, **options})
    told = {field: column for field, column in choices.columns.items() if column}
    if before and not own and not lacking:
        mapping = checked(layout, told)
    else:
        mapping = {} if complete else propose(layout)
        for field, column in checked(layout, told).items():
            mapping = {each: used for each, used in mapping.items() if used != column}
            mapping[field] = column
        for field, column in choices.columns.items():
            if not column:
                mapping.pop(field, None)
    require_sale(layout, mapping)
    gone = () if own else tuple(lacking.values())
    return Plan(mapping, choices, kept=before.name if before else "", lacking=gone, live=live)


def _before(layout: Layout, options: Options) -> tuple[Kept | None, dict[str, str]]:
    """The kept mapping that a file is read by, and what the file lacks of it: field → column.

    Raises UnknownMapping; and ColumnsGone, when one that was asked for does not fit.
    """
    if name := options.get(USE):
        asked = mappings.named(name)
        lacking = asked.lacking(layout)
        untold = [column for field, column in lacking.items() if f"map.{field}" not in options]
        if untold and options.get("mapping") != "complete":
            raise ColumnsGone(
                file=layout.path.name,
                missing=", ".join(untold),
                name=asked.name,
                columns=", ".join(layout.columns[:20]),
            )
        return asked, lacking
    if full := mappings.kept_for(layout):
        return full, {}
    near = mappings.near(layout)
    return near, near.lacking(layout) if near else {}


def require_sale(layout: Layout, mapping: Mapping[str, str]) -> None:
    """Raises ColumnsNotMapped when something that a sale cannot do without has no column."""
    missing = []
    if "ordered_at" not in mapping:
        missing.append("ordered_at")
    if not {"unit_price", "line_total"} & set(mapping):
        missing.append("unit_price")
    if missing:
        raise ColumnsNotMapped(
            file=layout.path.name,
            fields=_labels(missing),
            columns=", ".join(layout.columns[:20]),
        )


def _labels(names: Sequence[str]) -> Promise | str:
    """In words and as `--map` wants them, in the language of whoever reads it."""
    told = [format_lazy("{} ({})", FIELDS[name].label, name) for name in names]
    return format_lazy(", ".join(["{}"] * len(told)), *told)


def declared(layout: Layout, exports: Sequence[Export], options: Options, shop: SourceShop) -> Plan:
    """For an export that is known by its columns. Raises UnknownExport."""
    export = next((each for each in exports if each.fits(layout)), None)
    if export is None:
        raise UnknownExport(
            file=layout.path.name,
            name=exports[0].name,
            columns=", ".join(exports[0].signature),
        )
    choices = Choices.of(options)
    live = shop.code == current_shop().code
    return Plan(export.mapping(layout), choices, export, live=live)


def read_orders(layout: Layout, plan: Plan, shop: SourceShop) -> Reading:
    """Raises an ImportRefused."""
    cells = cells_of(layout, plan, shop)
    return staged_of(layout, plan, cells, shop)


def cells_of(layout: Layout, plan: Plan, shop: SourceShop, columns: Columns | None = None) -> Cells:
    """`columns`: of a source that is no table, read already."""
    export, choices = plan.export, plan.choices
    return read_cells(
        layout,
        plan.mapping,
        columns,
        exponent=exponent(shop.currency),
        zone=(export.zone if export else "") or shop.time_zone,
        decimal=choices.decimal or (export.decimal if export else ""),
        order=choices.dates or (export.dates if export else ""),
        today=clock.now().date(),
    )


def staged_of(layout: Layout, plan: Plan, cells: Cells, shop: SourceShop) -> Reading:
    grouping = Grouping(cells, plan, shop.currency)
    own: Mapping[str, str] = {}
    if plan.live and "product_id" in plan.mapping:
        own = products_by_sku(set(cells.get("product_id")) - {None})
    staged, notes = Building(cells, plan, shop, own).staged(grouping)
    return Reading(layout, plan, cells, staged, notes)


# The kind "orders"


def examine(path: Path, shop: SourceShop, options: Options) -> Reading:
    layout = lying(path, (), options)
    return read_orders(layout, planned(layout, options, shop.code == current_shop().code), shop)


def read(path: Path, work: Path, shop: SourceShop, options: Options) -> Staged:
    """The columns that were used are remembered for the next file that has the same."""
    reading = examine(path, shop, options)
    plan = reading.plan
    mappings.keep(reading.layout, used(plan), "" if plan.lacking else plan.kept)
    return reading.staged


def used(plan: Plan) -> dict[str, str]:
    """A plan's choices as options."""
    choices = plan.choices
    simple = {"decimal": choices.decimal, "dates": choices.dates, "channel": choices.channel}
    return {
        **{f"map.{field}": column for field, column in plan.mapping.items()},
        **{f"status.{status}": meaning for status, meaning in choices.statuses.items()},
        **{key: value for key, value in simple.items() if value},
        "duplicates": choices.duplicates,
    }


def fingerprint(path: Path, options: Options) -> str:
    return content_mark(path, "orders", used(planned(lying(path, (), options), options)))


def content_mark(path: Path, name: str, options: Options) -> str:
    """The same bytes read in the same way give the same text."""
    if not path.is_file():
        raise SourceMissing(path=path)
    digest = hashlib.sha256(f"{name} {VERSION} {json.dumps(sorted(options.items()))}".encode())
    with path.open("rb") as file:
        digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:20]


def detect(path: Path) -> float:
    """Any table in which a day and an amount can be told is perhaps one of orders."""
    try:
        layout = lying(path)
        if mappings.kept_for(layout) is not None:
            return 0.8
        proposed = propose(layout)
        require_sale(layout, proposed)
    except (ImportRefused, OSError):
        return 0.0
    return 0.3 + min(0.2, 0.02 * len(proposed))
