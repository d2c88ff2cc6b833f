"""What a tile with a template of its own says, in paragraphs, for paper."""

from dataclasses import dataclass
from html.parser import HTMLParser

from django.template.loader import render_to_string

from niaga.web.dashboards.board import Board
from niaga.web.dashboards.selection import Selection
from niaga.web.dashboards.tiles import Tile

_BLOCKS = frozenset({"p", "li", "div", "dl", "ul", "ol", "section", "h3", "h4"})
_HEADINGS = frozenset({"h3", "h4"})
_SILENT = frozenset({"svg", "table", "form", "button"})  # drawn, tabled, or of no use on paper
_SILENT_CLASSES = frozenset({"legend", "visually-hidden", "button"})
_VOID = frozenset({"br", "img", "input", "use", "hr"})


@dataclass(frozen=True)
class Paragraph:
    text: str
    is_heading: bool = False


def paragraphs(board: Board, selection: Selection, tile: Tile) -> list[Paragraph]:
    """Without its chart, its table, its controls, and what is a link and nothing else."""
    if not tile.body:
        return []
    context = {"tile": tile, "board": board, "selection": selection, "query": selection.query()}
    reader = _Reader()
    reader.feed(render_to_string(tile.body, {**context, "rights": frozenset()}))
    reader.end()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Paragraph] = []
        self._open: list[tuple[str, bool]] = []  # element, and whether it silences what is in it
        self._words: list[str] = []
        self._beside_links = False
        self._is_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        if tag in _BLOCKS:
            self.end()
            self._is_heading = tag in _HEADINGS
        classes = set((dict(attrs).get("class") or "").split())
        self._open.append((tag, tag in _SILENT or bool(classes & _SILENT_CLASSES)))

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            last, _silent = self._open.pop()
            if last == tag:
                break
        if tag == "dt" and self._words:
            self._words.append(": ")
        if tag in _BLOCKS:
            self.end()

    def handle_data(self, data: str) -> None:
        if any(silent for _tag, silent in self._open) or not data.strip():
            return
        tags = {tag for tag, _silent in self._open}
        self._beside_links |= "a" not in tags or bool(tags & _HEADINGS)
        self._words.append(data)

    def end(self) -> None:
        text = " ".join(" ".join(self._words).split()).replace(" :", ":").replace(" ,", ",")
        if text and self._beside_links:
            self.found.append(Paragraph(text, self._is_heading))
        self._words, self._beside_links, self._is_heading = [], False, False
