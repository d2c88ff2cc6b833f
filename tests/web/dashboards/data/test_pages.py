"""Data health: what is refused, merged, tested and failed is told, to who may see it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from niaga.collect.staging import Lineage
from niaga.kernel import clock
from niaga.kernel.permissions import Role
from niaga.warehouse import attempts, load, snapshot
from niaga.warehouse.problems import DiskFull
from tests.warehouse import shops
from tests.warehouse.shops import LINEAGE, LINES, ORDERS, PRODUCTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(settings: Any, tmp_path: Path) -> Path:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"
    people = [
        {"customer_ref": ref, "email_key": key, "region": "Bali"}
        for ref, key in (("c1", "e"), ("c2", "e"), ("c3", None))
    ]
    staged = shops.staged(
        orders=ORDERS,
        lines=[*LINES, {"order_id": "X<b>", "unit_price": 1, "source_row": 42}],
        products=PRODUCTS,
        customers=people,
    )
    load.publish(staged, LINEAGE, "replace")
    return tmp_path


def test_every_source_at_a_glance(owner: Client, loaded: Path) -> None:
    page = owner.get("/dasbor/data/").content.decode()
    assert "Kshoe" in page
    assert "Diimpor" in page
    assert "1 pelanggan digabung" in page
    assert "/dasbor/data/kshoes/shop/#ditolak" in page


def test_an_empty_warehouse_says_what_to_do(owner: Client, settings: Any, tmp_path: Path) -> None:
    settings.NIAGA_WAREHOUSE = tmp_path / "warehouse"
    assert "Gudang data masih kosong" in owner.get("/dasbor/data/").content.decode()


def test_a_source_with_its_refused_rows_tests_and_loads(owner: Client, loaded: Path) -> None:
    page = owner.get("/dasbor/data/kshoes/shop/").content.decode()
    assert "Semua syarat terpenuhi" in page
    assert "menunjuk baris yang tidak ada" in page
    assert "X&lt;b&gt;" in page
    assert "Riwayat muatan" in page
    other = owner.get("/dasbor/data/kshoes/shop/?alasan=missing_value").content.decode()
    assert "X&lt;b&gt;" not in other
    assert owner.get("/dasbor/data/kshoes/nothing/").status_code == 404
    assert owner.get("/dasbor/data/nothing/shop/").status_code == 404


def test_refused_rows_as_a_file(owner: Client, loaded: Path) -> None:
    text = owner.get("/dasbor/data/kshoes/shop/ditolak.csv").content.decode()
    assert text.splitlines()[0] == "file,row,column,reason,raw"
    assert text.splitlines()[1].startswith("lines,42,order_id,")


def test_a_column_that_is_named_as_a_formula_is_none_in_the_file(
    owner: Client, settings: Any, tmp_path: Path
) -> None:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"
    refused = {"file": "a.csv", "row": 2, "column": "=1+1", "reason": "cut_row", "raw": "{}"}
    load.publish(shops.staged(orders=ORDERS, lines=LINES, rejects=[refused]), LINEAGE, "replace")
    text = owner.get("/dasbor/data/kshoes/shop/ditolak.csv").content.decode()
    assert "a.csv,2,'=1+1," in text


def test_a_failed_try_is_told_with_its_reason_and_the_age_of_what_stands(
    owner: Client, loaded: Path
) -> None:
    with clock.shifted(timedelta(hours=3)):
        attempts.record_failure("kshoes", "shop", DiskFull(), "pesanan.csv")
        attempts.record_failure("kshoes", "shopee", ValueError("rusak"), "shopee.xlsx")
        for address in ("/dasbor/data/", "/dasbor/data/kshoes/shop/"):
            page = owner.get(address).content.decode()
            assert "Ruang penyimpanan penuh" in page
            assert "3 jam lalu" in page.replace("\xa0", " ")
        assert "belum pernah berhasil dimuat" in owner.get("/dasbor/data/").content.decode()
        board = owner.get("/dasbor/?toko=kshoes").content.decode()
        assert "Ruang penyimpanan penuh" in board


def test_damage_is_told_and_the_rest_goes_on(owner: Client, loaded: Path) -> None:
    entry = snapshot.current().shops["kshoes"]
    (snapshot.warehouse_folder() / entry.files["rejects"][0]).unlink()
    page = owner.get("/dasbor/data/kshoes/shop/")
    assert page.status_code == 200
    assert "hilang atau rusak" in page.content.decode()
    for name in (snapshot.NAME, snapshot.COPY):
        (snapshot.warehouse_folder() / name).write_text("{")
    assert "salinannya juga" in owner.get("/dasbor/data/").content.decode()
    board = owner.get("/dasbor/")
    assert board.status_code == 503
    assert "salinannya juga" in board.content.decode()
    assert owner.get("/kantor/").status_code == 200


def test_the_audit_trail_is_for_who_may_see_people(
    staff: Callable[[Role], Client], loaded: Path
) -> None:
    owner, marketing = staff(Role.OWNER), staff(Role.MARKETING)
    page = owner.get("/dasbor/data/kshoes/digabung/").content.decode()
    assert "Surel sama" in page
    text = owner.get("/dasbor/data/kshoes/digabung/?format=csv").content.decode()
    assert len(text.splitlines()) == 2
    assert marketing.get("/dasbor/data/kshoes/digabung/").status_code == 403
    assert marketing.get("/dasbor/data/").status_code == 200


def test_a_feed_that_has_nothing_new_is_fresh_and_one_that_stopped_is_not(
    owner: Client, loaded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from niaga.warehouse import sources

    monkeypatch.setattr(sources, "current_shop", lambda: shops.KSHOES)
    with clock.shifted(timedelta(hours=1)):
        attempts.record_success("kshoes", "shop")
        (state,) = sources.sources_of(snapshot.current().shops["kshoes"])
        assert state.state == "fresh"
    with clock.shifted(timedelta(hours=2)):
        (state,) = sources.sources_of(snapshot.current().shops["kshoes"])
        assert state.state == "stale"


def test_a_source_that_comes_daily_is_late_when_it_stays_away(loaded: Path) -> None:
    from niaga.warehouse import sources

    staged = shops.staged(
        spend=[{"day": clock.now().date(), "channel": "ads", "campaign": "", "amount": 1}]
    )
    for day in range(4):
        with clock.shifted(timedelta(days=day)):
            load.publish(staged, Lineage("spend", f"spend-{day}", clock.now()), "replace")

    def state(days: float) -> str:
        with clock.shifted(timedelta(days=days)):
            found = {each.source: each for each in sources.sources_of(entry())}
            return str(found["spend"].state)

    def entry() -> snapshot.ShopEntry:
        return snapshot.current().shops["kshoes"]

    assert [state(days) for days in (3.5, 5, 7)] == ["fresh", "late", "stale"]


def test_every_kind_has_a_short_name() -> None:
    from niaga.collect.registry import KINDS
    from niaga.web.dashboards.data.words import SHORT

    assert set(KINDS) <= set(SHORT)
