"""A board on paper: PDF, A4 landscape, made of the same tiles as the page."""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from niaga.web.dashboards.board import Board
from niaga.web.dashboards.exports.about import definitions, facts
from niaga.web.dashboards.exports.pictures import FONTS, HERE, legend_of, standalone
from niaga.web.dashboards.selection import Selection
from niaga.web.dashboards.tiles import PAPER_ROWS, Table, Tile

FIRST_PAGE, PER_PAGE = 2, 4


def pdf(board: Board, selection: Selection, tiles: Sequence[Tile]) -> bytes:
    """`tiles`: all that were made, cards first."""
    import typst

    cards, others = tiles[: len(board.cards)], tiles[len(board.cards) :]
    told = dict(facts(board, selection))
    language = (get_language() or "id")[:2]
    line = " · ".join(
        told[name] for name in (_("Toko"), _("Periode"), _("Dibanding")) if name in told
    )
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        made = [_tile(tile, at, root) for at, tile in enumerate(others)]
        first = FIRST_PAGE if cards else PER_PAGE
        pages = [made[:first]] + [made[n : n + PER_PAGE] for n in range(first, len(made), PER_PAGE)]
        data = {
            "title": str(board.title),
            "language": language,
            "line": line,
            "age": _("Data dimuat: %(at)s") % {"at": told.get(_("Data dimuat"), "–")},
            "filters": "  ·  ".join(
                f"{name}: {told[name]}" for name in (_("Saringan"), _("Dibuat"))
            ),
            "page": _("Halaman"),
            "cards": [_card(tile) for tile in cards],
            "pages": pages,
            "definitions_title": _("Arti angka-angka ini"),
            "definitions": [
                {
                    "label": each.label,
                    "describe": each.describe,
                    "doc": each.doc if language == "en" else "",
                }
                for each in definitions(tiles)
            ],
        }
        (root / "data.json").write_text(json.dumps(data), encoding="utf-8")
        (root / "main.typ").write_bytes((HERE / "report.typ").read_bytes())
        result = typst.compile(
            str(root / "main.typ"),
            root=folder,
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            format="pdf",
        )
    assert isinstance(result, bytes)
    return result


def _card(tile: Tile) -> dict[str, str]:
    card = tile.card
    if card is None:
        why = tile.empty or _("Angka ini belum dapat dihitung.")
        return {"label": tile.title, "value": "—", "delta": "", "notes": why}
    delta = f"{card.delta.text} {card.delta.against}" if card.delta else ""
    return {
        "label": str(card.label),
        "value": card.value,
        "delta": delta,
        "notes": " · ".join(card.notes),
    }


def _tile(tile: Tile, at: int, root: Path) -> dict[str, Any]:
    name = ""
    if tile.picture:
        name = f"chart{at}.svg"
        (root / name).write_text(standalone(tile.picture), encoding="utf-8")
    notes = list(tile.notes)
    if tile.left_out:
        notes.append(
            _("Saringan %(names)s tidak berlaku di sini.") % {"names": ", ".join(tile.left_out)}
        )
    if tile.error:
        notes.append(_("Angka ini belum dapat dihitung."))
    return {
        "title": tile.title,
        "lead": tile.lead or tile.empty,
        "legend": legend_of(tile.legend),
        "picture": name,
        "table": None if tile.picture or not tile.table else _table(tile.table),
        "note": " ".join(notes),
        # Points of height that the texts around the picture take.
        "room": 46 + 13 * bool(tile.legend) + 11 * (len(" ".join(notes)) // 110 + bool(notes)),
    }


def _table(table: Table) -> dict[str, Any]:
    left = table.beyond_paper
    return {
        "head": list(table.head),
        "align": ["right" if column.is_number else "left" for column in table.columns],
        "widths": ["auto" if column.is_number else "1fr" for column in table.columns],
        "rows": [list(row) for row in table.shown[:PAPER_ROWS]],
        "more": _("dan %(count)s baris lagi") % {"count": left}
        if (left := table.beyond_paper)
        else "",
    }
