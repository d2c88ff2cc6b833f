"""From a wish to a picture: background, shadow, view and marks of use."""

from dataclasses import dataclass

from niaga.simulate.pictures.canvas import Canvas
from niaga.simulate.pictures.palette import COLOURWAYS, trimmed
from niaga.simulate.pictures.silhouettes import SILHOUETTES, Silhouette
from niaga.simulate.pictures.treads import outsoles
from niaga.simulate.pictures.wear import MARKS, draw_mark

VIEWS = ("side", "pair", "detail", "sole")
FLOOR = 860


@dataclass(frozen=True)
class PictureSpec:
    """What to draw. `wear` names marks of use (`wear.MARKS`); none for new shoes.

    The detail view looks at the first mark where there is one. `trim` varies panels and accents,
    so that two models of one shape and colour do not look alike.
    """

    silhouette: str
    colourway: str
    view: str = "side"
    wear: tuple[str, ...] = ()
    trim: int = 0


def draw(spec: PictureSpec) -> str:
    """The picture as an SVG document. Equal wishes give equal bytes."""
    c = Canvas()
    shape, way = SILHOUETTES[spec.silhouette], trimmed(COLOURWAYS[spec.colourway], spec.trim)
    ground = c.radial(600, 500, 860, (0, "#faf8f4", 1), (0.6, "#f5f2ec", 1), (1, "#eae5dc", 1))
    if spec.view == "sole":
        outsoles(c, way, shape.tread, worn=bool(spec.wear))
        return _document(c, ground, "".join(c.body))
    shadow = _shadow(c, shape)
    shape.draw(c, way)
    for code in spec.wear:
        draw_mark(c, way, code)
    stretch = f"translate(0 {FLOOR * (1 - shape.height):g}) scale(1 {shape.height:g})"
    shoe = f'<g id="shoe">{shadow}<g transform="{stretch}">{"".join(c.body)}</g></g>'
    if spec.view == "pair":
        # two <use>s of one drawing: the far shoe smaller, behind and above
        lift = _centre(shape) - 6
        scene = (
            f'<defs>{shoe}</defs><use href="#shoe" transform="translate(190 {lift - 76:g}) scale(.84)"/>'
            f'<use href="#shoe" transform="translate(-8 {lift + 92:g}) scale(.9)"/>'
        )
    elif spec.view == "detail":
        x, y = MARKS[spec.wear[0]].at if spec.wear else shape.focus
        x, y = min(max(x, 330), 870), FLOOR - (FLOOR - min(y, 800)) * shape.height
        scene = f'<g transform="translate(600 600) rotate(-7) scale(2.2) translate({-x:g} {-y:g})">{shoe}</g>'
    else:
        scene = f'<g transform="translate(0 {_centre(shape):g})">{shoe}</g>'
    return _document(c, ground, scene)


def _centre(shape: Silhouette) -> float:
    """How far to move the shoe so that it sits a little below the middle of the picture."""
    top = FLOOR - (FLOOR - shape.top) * shape.height
    return round((1200 - (top + FLOOR)) / 2 + 24)


def _shadow(c: Canvas, shape: Silhouette) -> str:
    left, right = shape.span
    middle, reach = (left + right) / 2, (right - left) / 2
    soft = c.radial(
        middle,
        864,
        reach + 70,
        (0, "#2a1f1a", 0.4),
        (0.6, "#2a1f1a", 0.17),
        (1, "#2a1f1a", 0),
        squash=0.085,
    )
    contact = c.radial(
        middle,
        861,
        reach + 16,
        (0, "#1a1210", 0.5),
        (0.75, "#1a1210", 0.3),
        (1, "#1a1210", 0),
        squash=0.022,
    )
    box = f'<rect x="{left - 80:g}" y="780" width="{right - left + 160:g}" height="170" fill="%s"/>'
    return box % soft + box % contact


def _document(c: Canvas, ground: str, scene: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 1200" width="1200" height="1200">'
        f'<defs>{"".join(c.defs)}</defs><rect width="1200" height="1200" fill="{ground}"/>{scene}</svg>'
    )
