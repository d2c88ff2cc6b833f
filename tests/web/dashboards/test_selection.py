from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.http import QueryDict

from niaga.kernel import clock
from niaga.warehouse.snapshot import ShopEntry, Snapshot
from niaga.web.dashboards.selection import Selection, said, selected

SHOP = ShopEntry("kshoes", "Kshoe's", "IDR", "Asia/Jakarta", {}, {}, {}, "2024-05-01", "2026-11-20")


def choose(query: str, shop: ShopEntry = SHOP) -> Selection:
    with clock.at(datetime(2026, 11, 21, 3, tzinfo=UTC)):
        chosen = selected(QueryDict(query), Snapshot(1, {shop.code: shop}))
    assert chosen is not None
    return chosen


@pytest.mark.parametrize(
    ("preset", "start", "end", "before"),
    [
        ("bulan-ini", (2026, 11, 1), (2026, 11, 22), ((2026, 10, 1), (2026, 10, 22))),
        ("bulan-lalu", (2026, 10, 1), (2026, 11, 1), ((2026, 9, 1), (2026, 10, 1))),
        ("30-hari", (2026, 10, 23), (2026, 11, 22), ((2026, 9, 23), (2026, 10, 23))),
        ("triwulan-ini", (2026, 10, 1), (2026, 11, 22), ((2026, 7, 1), (2026, 8, 22))),
        ("tahun-ini", (2026, 1, 1), (2026, 11, 22), ((2025, 1, 1), (2025, 11, 22))),
        ("12-bulan", (2025, 12, 1), (2026, 11, 22), ((2024, 12, 1), (2025, 11, 22))),
    ],
)
def test_presets_compare_equal_elapsed_time(preset: str, start: Any, end: Any, before: Any) -> None:
    chosen = choose(f"periode={preset}")
    assert (chosen.start, chosen.end) == (date(*start), date(*end))
    assert chosen.compared == (date(*before[0]), date(*before[1]))


def test_a_month_of_31_days_is_compared_with_all_of_a_shorter_one() -> None:
    chosen = choose("dari=2026-03-01&sampai=2026-03-31")
    assert chosen.compared == (date(2026, 2, 1), date(2026, 3, 1))


def test_a_month_that_is_over_is_compared_with_all_of_a_longer_one() -> None:
    chosen = choose("dari=2026-09-01&sampai=2026-09-30")
    assert chosen.compared == (date(2026, 8, 1), date(2026, 9, 1))
    running = choose("dari=2026-11-01&sampai=2026-11-30")
    assert running.compared == (date(2026, 10, 1), date(2026, 10, 31))


def test_last_year() -> None:
    chosen = choose("periode=bulan-ini&banding=tahun-lalu")
    assert chosen.compared == (date(2025, 11, 1), date(2025, 11, 22))


def test_the_whole_history_has_nothing_beside_it() -> None:
    chosen = choose("periode=semua")
    assert (chosen.start, chosen.compared) == (date(2024, 5, 1), None)


def test_days_of_ones_own_include_the_last() -> None:
    chosen = choose("dari=2026-02-03&sampai=2026-02-05")
    assert (chosen.start, chosen.end) == (date(2026, 2, 3), date(2026, 2, 6))
    assert chosen.compared == (date(2026, 1, 31), date(2026, 2, 3))


def test_a_shop_that_is_history_counts_from_its_last_day() -> None:
    old = ShopEntry(
        "olist", "Olist", "BRL", "America/Sao_Paulo", {}, {}, {}, "2016-09-04", "2018-10-17"
    )
    chosen = choose("", old)
    assert (chosen.preset, chosen.today) == ("12-bulan", date(2018, 10, 17))
    assert chosen.start == date(2017, 11, 1)


@pytest.mark.parametrize(
    "query",
    [
        "periode=entah&banding=apa&toko=tiada",
        "dari=2026-02-30&sampai=x",
        "dari=2026-05-05&sampai=2026-05-01",
        "dari=0001-01-01&sampai=9999-12-31",
        "kategori=%00&wilayah=" + "x" * 300,
    ],
)
def test_nonsense_in_the_address_is_as_if_not_there(query: str) -> None:
    chosen = choose(query)
    assert (chosen.preset, chosen.filters) == ("bulan-ini", {})


def test_the_address_carries_the_choice() -> None:
    first = choose("dari=2026-02-03&sampai=2026-02-05&kategori=sepatu&wilayah=Bali")
    assert choose(first.query()) == first
    assert choose(first.query(kategori=None)).filters == {"region": ["Bali"]}


def test_no_shop_no_selection() -> None:
    assert selected(QueryDict(""), Snapshot(0, {})) is None


def test_a_period_in_words() -> None:
    assert said(date(2026, 11, 1), date(2026, 11, 22)).startswith("1–21 ")
    assert said(date(2026, 11, 1), date(2026, 11, 2)).startswith("1 ")


def test_a_filter_takes_several_values_each_once_in_one_order() -> None:
    chosen = choose("kategori=tas&kategori=sepatu&kategori=tas&kategori=")
    assert chosen.filters == {"category": ["sepatu", "tas"]}
    assert choose(chosen.query()) == chosen
    assert choose("kategori=sepatu&kategori=tas").query() == chosen.query()


def test_no_more_values_than_the_filter_takes() -> None:
    many = choose("&".join(f"kategori=k{n}" for n in range(50)))
    assert len(many.filters["category"]) == 20
    assert len(choose("tahap=payment&tahap=delivery").filters["stage"]) == 1
