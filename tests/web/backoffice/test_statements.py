"""Pages take as many statements for many rows as for few."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from niaga.kernel import clock
from niaga.kernel.journal import deliver_pending
from niaga.store.payments.models import ProviderEvent
from niaga.store.reviews.actions import write_review
from niaga.store.shipping.actions import pack, record_tracking, start_picking
from tests.store import factories
from tests.web.backoffice.conftest import Count

pytestmark = pytest.mark.django_db


def something_of_everything() -> None:
    """One more row for every list."""
    waiting = factories.order()
    factories.order("bank_transfer", (factories.used_pair().variant, 1))
    cod = factories.order("cod")
    deliver_pending()
    delivered = factories.paid_order()
    for order in (cod, delivered):
        factories.send(order)
        record_tracking(factories.parcel(order).pk, source_key="d", code="delivered")
    deliver_pending()
    write_review(delivered.lines.get().pk, rating=5, text="Bagus", actor=factories.OWNER)
    for code in ("in_transit", "exception"):
        sent = factories.paid_order()
        factories.send(sent)
        record_tracking(factories.parcel(sent).pk, source_key="e", code=code)
    factories.paid_order("bank_transfer", (factories.variant(), 1), (factories.variant(), 1))
    packed = factories.parcel(factories.paid_order())
    start_picking(packed.pk, actor=factories.WAREHOUSE)
    pack(packed.pk, actor=factories.WAREHOUSE)
    ProviderEvent.objects.create(
        provider="midtrans",
        dedupe_key=waiting.number,
        attempt=factories.attempt_of(waiting),
        raw_body="{}",
        verified=False,
        received_at=clock.now(),
        outcome="refused",
    )
    factories.variant(1)


LISTS = {
    "orders": 6,
    "slips": 6,
    "payments": 4,
    "notifications": 4,
    "suspense": 5,
    "products": 7,
    "categories": 5,
    "brands": 4,
    "attributes": 4,
    "stock": 5,
    "holds": 4,
    "units": 4,
    "locations": 4,
    "customers": 4,
    "reviews": 4,
    "journal": 5,
    "staff": 4,
}
QUEUES = (
    "konfirmasi", "kemas", "serahkan", "jalan", "kendala", "titipan", "cod", "stok", "macet",
    "ditolak",
)  # fmt: skip


def grow(times: int) -> None:
    for _time in range(times):
        something_of_everything()


def test_lists(owner: Client, statements: Count) -> None:
    addresses: dict[str, int] = {reverse(f"backoffice:{name}"): n for name, n in LISTS.items()}
    addresses |= {reverse("backoffice:queue", args=[key]): 16 for key in QUEUES}
    grow(1)
    few = {address: statements(owner, address) for address in addresses}
    grow(3)
    many = {address: statements(owner, address) for address in addresses}
    assert many == few
    assert {a: n for a, n in many.items() if n > addresses[a]} == {}


@pytest.mark.parametrize(
    ("make", "most"),
    [
        (lambda: reverse("backoffice:order", args=[factories.paid_order().number]), 16),
        (lambda: reverse("backoffice:product", args=[factories.variant().product_id]), 12),
        (lambda: reverse("backoffice:ledger", args=[factories.variant(3).pk]), 14),
        (lambda: reverse("backoffice:customer", args=[factories.order().customer_id]), 8),
    ],
    ids=["order", "product", "ledger", "customer"],
)
def test_pages_of_one_thing(
    make: Callable[[], str], most: int, owner: Client, statements: Count
) -> None:
    assert statements(owner, make()) <= most


HOSTILE = (
    {"q": "\x01"},
    {"q": "x" * 5000},
    {"q": "99999999999999999999999999"},
    {"q": "%' OR 1=1 --"},
    {"status": "zzz", "cara": "zzz", "kondisi": "zzz", "kategori": "zzz", "hasil": "zzz"},
    {"dari": "2026-99-99", "sampai": "0001-01-01", "bintang": "9", "tampil": "?", "lokasi": "?"},
    {"sampai": "9999-12-31", "dari": "9999-12-31", "kategori": "99999999999999999999999"},
    {"topik": "\x01", "jenis": "x" * 999, "nomor": "%"},
    {"halaman": "99999999999999999999999"},
    {"halaman": "-1"},
    {"halaman": "zwei"},
)


def test_no_address_that_people_make_up_is_a_fault(owner: Client) -> None:
    something_of_everything()
    for name in LISTS:
        for query in HOSTILE:
            answer = owner.get(reverse(f"backoffice:{name}"), query)
            assert answer.status_code == 200, (name, query)
    for address in ("katalog/99999999999999999999/", "stok/varian/99999999999999999999/"):
        assert owner.get(f"/kantor/{address}").status_code == 404


def test_the_pages_of_an_empty_shop_say_what_to_do(owner: Client) -> None:
    addresses = [reverse(f"backoffice:{name}") for name in LISTS if name not in {"slips", "staff"}]
    addresses += [reverse("backoffice:queue", args=[key]) for key in QUEUES]
    for address in addresses:
        answer = owner.get(address)
        assert answer.status_code == 200
        assert 'class="card empty"' in answer.content.decode(), address
    for name in ("home", "slips", "delivery", "new_product", "take_in", "new_member"):
        assert owner.get(reverse(f"backoffice:{name}")).status_code == 200
