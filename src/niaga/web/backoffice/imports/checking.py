"""Looking at a file as a load would read it, without loading it. Runs in the worker."""

import csv
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation

from niaga.collect.orders_file.reader import Reading, lying
from niaga.collect.orders_file.statuses import meaning_of
from niaga.collect.preview import summary
from niaga.collect.problems import ImportRefused
from niaga.collect.registry import KINDS, Kind, kind_named
from niaga.collect.staging import SourceShop, Staged
from niaga.collect.tabular.layout import Layout, shown
from niaga.kernel.errors import NiagaError
from niaga.warehouse.target import new_shop, shop_of
from niaga.web.backoffice.imports.drafts import Draft, changed, leave
from niaga.web.csv_cells import harmless

ROWS = 12
STATUSES = 40
SURE = 0.25  # below it a kind does not even propose itself


def recognise(draft: Draft) -> Draft:
    """The kind that is the surest of the file; the draft as it is when none is."""
    found = sorted(((kind.detect(draft.path), kind.name) for kind in KINDS.values()), reverse=True)
    if not found or found[0][0] < SURE:
        return draft
    return changed(draft, kind=found[0][1])


def target_of(draft: Draft, kind: Kind) -> SourceShop:
    """Raises an ImportRefused."""
    if kind.shop is not None:
        return kind.shop
    told = draft.new_shop
    if draft.shop and told:
        return new_shop(draft.shop, told["name"], told["currency"], told["time_zone"])
    return shop_of(kind, draft.shop or None)


def check(draft: Draft) -> None:
    """Leave what there is to be known of the file for the present choices."""
    if not draft.kind:
        leave(draft, "check", {"ok": False, "error": None, **_columns_at_least(draft)})
        return
    try:
        kind = kind_named(draft.kind)
        shop = target_of(draft, kind)
        if kind.examine is not None:
            reading = kind.examine(draft.path, shop, draft.options)
            told = {**_of_reading(reading), **_of_staged(draft, reading.staged)}
        else:
            with tempfile.TemporaryDirectory(dir=settings.NIAGA_HOME) as work:
                staged = kind.read(draft.path, Path(work) / "work", shop, draft.options)
            told = _of_staged(draft, staged)
        leave(draft, "check", {"ok": True, **told})
    except NiagaError as error:
        told = _columns_at_least(draft)
        leave(draft, "check", {"ok": False, "error": in_words(error.__str__), **told})


def in_words(say: Callable[[], str]) -> dict[str, str]:
    """In each language of the pages: the worker does not know who will read it."""
    told = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            told[language] = say()
    return told


def _columns_at_least(draft: Draft) -> dict[str, Any]:
    """The columns of a file that could not be read yet, so that they can be matched."""
    if draft.kind not in ("", "orders") or not draft.path.is_file():
        return {}
    try:
        layout = lying(draft.path, (), draft.options)
    except (ImportRefused, OSError):
        return {}
    from niaga.collect.orders_file.proposal import propose

    proposed = propose(layout)
    chosen = {
        key.removeprefix("map."): column
        for key, column in draft.options.items()
        if key.startswith("map.")
    }
    return {
        "layout": _layout(layout),
        "columns": _columns(layout, {**({} if chosen else proposed), **chosen}),
        "mappable": True,
    }


def _layout(layout: Layout) -> dict[str, Any]:
    return {
        "format": "XLSX" if layout.is_workbook else "CSV",
        "encoding": layout.encoding_name,
        "separator": layout.separator,
        "sheet": layout.sheet,
        "sheets": list(layout.sheets),
        "header_row": layout.header_row,
        "described": layout.described,
    }


def _columns(layout: Layout, mapping: Mapping[str, str]) -> list[dict[str, Any]]:
    by_column = {column: field for field, column in mapping.items()}
    listed = []
    for place, name in enumerate(layout.columns):
        cells = dict.fromkeys(
            _masked(shown(row[place]))[:40] for row in layout.sample if row[place]
        )
        listed.append({"name": name, "field": by_column.get(name, ""), "cells": list(cells)[:3]})
    return listed


_CONTACT = re.compile(r"[^@\s]+@[^@\s]+|'?[(+]?\+?(62|0)[\d\s().-]{8,18}")


def _masked(cell: str) -> str:
    """Enough to know what a column holds, and not whose it is."""
    return f"{cell[:4]}…" if _CONTACT.fullmatch(cell) else cell


def _of_reading(reading: Reading) -> dict[str, Any]:
    cells, plan = reading.cells, reading.plan
    ordered = cells.written.get("ordered_at")
    return {
        "layout": _layout(reading.layout),
        "columns": _columns(reading.layout, plan.mapping),
        "mappable": plan.export is None,
        "export": plan.export.version if plan.export else "",
        "kept": plan.kept,
        "amounts": cells.amounts.example if cells.amounts.sure else "",
        "dates": {"order": ordered.order, "by": ordered.by} if ordered else {},
        "notes": [
            {"level": note.level, "text": in_words(lambda note=note: str(note))}  # type: ignore[misc]
            for note in reading.notes
        ],
        "statuses": _statuses(reading),
        "first_rows": _first_rows(reading),
    }


def _statuses(reading: Reading) -> list[dict[str, Any]]:
    """Each status of the file with what it was taken for."""
    column = reading.plan.mapping.get("status")
    if column is None:
        return []
    texts, at = reading.cells.columns.texts[column]
    export = reading.plan.export
    told = {**(export.statuses if export else {}), **reading.plan.choices.statuses}
    counts = [0] * len(texts)
    for place in at.tolist():
        if place >= 0:
            counts[place] += 1
    found: list[dict[str, Any]] = [
        {"text": text, "count": count, "meaning": meaning_of(text, told) or ""}
        for text, count in zip(texts, counts, strict=True)
    ]
    return sorted(found, key=lambda each: (each["meaning"] != "", -each["count"]))[:STATUSES]


def _first_rows(reading: Reading) -> list[dict[str, Any]]:
    """The first lines as they will be loaded; people are not among what is shown."""
    staged = reading.staged
    orders = {row["order_id"]: row for row in staged.table("orders").slice(0, 4 * ROWS).to_pylist()}
    names = {
        row["product_id"]: row["name"] for row in staged.table("products").slice(0, 500).to_pylist()
    }
    rows = []
    for line in staged.table("lines").slice(0, ROWS).to_pylist():
        order = orders.get(line["order_id"])
        if order is None:
            continue
        rows.append(
            {
                "row": line["source_row"],
                "order": line["order_id"],
                "placed_at": order["placed_at"].isoformat(),
                "product": names.get(line["product_id"]) or line["product_id"] or "",
                "quantity": line["quantity"],
                "unit_price": line["unit_price"],
                "discount": line["discount"],
                "value": line["quantity"] * line["unit_price"] - line["discount"],
                "region": order["region"] or "",
                "person": order["customer_ref"] is not None,
                "sold": order["sale_at"] is not None,
                "status": order["status"],
            }
        )
    return rows


def _of_staged(draft: Draft, staged: Staged) -> dict[str, Any]:
    found = summary(staged)
    _write_rejects(draft, staged)
    told = asdict(found)
    for name in ("first", "last"):
        told[name] = told[name].isoformat() if told[name] else None
    shop = staged.shop
    return {
        "summary": {**told, "net": found.net},
        "shop": {"code": shop.code, "name": shop.name, "currency": shop.currency,
                 "time_zone": shop.time_zone},
    }  # fmt: skip


def _write_rejects(draft: Draft, staged: Staged) -> None:
    from niaga.collect.problems import reason_text

    path = draft.folder / "rejects.csv"
    partial = path.with_suffix(".tmp")
    with partial.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["berkas", "baris", "kolom", "alasan", "isi"])
        for row in staged.table("rejects").to_pylist():
            cells = [row["file"], row["row"], row["column"], reason_text(row["reason"]), row["raw"]]
            writer.writerow([harmless(cell) for cell in cells])
    partial.replace(path)
