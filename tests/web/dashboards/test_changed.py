"""What changed, on the ten visits of `tests.metrics.test_visits`, to be checked with a pencil."""

import math
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import translation

from niaga.kernel import clock
from niaga.kernel.permissions import SYSTEM
from niaga.warehouse import snapshot
from niaga.web.dashboards.executive.board import BOARD
from niaga.web.dashboards.executive.changed import changed
from niaga.web.dashboards.explain import logarithmic_mean
from niaga.web.dashboards.selection import selected
from niaga.web.dashboards.tiles import Tile
from tests.metrics.test_visits import shop, visits_home

__all__ = ["shop", "visits_home"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shop")]
# 4 visits, one buys for 100,000, and 200,000 without a visit; before: 2 visits, one buys 300,001.
WEEK = "dari=2026-02-04&sampai=2026-02-10"


@pytest.fixture(autouse=True)
def in_february() -> Iterator[None]:
    with clock.at(datetime(2026, 2, 20, 3, tzinfo=UTC)), translation.override("id"):
        yield


def tile(query: str) -> Tile:
    selection = selected(QueryDict(query), snapshot.current())
    assert selection
    return changed(BOARD.figures(selection, SYSTEM))  # type: ignore[arg-type]


def parts(found: Tile) -> dict[str, Any]:
    assert found.table
    return {row[0]: row[-1] for row in found.table.rows}


def test_visits_conversion_value_and_the_rest() -> None:
    found = parts(tile(WEEK))
    mean = logarithmic_mean(100_000, 300_001)
    assert found["Kunjungan"] == pytest.approx(mean * math.log(5 / 2))
    assert found["Konversi"] == pytest.approx(mean * math.log((1 / 5) / (1 / 2)))
    assert found["Nilai per pembelian"] == pytest.approx(mean * math.log(100_000 / 300_001))
    assert found["Di luar kunjungan"] == 200_000
    names = ("Kunjungan", "Konversi", "Nilai per pembelian", "Di luar kunjungan")
    assert sum(found[name] for name in names) == pytest.approx(300_000 - 300_001)


def test_a_filter_that_visits_cannot_take_explains_by_buyers() -> None:
    found = tile(WEEK + "&kondisi=new")
    assert "Kunjungan" not in parts(found)
    assert "menurut pembeli" in found.data["note"]


def test_visits_of_one_period_only_explain_by_buyers() -> None:
    found = tile("dari=2026-01-01&sampai=2026-02-20")
    assert found.table is None or "Kunjungan" not in parts(found)


def test_a_segment_narrows_the_board(owner: Client) -> None:
    page = owner.get(f"/dasbor/?{WEEK}").content.decode()
    groups = dict(tile(WEEK).data["groups"])
    assert set(groups) <= {"Kategori", "Wilayah", "Kanal", "Jenis pembeli"}
    for mover in (mover for movers in groups.values() for mover in movers if mover.link):
        assert mover.link.replace("&", "&amp;") in page


def test_history_that_began_later_is_told() -> None:
    assert "belum ada periode sebelumnya" in tile("dari=2026-01-25&sampai=2026-02-19").empty
