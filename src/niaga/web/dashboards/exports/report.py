"""A board on paper: PDF, A4 landscape, made of the same tiles as the page."""

import json
import tempfile
from collections.abc import Sequence
from math import ceil
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from niaga.web.dashboards.board import Board
from niaga.web.dashboards.exports.about import definitions, facts
from niaga.web.dashboards.exports.pictures import (
    FONTS,
    legend_of,
    set_out,
    size_of,
    standalone,
)
from niaga.web.dashboards.exports.texts import Paragraph, paragraphs
from niaga.web.dashboards.selection import Selection
from niaga.web.dashboards.tiles import PAPER_ROWS, Table, Tile

PER_PAGE = 4
ROOM, ROOM_BELOW_CARDS = 173, 147  # millimetres of a page's height
EMPTY, LEAST, FULL, TALL = 20, 45, 72, 140  # rows: nothing to see; short; usual; a high picture
GAP = 2  # between two rows
WIDTH = 269  # of a page
ABOVE, LINE, LETTER = 26, 4.6, 1.35  # a tile's words; of its table a line, and how wide a letter
PIXEL = 0.27  # of a chart on paper at most: its letters are not blown up
WHOLE = 12  # the span of a tile as wide as the page
SHORT, MOST_LETTERS = 22, 48  # letters of a column of words that stands on one line; on a line
HALF_COLUMNS = 6  # a table of more columns is as wide as the page


def pdf(board: Board, selection: Selection, tiles: Sequence[Tile]) -> bytes:
    """`tiles`: all that were made, cards first."""
    import typst

    cards, others = tiles[: len(board.cards)], tiles[len(board.cards) :]
    told = dict(facts(board, selection))
    language = (get_language() or "id")[:2]
    line = " · ".join(told[name] for name in (_("Toko"), _("Periode")) if name in told)
    if _("Dibanding") in told:
        line += " · " + _("dibanding %(period)s") % {"period": told[_("Dibanding")]}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        made = [
            _tile(tile, paragraphs(board, selection, tile), at, root)
            for at, tile in enumerate(others)
        ]
        pages = _pages(_rows(board, others, made), bool(cards))
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
        set_out(root, "report.typ")
        result = typst.compile(
            str(root / "main.typ"),
            root=folder,
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            format="pdf",
        )
    assert isinstance(result, bytes)
    return result


def _rows(
    board: Board, tiles: Sequence[Tile], made: Sequence[dict[str, Any]]
) -> list[list[dict[str, Any]]]:
    """Tiles in their order, two beside each other unless one needs the whole width."""
    rows: list[list[dict[str, Any]]] = []
    has_room = False
    for part, tile, one in zip(board.tiles, tiles, made, strict=True):
        columns = len(tile.table.columns) if tile.table and not tile.picture else 0
        is_whole = part.span == WHOLE or columns > HALF_COLUMNS
        if has_room and not is_whole:
            rows[-1].append(one)
            has_room = False
        else:
            rows.append([one])
            has_room = not is_whole
    return rows


def _pages(rows: list[list[dict[str, Any]]], has_cards: bool) -> list[list[dict[str, Any]]]:
    """Rows by page, each with its height; what is left of a page goes to rows with content."""
    pages: list[list[dict[str, Any]]] = [[]]
    for row in rows:
        needed = max(_needed(tile, WIDTH / len(row)) for tile in row)
        height = EMPTY
        if any(tile["is_tall"] for tile in row):
            height = min(needed, TALL)
        elif any(tile["has_content"] for tile in row):
            height = min(max(needed, LEAST), FULL)
        page = pages[-1]
        used = sum(other["height"] + GAP for other in page)
        tiles = sum(len(other["tiles"]) for other in page)
        room = ROOM_BELOW_CARDS if has_cards and len(pages) == 1 else ROOM
        if page and (used + height > room or tiles + len(row) > PER_PAGE):
            page = []
            pages.append(page)
        page.append({"height": height, "needed": needed, "tiles": row})
    for number, page in enumerate(pages):
        room = ROOM_BELOW_CARDS if has_cards and not number else ROOM
        wanting = [each for each in page if each["needed"] > each["height"]]
        left = room - sum(each["height"] + GAP for each in page)
        for each in wanting:
            more = max(0, left // len(wanting))
            each["height"] = min(each["height"] + more, each["needed"])
    return pages


def _needed(tile: dict[str, Any], width: float) -> int:
    """The height in which all of a tile so wide can be seen, in millimetres."""
    if tile["size"]:
        across, down = tile["size"]
        return round(
            ABOVE + min(across * PIXEL, width - 5) * down / across + LINE * len(tile["said"])
        )
    if tile["table"]:
        return round(ABOVE + LINE * _lines(tile["table"], width - 5))
    return round(ABOVE + LINE * len(tile["said"])) if tile["has_content"] else EMPTY


def _lines(table: dict[str, Any], width: float) -> int:
    """About so many lines has a table: numbers stand in one, words share what is left of the
    width."""
    every, shares = [table["head"], *table["rows"]], table["widths"]
    words = [(at, share) for at, share in enumerate(shares) if share]
    numbers = [at for at, share in enumerate(shares) if not share]
    taken = sum(max(len(row[at]) for row in every) * LETTER + 2 for at in numbers)
    room = (width - taken) / LETTER / max(1, sum(shares))  # letters on a line for each share
    return sum(
        max([1, *(ceil(len(row[at]) / max(8, share * room)) for at, share in words)])
        for row in every
    )


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


def _tile(tile: Tile, said: list[Paragraph], at: int, root: Path) -> dict[str, Any]:
    table = _table(tile.table) if tile.table and not tile.picture else None
    if tile.paper:
        said = [Paragraph(text) for text in tile.paper()]
    elif table:
        said = []  # the table says it
    name, drawn = "", ""
    if tile.picture:
        name, drawn = f"chart{at}.svg", standalone(tile.picture)
        (root / name).write_text(drawn, encoding="utf-8")
    notes = list(tile.notes)
    if tile.left_out:
        notes.append(
            _("Saringan %(names)s tidak berlaku di sini.") % {"names": ", ".join(tile.left_out)}
        )
    if tile.error:
        notes.append(_("Angka ini belum dapat dihitung."))
    return {
        "title": tile.title,
        "has_content": bool(name or table or said),
        "is_tall": " chart--tall" in drawn[: drawn.find(">")],
        "size": size_of(drawn),
        "width": size_of(drawn)[0] * PIXEL if drawn else 0,
        "said": [{"text": each.text, "strong": each.is_heading} for each in said],
        "lead": tile.lead or tile.empty,
        "legend": legend_of(tile.legend),
        "picture": name,
        "table": table,
        "note": " ".join(notes),
    }


def _share(table: Table, at: int) -> int:
    """Of what is left of the width, for a column of long words; 0: as wide as it is."""
    longest = max(len(row[at]) for row in [table.head, *table.shown[:PAPER_ROWS]])
    is_short = table.columns[at].is_number or (at > 0 and longest <= SHORT)
    return 0 if is_short else min(longest, MOST_LETTERS)


def _table(table: Table) -> dict[str, Any]:
    return {
        "head": list(table.head),
        "align": ["right" if column.is_number else "left" for column in table.columns],
        "widths": [_share(table, at) for at in range(len(table.columns))],
        "rows": [list(row) for row in table.shown[:PAPER_ROWS]],
        # Said by how many rows are left out, for paper that has no room for all of PAPER_ROWS.
        "more": {
            str(less): _("dan %(count)s baris lagi") % {"count": table.beyond_paper + less}
            for less in range(PAPER_ROWS + 1)
            if table.beyond_paper + less
        },
    }
