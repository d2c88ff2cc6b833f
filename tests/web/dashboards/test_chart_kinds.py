"""Maps, bars, dots and panels: well-formed, to scale, and told to those who do not see them."""

from xml.etree import ElementTree

import pytest

from niaga.web.dashboards.charts import (
    Bars,
    Chart,
    DotRow,
    Dots,
    Map,
    Panels,
    Picture,
    Series,
    draw,
)
from niaga.web.dashboards.charts.map import country_of, people_of, region_name, steps


def write(value: float) -> str:
    return f"{value:g}"


def a_map(**values: float) -> Map:
    return Map("m", "Peta", "ringkas", "indonesia", values, write, write, "tidak ada")


MAP = a_map(**{"Jawa Barat": 5, "DKI Jakarta": 3, "Antah Berantah": 9})
BARS = Bars("b", "Batang", "r", ("a", "b"), (10, 5), write, write, (8, None), "Dulu")
DOTS = Dots("d", "Titik", "r", ("P50", "P90"), (DotRow("x", (1, 4), "n = 3"),), write, write, "jam")
LINE = Chart(
    "p", "T", "s", ("1", "2"), ("1", "2"), (Series("S", "line", "main", (1, 2)),), write, write
)
PANELS = Panels("p", "Panel", "r", (LINE, LINE), (80, 100))


@pytest.mark.parametrize("picture", [MAP, BARS, DOTS, PANELS], ids=lambda p: p.name)
def test_well_formed_and_told(picture: Picture) -> None:
    text = str(draw(picture))
    assert "style=" not in text
    wide, narrow = ElementTree.fromstring(f"<div>{text}</div>")
    for drawn in (wide, narrow):
        assert drawn.get("role") == "img"
        assert drawn.findtext("title") == picture.title
        assert drawn.findtext("desc") == picture.summary


def test_bars_keep_their_proportion() -> None:
    wide = ElementTree.fromstring(f"<div>{draw(BARS)}</div>")[0]
    bars = [r for r in wide.iter("rect") if "chart__bar" in (r.get("class") or "")]
    assert float(bars[0].get("width") or 0) == pytest.approx(2 * float(bars[1].get("width") or 0))


def test_a_region_is_found_by_any_of_its_names() -> None:
    assert country_of(["SP", "RJ", "MG"]) == "brazil"
    assert country_of(["DKI Jakarta", "DI Yogyakarta", "Papua Barat Daya"]) == "indonesia"
    assert country_of(["Bavaria", "Saxony"]) is None
    assert region_name("brazil", "SP") == "São Paulo"
    assert (people_of("indonesia", "DI Yogyakarta") or 0) > 3_000_000


def test_a_region_that_no_map_has_is_told() -> None:
    assert MAP.unplaced == ["Antah Berantah"]


def test_both_countries_are_whole() -> None:
    from niaga.web.dashboards.charts.map import _borders

    assert len(_borders("indonesia")["regions"]) == 38
    assert len(_borders("brazil")["regions"]) == 27


def test_shades_are_fifths() -> None:
    assert steps([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) == [2, 4, 6, 8, 10]
    assert steps([7]) == [7]
    assert steps([None, 0]) == []


def test_an_axis_may_begin_above_zero() -> None:
    high = Chart(
        "p",
        "T",
        "s",
        ("1",),
        ("1",),
        (Series("S", "line", "main", (4.2,)),),
        write,
        write,
        floor=3.5,
    )
    assert ">0<" not in high.svg("wide")
