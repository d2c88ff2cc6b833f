"""The shapes of shoes, side view, toe to the left, standing on y = 860 of a 1200 square."""

from collections.abc import Callable
from dataclasses import dataclass

from niaga.simulate.pictures.canvas import Canvas
from niaga.simulate.pictures.palette import Colourway
from niaga.simulate.pictures.silhouettes import boots, formal, running, sandals, sneakers


@dataclass(frozen=True)
class Silhouette:
    """How to draw one kind of shoe, and what the composition must know of it.

    `height` scales the drawing upwards from the floor; `top` is its highest point (drawing
    coordinates, before that); `span` is where it touches the floor from left to right; `focus` is
    where the detail view looks (drawing coordinates); `tread` names the sole pattern.
    """

    draw: Callable[[Canvas, Colourway], None]
    height: float
    top: float
    focus: tuple[float, float]
    tread: str
    span: tuple[float, float] = (120, 1070)


SILHOUETTES = {
    "sneaker_low": Silhouette(sneakers.low, 0.8, 302, (470, 610), "herringbone"),
    "sneaker_high": Silhouette(sneakers.high, 0.84, 140, (560, 480), "diamond"),
    "slip_on": Silhouette(sneakers.slip_on, 0.78, 418, (560, 620), "diamond"),
    "runner": Silhouette(running.runner, 0.8, 296, (560, 620), "pods"),
    "football": Silhouette(running.football, 0.82, 364, (440, 650), "studs"),
    "loafer": Silhouette(formal.loafer, 0.82, 462, (460, 650), "plain"),
    "derby": Silhouette(formal.derby, 0.82, 396, (420, 640), "plain"),
    "heels": Silhouette(formal.heels, 0.86, 384, (300, 740), "slim", (110, 1000)),
    "flat": Silhouette(formal.flat, 0.78, 548, (370, 720), "slim"),
    "chelsea": Silhouette(boots.chelsea, 0.86, 132, (700, 480), "plain"),
    "hiking": Silhouette(boots.hiking, 0.86, 152, (520, 560), "lugs"),
    "slide": Silhouette(sandals.slide, 0.84, 536, (500, 720), "pods"),
    "strap_sandal": Silhouette(sandals.strap_sandal, 0.84, 480, (600, 690), "lugs"),
    "kids": Silhouette(sneakers.kids, 0.84, 294, (600, 600), "herringbone", (190, 1020)),
}
