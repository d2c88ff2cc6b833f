"""How numbers and names are written for people."""

import pytest

from niaga.metrics.behind import shown_columns
from niaga.metrics.catalogue import CATALOGUE
from niaga.web.dashboards.columns import LABELS
from niaga.web.dashboards.data.words import row_text
from niaga.web.dashboards.numbers import cell_text, percent, points
from niaga.web.dashboards.sellers.words import place_said, seller_said
from niaga.web.dashboards.tiles import Column, Table


@pytest.mark.parametrize("nought", [-0.0004, -0.0, 0.0, 0.0004])
def test_what_is_nought_as_shown_has_no_sign(nought: float) -> None:
    assert points(nought) == "0,0 poin"
    assert percent(nought) == percent(nought, signed=True) == "0,0%"


def test_what_is_not_nought_has_its_sign() -> None:
    assert points(-0.0006) == "−0,1 poin"
    assert points(0.0123) == "+1,2 poin"
    assert percent(-0.5, signed=True) == "−50,0%"


@pytest.mark.parametrize(
    ("seller", "said"),
    [
        ("4869f7a5dfa277a7dca6462dcf3b52b2", "Penjual 4869f7a5"),
        ("Toko Sepatu Maju Jaya", "Toko Sepatu Maju Jaya"),
        ("S-17", "S-17"),
    ],
)
def test_a_seller_by_the_beginning_of_a_machines_id(seller: str, said: str, pencil: str) -> None:
    assert seller_said(seller) == said


def test_a_shop_that_sells_its_own_is_called_by_its_name(pencil: str) -> None:
    assert seller_said(pencil) != pencil


@pytest.mark.parametrize(
    ("city", "region", "said"),
    [
        ("rio de janeiro", "RJ", "Rio de Janeiro, RJ"),
        ("Kota Bandung", "Jawa Barat", "Kota Bandung, Jawa Barat"),
        (None, "SP", "SP"),
        ("guariba", None, "Guariba"),
        (None, None, ""),
    ],
)
def test_where_a_seller_is_at_home(city: str | None, region: str | None, said: str) -> None:
    assert place_said(city, region) == said


def test_every_column_of_rows_has_a_name_for_people() -> None:
    shown = {
        column
        for metric in CATALOGUE.values()
        if not metric.formula
        for column in shown_columns(metric, hidden=False)
    }
    assert sorted(shown - set(LABELS)) == []


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.03, "0,030"), (0.0016, "0,0016"), (1e-9, "< 0,0001"), ("menunggu", "menunggu")],
)
def test_a_p_has_no_more_digits_than_sense(value: float | str, said: str) -> None:
    assert cell_text(value, "p", "") == said


def test_short_numbers_stand_two_by_two_on_a_phone() -> None:
    table = Table(
        columns=(
            Column("Segmen"),
            Column("Orang", "count"),
            Column("Bagian", "ratio"),
            Column("Perubahan sejak dulu", "points"),
            Column("Anjuran"),
            Column("Pesanan", "count"),
        ),
        rows=(("Juara", 10, 0.5, 0.1, "Sapa", 3),),
        currency="IDR",
    )
    assert table.halves == (False, True, True, False, False, False)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ('{"user_id": 7, "page": "", "group": "control"}', "user_id: 7 · group: control"),
        ("12,x,y", "12,x,y"),
        ("[1]", "[1]"),
        (None, ""),
    ],
)
def test_a_refused_row_as_its_columns_say_it(raw: str | None, said: str) -> None:
    assert row_text(raw) == said
