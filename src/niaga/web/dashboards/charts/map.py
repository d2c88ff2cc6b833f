"""A map whose regions are shaded by a number: what is shown, and how it is drawn.

The borders are in maps/, made by tools/maps. Regions are found by the name or code that the source
writes; those that no map has are told by `Map.unplaced`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from niaga.web.dashboards.charts.picture import Value, Variant, Write, breadth, framed, text

COUNTRIES = ("indonesia", "brazil")
SHADES = 5
WIDTHS: Mapping[str, int] = {"wide": 540, "narrow": 360}
HIGHEST = 400  # a country that is higher than wide leaves its neighbours no more than they fill
LEGEND = 44
_RANKS = ("daerah khusus ibukota ", "daerah istimewa ", "dki ", "di ")


@dataclass(frozen=True)
class Map:
    """`values`: region → number; `exact` writes one. `nothing`: said of a region without one."""

    name: str
    title: str
    summary: str
    country: str
    values: Mapping[str, Value]
    short: Write
    exact: Write
    nothing: str

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        return ()

    @property
    def placed(self) -> dict[str, Value]:
        """The map's own key → number."""
        known = _keys(self.country)
        return {
            known[key]: value
            for region, value in self.values.items()
            if (key := _plain(region)) in known
        }

    @property
    def unplaced(self) -> list[str]:
        return [region for region in self.values if _plain(region) not in _keys(self.country)]

    def svg(self, variant: Variant) -> str:
        return _drawn(self, variant)


def country_of(regions: Iterable[str]) -> str | None:
    """The country in which most of the regions lie; None when half of them are in no map."""
    every = [_plain(region) for region in regions]
    counts = {country: sum(key in _keys(country) for key in every) for country in COUNTRIES}
    best = max(COUNTRIES, key=lambda country: counts[country])
    return best if every and counts[best] * 2 > len(every) else None


def region_name(country: str, region: str) -> str:
    """As people call it: SP is São Paulo; as the source writes it where no map has it."""
    key = _keys(country).get(_plain(region))
    return str(_borders(country)["regions"][key]["name"]) if key else region


def people_of(country: str, region: str) -> int | None:
    """None where the source of the map tells none."""
    key = _keys(country).get(_plain(region))
    return int(_borders(country)["regions"][key]["people"]) or None if key else None


def people_year(country: str) -> str:
    return str(_borders(country)["people_year"])


@lru_cache(maxsize=4)
def _borders(country: str) -> dict[str, Any]:
    path = Path(__file__).parent / "maps" / f"{country}.json"
    borders: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return borders


@lru_cache(maxsize=4)
def _keys(country: str) -> dict[str, str]:
    """Every way to write a region, made plain → its key."""
    regions = _borders(country)["regions"]
    return {_plain(key): key for key in regions} | {
        _plain(each["name"]): key for key, each in regions.items()
    }


def _plain(region: str) -> str:
    plain = region.casefold().strip()
    for rank in _RANKS:
        plain = plain.removeprefix(rank)
    return plain


def steps(values: Iterable[Value]) -> list[float]:
    """Upper bounds of the shades: each holds about a fifth of the regions that have a number."""
    known = sorted({float(value) for value in values if value})
    if not known:
        return []
    count = min(SHADES, len(known))
    return [known[-(-len(known) * (n + 1) // count) - 1] for n in range(count)]


def _shade(value: Value, bounds: list[float]) -> int:
    if not value or not bounds:
        return 0
    place = next((n for n, bound in enumerate(bounds) if value <= bound), len(bounds) - 1)
    return place + 1 + SHADES - len(bounds)


def _drawn(the: Map, variant: Variant) -> str:
    borders, placed = _borders(the.country), the.placed
    bounds = steps(placed.values())
    width = WIDTHS[variant]
    scale = min(width / borders["width"], HIGHEST / borders["height"])
    aside = (width - borders["width"] * scale) / 2
    height = borders["height"] * scale
    shapes = []
    for key, region in borders["regions"].items():
        value = placed.get(key)
        said = f"{region['name']}: {the.nothing if value is None else the.exact(value)}"
        shapes.append(
            f'<path class="chart__region shade-{_shade(value, bounds)}" d="{region["path"]}">'
            f"<title>{_escaped(said)}</title></path>"
        )
    place = f"translate({aside:.1f} 0) scale({scale:.4f})"
    body = f'<g transform="{place}">{"".join(shapes)}</g>'
    return framed(
        the, variant, width, height + LEGEND, body + _legend(the, bounds, variant, height)
    )


def _legend(the: Map, bounds: list[float], variant: Variant, top: float) -> str:
    """Each shade with its range; where one of those has no room, all with their upper bound."""
    parts = []
    room = WIDTHS[variant] / SHADES
    ranges = [
        f"{the.short(low)} – {the.short(high)}"
        for low, high in zip((0.0, *bounds), bounds, strict=False)
    ]
    if len(bounds) == 1:
        ranges = [the.short(bounds[0])]
    elif any(breadth(said) > room for said in ranges):
        ranges = [f"≤ {the.short(bound)}" for bound in bounds]
    for n, said in enumerate(ranges):
        shade = n + 1 + SHADES - len(bounds)
        x, y = n * room, top + 14
        parts.append(
            f'<rect class="chart__region shade-{shade}" x="{x:.1f}" y="{y:.1f}" '
            f'width="{room - 4:.1f}" height="10"/>'
        )
        parts.append(text(x, y + 24, said, "label"))
    return "".join(parts)


def _escaped(said: str) -> str:
    return said.replace("&", "&amp;").replace("<", "&lt;")
