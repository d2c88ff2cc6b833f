"""Saved views: kept under a name, shared or not, and let go by their owner only."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from niaga.kernel.permissions import Role
from niaga.web.dashboards.models import SavedView

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pencil", "in_march")]


def save(client: Client, name: str = "Bali", **more: str) -> None:
    parts = {
        "dasbor": "penjualan",
        "nama": name,
        "pilihan": "toko=kshoes&periode=semua&wilayah=Bali",
        **more,
    }
    response = client.post(reverse("dashboards:save_view"), parts)
    assert response.status_code == 302


def page(client: Client) -> str:
    return client.get(reverse("dashboards:board", args=["penjualan"])).content.decode()


def test_a_view_opens_what_was_saved(owner: Client) -> None:
    save(owner)
    assert "/dasbor/penjualan/?toko=kshoes&amp;periode=semua&amp;wilayah=Bali" in page(owner)


def test_a_view_keeps_every_value_of_a_filter(owner: Client) -> None:
    save(owner, pilihan="wilayah=Bali&wilayah=Jawa+Barat")
    assert SavedView.objects.get().query == "wilayah=Bali&wilayah=Jawa+Barat"
    save(owner, "Panjang", pilihan="wilayah=" + "x" * 4000)
    assert not SavedView.objects.filter(name="Panjang").exists()


def test_the_same_name_is_the_same_view(owner: Client) -> None:
    save(owner)
    save(owner, pilihan="periode=30-hari")
    assert SavedView.objects.get().query == "periode=30-hari"


def test_it_is_ones_own_until_it_is_shared(staff: Callable[[Role], Client]) -> None:
    owner, analyst = staff(Role.OWNER), staff(Role.ANALYST)
    save(owner, "Rahasia")
    save(owner, "Bersama", bagikan="1")
    shown = page(analyst)
    assert "Bersama" in shown
    assert "Rahasia" not in shown


def test_only_the_owner_deletes(staff: Callable[[Role], Client]) -> None:
    owner, analyst = staff(Role.OWNER), staff(Role.ANALYST)
    save(owner, bagikan="1")
    address = reverse("dashboards:delete_view", args=[SavedView.objects.get().pk])
    assert analyst.post(address).status_code == 404
    assert SavedView.objects.exists()
    owner.post(address)
    assert not SavedView.objects.exists()


def test_a_board_that_is_not_theirs_cannot_be_saved(staff: Callable[[Role], Client]) -> None:
    client = staff(Role.WAREHOUSE)
    response = client.post(
        reverse("dashboards:save_view"), {"dasbor": "penjualan", "nama": "x", "pilihan": ""}
    )
    assert response.status_code == 404
    assert not SavedView.objects.exists()


def test_without_a_name_nothing_is_kept(owner: Client) -> None:
    save(owner, "  ")
    assert not SavedView.objects.exists()
