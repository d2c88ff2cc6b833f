"""How numbers and names are written for people."""

import pytest

from niaga.web.dashboards.numbers import percent, points
from niaga.web.dashboards.sellers.words import place_said, seller_said


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
def test_a_seller_by_the_beginning_of_a_machines_id(
    seller: str, said: str, pencil: str
) -> None:
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
