"""What every kind of chart has in common: a name, a frame that speaks to those who do not see it,
two sizes, for wide and for narrow screens, of which the stylesheet shows one.

A kind is a frozen dataclass that says what is shown, and beside it a function that draws it. Shapes
carry classes and presentation attributes only; their colours come from charts.css, on screen as in
files. Never a colour, a style attribute or a text that is not escaped.
"""

from collections.abc import Callable
from html import escape
from typing import Literal, Protocol

from django.utils.safestring import SafeString, mark_safe

Variant = Literal["wide", "narrow"]
Value = int | float | None
Write = Callable[[float], str]
TALL = 0.62  # of its width: higher than that, it needs more than half a page of paper
BROAD = 760  # pixels: drawn for the whole width of a page, and soon too small on a narrower one

SMALL = 440  # pixels: drawn for a part of a page, and not blown up to the whole of a narrower one

MOST_LETTERS = 200
_NARROW_LETTERS, _NARROW = frozenset("fijlrtI .,:;'|!()[]/-·›"), 3.6
_WIDE_LETTERS, _WIDE = frozenset("mwMWGOQCDHNUV%@&—"), 9.4
_LETTER = 7.2


class Picture(Protocol):
    """`svg`: one `<svg>` element, made with `framed`."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def summary(self) -> str: ...
    def svg(self, variant: Variant) -> str: ...


def draw(picture: Picture) -> SafeString:
    """Both sizes."""
    return mark_safe(picture.svg("wide") + picture.svg("narrow"))  # noqa: S308 - kinds escape


def framed(picture: Picture, variant: Variant, width: float, height: float, body: str) -> str:
    """`body` in an `<svg>` that has the picture's title and summary and the pattern of what still
    runs, to be filled with `running_fill`."""
    name = f"{picture.name}-{variant}"
    shape = " chart--tall" if height > TALL * width else " chart--broad" if width > BROAD else ""
    shape += " chart--small" if width <= SMALL and variant == "wide" else ""
    return (
        f'<svg class="chart chart--{variant}{shape}" '
        f'viewBox="0 0 {width:g} {height:g}" role="img" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(picture.title)}</title>'
        f'<desc id="{name}-d">{escape(picture.summary)}</desc>'
        f'<defs><pattern id="{name}-h" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect class="chart__hatch" width="3" height="6"/>'
        f"</pattern></defs>{body}</svg>"
    )


def running_fill(picture: Picture, variant: Variant) -> str:
    return f"url(#{picture.name}-{variant}-h)"


def text(x: float, y: float, said: str, kind: str = "label", anchor: str = "start") -> str:
    """A text of class `chart__<kind>`: label, tick, name, value, cut."""
    return (
        f'<text class="chart__{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">'
        f"{escape(said)}</text>"
    )


def hover(x: float, y: float, width: float, height: float, said: str) -> str:
    """An unseen field whose title tells the values under it."""
    return (
        f'<rect class="chart__hover" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" '
        f'height="{height:.1f}"><title>{escape(said)}</title></rect>'
    )


def shortened(said: str, width: float) -> str:
    """As much of a text of 12 pixels as fits into so many pixels."""
    if breadth(said) <= width:
        return said
    room = width - _LETTER
    kept = 0
    while kept < len(said) and kept < MOST_LETTERS and breadth(said[: kept + 1]) <= room:
        kept += 1
    return said[: max(kept, 3)].rstrip() + "…"


def breadth(said: str) -> float:
    """About so many pixels wide is a text of 12 pixels in the face that charts are set in."""
    return sum(
        _NARROW if letter in _NARROW_LETTERS else _WIDE if letter in _WIDE_LETTERS else _LETTER
        for letter in said
    )
