"""A chart outside of a page: its own SVG, with the page's stylesheet written out, and as PNG."""

import json
import re
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import niaga.web.dashboards
import niaga.web.design
from niaga.web.dashboards.charts import Picture

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
FAMILY = "Plus Jakarta Sans"
PPI = 192.0
_TOKEN = re.compile(r"(--[\w-]+):\s*([^;]+);")
_USE = re.compile(r"var\((--[\w-]+)\)")
_CONDITIONAL = re.compile(r"@(?:media|container)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.S)
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_HOVER = re.compile(r'<rect class="chart__hover"[^>]*>.*?</rect>', re.S)


@lru_cache(maxsize=1)
def stylesheet() -> str:
    """The rules of charts.css with the light theme's colours in place of the tokens."""
    design = Path(niaga.web.design.__path__[0]) / "static/design/tokens.css"
    charts = Path(niaga.web.dashboards.__path__[0]) / "static/dashboards/charts.css"
    tokens = dict(_TOKEN.findall(_COMMENT.sub("", design.read_text(encoding="utf-8"))))
    tokens["--font"] = f"'{FAMILY}', 'DejaVu Sans Mono'"
    rules = _CONDITIONAL.sub("", _COMMENT.sub("", charts.read_text(encoding="utf-8")))
    return _USE.sub(lambda use: tokens.get(use[1], "#000000"), rules)


@lru_cache(maxsize=1)
def tones() -> Mapping[str, str]:
    """Tone → its colour in a legend."""
    found = {}
    for selectors, rule in re.findall(r"([^{}]+)\{([^}]*)\}", stylesheet()):
        colour = re.search(r"(?:background|border|border-color):[^#;]*(#[0-9a-fA-F]{6})", rule)
        faint = re.search(r"opacity:\s*([\d.]+)", rule)
        for tone in re.findall(r"\.legend__mark\.tone-([\w-]+)", selectors):
            if colour:
                found[tone] = _on_white(colour[1], float(faint[1]) if faint else 1.0)
    return found


def _on_white(colour: str, opacity: float) -> str:
    parts = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * opacity):02x}" for part in parts)


def standalone(picture: Picture) -> str:
    """An SVG file: nothing in it needs a page."""
    drawn = _HOVER.sub("", picture.svg("wide"))
    opening, rest = drawn.split(">", 1)
    opening = opening.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return f"{opening}><style>{stylesheet()}</style>{rest}"


def size_of(svg: str) -> tuple[float, ...]:
    """Width and height in pixels; empty: there is no picture."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    return (float(found[1]), float(found[2])) if found else ()


def png(picture: Picture, legend: tuple[tuple[str, str], ...], facts: str) -> bytes:
    """With its title above, its legend, and `facts` below."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "chart.svg").write_text(standalone(picture), encoding="utf-8")
        data = {
            "title": picture.title,
            "summary": picture.summary,
            "legend": legend_of(legend),
            "facts": facts,
        }
        (root / "data.json").write_text(json.dumps(data), encoding="utf-8")
        set_out(root, "picture.typ")
        made = typst.compile(
            str(root / "main.typ"),
            root=folder,
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            format="png",
            ppi=PPI,
        )
    assert isinstance(made, bytes)
    return made


def set_out(root: Path, template: str) -> None:
    """The template in the folder, as main.typ, with what it imports."""
    (root / "main.typ").write_bytes((HERE / template).read_bytes())
    (root / "mark.typ").write_bytes((HERE / "mark.typ").read_bytes())


def legend_of(legend: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    """`shape`: of a line, as charts/svg.py draws it; a rule for what is one in the chart."""
    return [
        {"colour": tones().get(tone, "#5a605d"), "shape": _shape(tone), "text": text}
        for tone, text in legend
    ]


def _shape(tone: str) -> str:
    if tone.startswith("dot-"):
        return "dot" if tone == "dot-1" else "ring"
    if tone in ("context", "target", "mark"):
        return "rule"
    return tone.removeprefix("line-") if tone.startswith("line-") else ""
