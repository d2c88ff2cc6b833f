"""The drawing board: SVG elements with shading, seams and textures, as short text."""

from dataclasses import dataclass, field


def mix(first: str, second: str, share: float) -> str:
    """Colour `#rrggbb` that lies `share` (0 to 1) of the way from `first` to `second`."""
    a = [int(first[i : i + 2], 16) for i in (1, 3, 5)]
    b = [int(second[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(x + (y - x) * share):02x}" for x, y in zip(a, b, strict=True))


def lighter(colour: str, share: float = 0.2) -> str:
    return mix(colour, "#fffdf8", share)


def darker(colour: str, share: float = 0.2) -> str:
    return mix(colour, "#120e14", share)


def brightness(colour: str) -> float:
    """Relative brightness, 0 black to 1 white."""
    r, g, b = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.299 * r + 0.587 * g + 0.114 * b


@dataclass
class Canvas:
    """Collects definitions and elements; identifiers are numbered, so output is repeatable."""

    defs: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    _clips: dict[str, str] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)

    def _define(self, prefix: str, template: str) -> str:
        """Adds a definition once; `template` has `%s` where its identifier goes."""
        if template not in self._known:
            name = f"{prefix}{len(self._known)}"
            self._known[template] = name
            self.defs.append(template % name)
        return self._known[template]

    def add(self, element: str) -> None:
        self.body.append(element)

    def _drawn(self, course: str) -> str:
        """The element that draws `course`, without its end; long ones are written down once."""
        if len(course) < 60:
            return f'<path d="{course}"'
        name = self._define("p", f'<path id="%s" d="{course}"/>')
        return f'<use href="#{name}"'

    def clip(self, outline: str) -> str:
        name = self._define("c", f'<clipPath id="%s">{self._drawn(outline)}/></clipPath>')
        return f' clip-path="url(#{name})"'

    def vertical(self, top: float, bottom: float, *stops: tuple[float, str, float]) -> str:
        """Paint that runs from y `top` to y `bottom`; stops are (offset, colour, opacity)."""
        return self.linear(0, top, 0, bottom, *stops)

    def linear(
        self, x1: float, y1: float, x2: float, y2: float, *stops: tuple[float, str, float]
    ) -> str:
        inner = "".join(
            f'<stop offset="{o:g}" stop-color="{c}"'
            + (f' stop-opacity="{a:g}"' if a < 1 else "")
            + "/>"
            for o, c, a in stops
        )
        name = self._define(
            "g",
            f'<linearGradient id="%s" gradientUnits="userSpaceOnUse" '
            f'x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}">{inner}</linearGradient>',
        )
        return f"url(#{name})"

    def radial(
        self, cx: float, cy: float, r: float, *stops: tuple[float, str, float], squash: float = 1
    ) -> str:
        """Round paint; `squash` < 1 flattens it."""
        inner = "".join(
            f'<stop offset="{o:g}" stop-color="{c}" stop-opacity="{a:g}"/>' for o, c, a in stops
        )
        turn = (
            ""
            if squash == 1
            else f' gradientTransform="translate(0 {cy * (1 - squash):g}) scale(1 {squash:g})"'
        )
        name = self._define(
            "r",
            f'<radialGradient id="%s" gradientUnits="userSpaceOnUse" '
            f'cx="{cx:g}" cy="{cy:g}" r="{r:g}"{turn}>{inner}</radialGradient>',
        )
        return f"url(#{name})"

    def texture(self, kind: str, colour: str) -> str:
        """A fine repeated pattern in `colour`: mesh, knit, canvas, suede or grain."""
        tiles = {
            "mesh": (14, 12, '<path d="M3.5 3h0M10.500 9h0" stroke-width="4.600"/>'),
            "knit": (14, 10, '<path d="M0 8 3.500 3 7 8 10.500 3 14 8" stroke-width="2"/>'),
            "canvas": (8, 8, '<path d="M0 2h4M4 6h4M2 4v4M6 0v4" stroke-width="1.300"/>'),
            "suede": (
                23,
                19,
                '<path d="M3 4l2 1M12 2l2-1M19 8l1 2M7 12l2-1M15 15l2 1M2 17l1-1M20 17l1 0" '
                'stroke-width="1.700"/>',
            ),
            "grain": (
                31,
                27,
                '<path d="M4 5q4 2 7-1M18 4q3 3 7 1M8 14q4-3 8 0M22 14q3 2 6 0M3 22q4 2 7-1'
                'M15 22q4 2 9-1" stroke-width="1.100" fill="none"/>',
            ),
        }
        width, height, drawing = tiles[kind]
        name = self._define(
            "t",
            f'<pattern id="%s" width="{width}" height="{height}" patternUnits="userSpaceOnUse">'
            f'<g stroke="{colour}" stroke-linecap="round" fill="none">{drawing}</g></pattern>',
        )
        return f"url(#{name})"

    def shape(self, outline: str, fill: str, extra: str = "") -> None:
        self.add(f'{self._drawn(outline)} fill="{fill}"{extra}/>')

    def line(
        self, course: str, colour: str, width: float = 3, opacity: float = 1, extra: str = ""
    ) -> None:
        faded = f' opacity="{opacity:g}"' if opacity < 1 else ""
        self.add(
            f'{self._drawn(course)} fill="none" stroke="{colour}" stroke-width="{width:g}" '
            f'stroke-linecap="round" stroke-linejoin="round"{faded}{extra}/>'
        )

    def stitch(self, course: str, colour: str, width: float = 2.4, extra: str = "") -> None:
        """A row of stitches, each with its little shadow, in the upper's tone."""
        light = brightness(colour) < 0.55
        thread = lighter(colour, 0.42) if light else darker(colour, 0.3)
        dashes = f' stroke-dasharray="8 6"{extra}'
        self.line(course, darker(colour, 0.5), width + 1.2, 0.28, extra)
        self.line(course, thread, width, 0.9, dashes)

    def panel(
        self,
        outline: str,
        colour: str,
        top: float,
        bottom: float,
        *,
        clip: str = "",
        lift: float = 0.14,
        shade: float = 0.2,
        edge: bool = True,
    ) -> None:
        """A piece of material lying on the shoe: shaded from `top` to `bottom`, with an edge."""
        paint = self.vertical(
            top,
            bottom,
            (0, lighter(colour, lift), 1),
            (0.5, colour, 1),
            (1, darker(colour, shade), 1),
        )
        if edge:
            self.line(outline, "#120e14", 7, 0.1, clip + ' transform="translate(0 3)"')
        self.shape(outline, paint, clip)
        if edge:
            self.line(outline, darker(colour, 0.42), 2.2, 0.75, clip)
            self.line(outline, "#ffffff", 1.6, 0.22, clip + ' transform="translate(0 2.600)"')
