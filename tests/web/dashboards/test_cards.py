"""How a change is told beside a number."""

from datetime import date

import pytest
from django.utils import translation

from niaga.warehouse.snapshot import ShopEntry
from niaga.web.dashboards.cards import delta
from niaga.web.dashboards.figures import Pair
from niaga.web.dashboards.numbers import Writer
from niaga.web.dashboards.selection import Selection

SHOP = ShopEntry("kshoes", "Kshoe's", "IDR", "Asia/Jakarta", {}, {}, {}, "2024-05-01", "2026-11-20")
MONTH = Selection(SHOP, "", date(2026, 11, 1), date(2026, 12, 1), date(2026, 12, 5))


@pytest.mark.parametrize(
    ("unit", "before", "now", "text", "mood"),
    [
        ("ratio", 0.10, 0.12, "+2,0 poin", "good"),
        ("ratio", 0.10, 0.104, "+0,4 poin", "even"),
        ("score", 4.20, 4.10, "−0,10", "bad"),
        ("score", 12.0, 0.0, "−12,00", "bad"),  # a score may be 0 or below it: no percent
        ("score", -5.0, 5.0, "+10,00", "good"),
        ("money", 100_000, 104_000, "+4,0%", "good"),
        ("money", 100_000, 100_200, "+0,2%", "even"),
        ("money", 0, 5, "baru", "even"),
        ("count", 10, 15, "+50,0% (+5)", "good"),
    ],
)
def test_a_change_in_the_unit_that_fits(
    unit: str, before: float, now: float, text: str, mood: str
) -> None:
    with translation.override("id"):
        told = delta(MONTH, Pair(now, before), Writer(unit, "IDR"))
    assert told
    assert (told.text, told.mood) == (text, mood)
