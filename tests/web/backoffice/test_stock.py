"""Stock and used pairs, through their forms."""

import pytest
from django.test import Client
from django.urls import reverse

from niaga.kernel.permissions import Role
from niaga.store.inventory.models import Location, StockBalance, StockMovement, Unit
from niaga.store.inventory.queries import stock_faults
from tests.store import factories
from tests.web.backoffice.conftest import SignIn
from tests.web.backoffice.test_catalogue import photo, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def warehouse(sign_in: SignIn) -> Client:
    return sign_in(Role.WAREHOUSE)


def test_goods_come_in_once_however_often_the_form_is_sent(warehouse: Client) -> None:
    variant, place = factories.variant(0), factories.shop()
    form = {"key": "k1", "location": place.pk, "quantity": "12", "unit_cost": "210.000"}
    for _again in range(2):
        assert "masuk ke Gudang" in send(warehouse, "receive", variant.pk, **form)
    assert factories.balance(variant.pk) == (12, 0)
    assert StockMovement.objects.get().unit_cost == 210_000


def test_a_correction_says_why_and_never_takes_what_is_promised(warehouse: Client) -> None:
    variant, place = factories.variant(3), factories.shop()
    factories.order("bank_transfer", (variant, 2))
    form = {"location": place.pk, "delta": "-1"}
    assert "notice--danger" in send(warehouse, "adjust", variant.pk, key="a", **form)
    assert (
        "tidak boleh nol"
        in send(
            warehouse, "adjust", variant.pk, key="a", reason="x", **form | {"delta": "0"}
        ).lower()
    )
    more = form | {"delta": "-2"}
    assert "tidak mencukupi" in send(warehouse, "adjust", variant.pk, key="b", reason="x", **more)
    send(warehouse, "adjust", variant.pk, key="c", reason="Hilang di rak", **form)
    assert factories.balance(variant.pk) == (2, 2)
    html = warehouse.get(reverse("backoffice:ledger", args=[variant.pk])).content.decode()
    assert "Hilang di rak" in html
    assert stock_faults() == []


def test_between_places(warehouse: Client) -> None:
    variant, place = factories.variant(5), factories.shop()
    other = factories.second_location()
    same = {"key": "t0", "origin": place.pk, "destination": place.pk, "quantity": 1}
    assert "harus berbeda" in send(warehouse, "transfer", variant.pk, **same)
    form = {"key": "t1", "origin": place.pk, "destination": other.pk, "quantity": 2}
    for _again in range(2):
        send(warehouse, "transfer", variant.pk, **form)
    assert factories.balance(variant.pk) == (3, 0)
    assert factories.balance(variant.pk, other) == (2, 0)


def test_the_warning_level_decides_what_is_low(warehouse: Client) -> None:
    variant = factories.variant(5)
    queue = reverse("backoffice:queue", args=["stok"])
    assert variant.sku not in warehouse.get(queue).content.decode()
    balance = StockBalance.objects.get(variant=variant)
    send(warehouse, "set_low_at", balance.pk, low_at=5)
    assert variant.sku in warehouse.get(queue).content.decode()


def test_one_place_is_where_parcels_leave_from(warehouse: Client) -> None:
    first = factories.shop()
    send(warehouse, "add_location", code="barat", name="Gudang Barat", is_default="on")
    first.refresh_from_db()
    assert not first.is_default
    assert Location.objects.get(is_default=True).code == "barat"
    west = Location.objects.get(code="barat")
    send(warehouse, "save_location", west.pk, code="barat", name="Barat")
    assert Location.objects.get(is_default=True).name == "Barat"  # it stays one
    assert "sudah dipakai" in send(warehouse, "add_location", code="barat", name="X")


def test_a_used_pair_is_taken_in_with_its_faults_and_photo(owner: Client) -> None:
    variant = factories.variant(0, used=True)
    form = {
        "variant": variant.pk,
        "code": "U-7F3K",
        "grade": "b",
        "defects_id": "Sol aus\n\nGores di ujung ",
        "defects_en": "Worn sole\nScratched toe",
        "bought_for": "120.000",
        "picture": photo(),
    }
    send(owner, "take_in", **form)
    unit = Unit.objects.get()
    assert (unit.state, unit.grade, unit.bought_for) == ("listed", "b", 120_000)
    assert unit.defects_id == ["Sol aus", "Gores di ujung"]
    assert variant.pictures.count() == 1
    assert factories.balance(variant.pk) == (1, 0)
    assert "sudah punya unitnya" in owner.get(reverse("backoffice:take_in")).content.decode()


def test_the_warehouse_takes_in_pairs_with_photos_too(warehouse: Client) -> None:
    variant = factories.variant(0, used=True)
    form = {"variant": variant.pk, "code": "U-1", "grade": "a", "picture": photo()}
    send(warehouse, "take_in", **form)
    assert Unit.objects.get().state == "listed"
    assert variant.pictures.count() == 1


def test_a_pair_that_will_not_be_sold_leaves_the_books(warehouse: Client) -> None:
    unit = factories.used_pair()
    assert "notice--danger" in send(warehouse, "write_off", unit.pk, reason="")
    send(warehouse, "write_off", unit.pk, reason="Sol lepas")
    unit.refresh_from_db()
    assert unit.state == "written_off"
    assert factories.balance(unit.variant_id) == (0, 0)
    assert stock_faults() == []

    promised = factories.used_pair()
    factories.order("bank_transfer", (promised.variant, 1))
    assert "sudah dipesan" in send(warehouse, "write_off", promised.pk, reason="x")
    assert factories.balance(promised.variant_id) == (1, 1)


def test_promises_lead_to_their_orders(warehouse: Client) -> None:
    order = factories.order()
    html = warehouse.get(reverse("backoffice:holds")).content.decode()
    assert reverse("backoffice:order", args=[order.number]) in html
