import re
from xml.etree import ElementTree

import pytest

from niaga.web.dashboards.charts import Chart, Series, draw, sparkline
from niaga.web.dashboards.charts.scale import begins, ticks


def chart(**changes: object) -> Chart:
    parts: dict[str, object] = {
        "name": "c",
        "title": "Sales <by> month",
        "summary": "It & that",
        "labels": ("a", "b", "c"),
        "full_labels": ("A", "B", "C"),
        "series": (
            Series("Sales", "bar", "main", (10, 20, None)),
            Series("Target", "step", "target", (None, 15, 18)),
        ),
        "tick": lambda value: f"{value:g}",
        "exact": lambda value: f"={value}",
    }
    return Chart(**(parts | changes))  # type: ignore[arg-type]


def drawn(the: Chart) -> ElementTree.Element:
    return ElementTree.fromstring(f"<div>{draw(the)}</div>")


def test_it_is_well_formed_and_says_what_it_shows() -> None:
    wide, narrow = drawn(chart())
    for picture in (wide, narrow):
        assert picture.findtext("title") == "Sales <by> month"
        assert picture.findtext("desc") == "It & that"
        assert picture.get("role") == "img"


def test_nothing_in_it_needs_an_inline_style_or_script() -> None:
    text = str(draw(chart()))
    assert "style=" not in text
    assert not re.search(r"\son\w+=", text)


def test_bars_start_at_zero_and_keep_their_proportion() -> None:
    wide = drawn(chart())[0]
    bars = [rect for rect in wide.iter("rect") if "chart__bar" in (rect.get("class") or "")]
    heights = [float(bar.get("height") or 0) for bar in bars]
    assert len(bars) == 2  # no number, no bar
    assert abs(heights[1] / heights[0] - 2) < 0.01


def test_a_running_period_is_hatched() -> None:
    assert "chart__running" in str(draw(chart(partial=frozenset({1}))))
    assert "chart__running" not in str(draw(chart()))


def test_a_line_to_a_running_period_is_dashed() -> None:
    line = (Series("Score", "line", "main", (3, 4, 5)),)
    last_year = (Series("Last year", "line", "context", (3, 4, 5)),)
    assert "stroke-dasharray" in str(draw(chart(series=line, partial=frozenset({2}))))
    assert "stroke-dasharray" not in str(draw(chart(series=line)))
    assert "stroke-dasharray" not in str(draw(chart(series=last_year, partial=frozenset({2}))))


@pytest.mark.parametrize("count", [20, 24])
def test_names_of_some_months_include_where_a_year_begins(count: int) -> None:
    month = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
    names = tuple(f"Jan {25 + n // 12}" if n % 12 == 0 else month[n % 12] for n in range(-1, count))
    values = (Series("S", "bar", "main", tuple(range(len(names)))),)
    wide = drawn(chart(labels=names, full_labels=names, series=values, size=(430, 270)))[0]
    told = [each.text for each in wide.iter("text") if each.get("class") == "chart__label"]
    assert {"Jan 25", "Jan 26"} <= set(told)
    assert len(told) < count


def test_every_value_is_said_on_hover() -> None:
    wide = drawn(chart())[0]
    said = [rect.findtext("title") for rect in wide.iter("rect") if rect.find("title") is not None]
    assert said[1] == "B\nSales: =20\nTarget: =15"
    assert said[2] == "C\nSales: –\nTarget: =18"


def test_a_clipped_bar_tells_its_value() -> None:
    assert ">20<" in str(draw(chart(clip=12.0)))


def test_the_narrow_picture_has_the_last_year() -> None:
    months = tuple(f"m{n}" for n in range(24))
    the = chart(
        labels=months, full_labels=months, series=(Series("S", "bar", "main", tuple(range(24))),)
    )
    wide, narrow = drawn(the)
    count = [
        len([r for r in p.iter("rect") if r.get("class") == "chart__hover"]) for p in (wide, narrow)
    ]
    assert count == [24, 12]


def test_round_ticks() -> None:
    assert ticks(0, 9.3) == [0, 2.5, 5, 7.5, 10]
    assert ticks(-0.4, 1) == [-0.5, 0, 0.5, 1]
    assert ticks(0, 0) == [0, 0.25, 0.5, 0.75, 1]


def test_a_sparkline_needs_two_points() -> None:
    assert sparkline([1]) == ""
    assert "polyline" in sparkline([1, None, 3])


def test_a_sparkline_is_dashed_where_its_last_period_runs() -> None:
    assert "stroke-dasharray" in sparkline([1, 2, 3], runs=True)
    assert "stroke-dasharray" not in sparkline([1, 2, None], runs=True)
    assert "stroke-dasharray" not in sparkline([1, 2, 3])


@pytest.mark.parametrize(("low", "high"), [(2.5, 5), (3.5, 4.5), (1, 5), (0.9, 1), (0.6, 1)])
def test_an_axis_begins_where_it_says(low: float, high: float) -> None:
    assert ticks(begins(low, high, 3), high, 3)[0] == pytest.approx(begins(low, high, 3))
    assert begins(low, high, 3) <= low
