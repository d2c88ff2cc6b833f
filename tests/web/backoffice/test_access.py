"""Who gets in, and what each role may do: every address that changes something, for every role."""

import uuid

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, reverse

from niaga.kernel.permissions import Role, permissions_of
from niaga.store.customers.actions import register
from niaga.web.backoffice.urls import urlpatterns
from tests.web.backoffice.conftest import SignIn, browser_of, member

PASSWORD = "sepatu-kulit-1998"
OPEN = {"login", "logout"}
# What each deed asks of its doer; a new address has to be put here with care.
DEEDS = {
    "cancel": "orders.cancel",
    "pick": "orders.fulfil",
    "pack": "orders.fulfil",
    "hand_over": "orders.fulfil",
    "track": "orders.fulfil",
    "process": "payments.confirm",
    "resolve": "payments.confirm",
    "confirm_transfer": "payments.confirm",
    "settle": "payments.confirm",
    "settle_chosen": "payments.confirm",
    "set_status": "catalog.edit",
    "set_attributes": "catalog.edit",
    "add_variant": "catalog.edit",
    "add_picture": "catalog.edit",
    "save_variant": "catalog.edit",
    "set_price": "catalog.edit",
    "describe_picture": "catalog.edit",
    "picture_first": "catalog.edit",
    "remove_picture": "catalog.edit",
    "add_category": "catalog.edit",
    "save_category": "catalog.edit",
    "remove_category": "catalog.edit",
    "add_brand": "catalog.edit",
    "save_brand": "catalog.edit",
    "remove_brand": "catalog.edit",
    "add_attribute": "catalog.edit",
    "save_attribute": "catalog.edit",
    "remove_attribute": "catalog.edit",
    "receive": "stock.adjust",
    "adjust": "stock.adjust",
    "transfer": "stock.adjust",
    "set_low_at": "stock.adjust",
    "write_off": "stock.adjust",
    "add_location": "stock.adjust",
    "save_location": "stock.adjust",
    "set_hidden": "reviews.moderate",
    "redeliver": "journal.redeliver",
    "dismiss": "journal.redeliver",
    "retry": "journal.redeliver",
    "upload_import": "data.import",
    "choose_import": "data.import",
    "load_import": "data.import",
    "discard_import": "data.import",
    "carry_out_undo": "data.import",
    "rename_mapping": "data.import",
    "forget_mapping": "data.import",
    "set_target": "targets.edit",
    "set_role": "staff.manage",
    "set_active": "staff.manage",
    "new_password": "staff.manage",
}
PAGES = {
    "home": None,
    "queue": None,
    "tally": None,
    "password": None,
    "orders": "orders.view",
    "slips": "orders.view",
    "order": "orders.view",
    "slip": "orders.view",
    "payments": "payments.view",
    "notifications": "payments.view",
    "suspense": "payments.view",
    "products": "catalog.view",
    "new_product": "catalog.edit",
    "product": "catalog.view",
    "categories": "catalog.view",
    "category": "catalog.edit",
    "brands": "catalog.view",
    "brand": "catalog.edit",
    "attributes": "catalog.view",
    "attribute": "catalog.edit",
    "stock": "stock.view",
    "ledger": "stock.view",
    "holds": "stock.view",
    "units": "stock.view",
    "take_in": "stock.adjust",
    "locations": "stock.view",
    "customers": "customers.view",
    "customer": "customers.view",
    "reviews": "reviews.moderate",
    "journal": "journal.view",
    "delivery": "journal.view",
    "imports": "data.import",
    "import": "data.import",
    "import_rejects": "data.import",
    "undo_import": "data.import",
    "targets": "targets.edit",
    "staff": "staff.manage",
    "new_member": "staff.manage",
}


def address(pattern: URLPattern) -> str:
    """The pattern's address, of things that do not exist."""
    values = {
        "number": "000000-XXXXXX", "key": "stok", "pk": 987654321,
        "shop": "warung", "source": "orders", "load_id": "orders-0",
    }  # fmt: skip
    if "uuid" in str(pattern.pattern):
        values["pk"] = uuid.UUID(int=1)
    names = pattern.pattern.converters
    return reverse(f"backoffice:{pattern.name}", kwargs={name: values[name] for name in names})


GUARDED = [pattern for pattern in urlpatterns if pattern.name not in OPEN]


def test_every_address_is_in_the_tables_of_this_test() -> None:
    of = {pattern.name: pattern.callback for pattern in GUARDED}
    assert {name: view.permission for name, view in of.items() if view.is_deed} == DEEDS
    assert {name: view.permission for name, view in of.items() if not view.is_deed} == PAGES


@pytest.mark.parametrize("role", list(Role))
def test_a_role_can_send_what_it_may_and_nothing_else(role: Role, sign_in: SignIn) -> None:
    client = sign_in(role)
    for pattern in GUARDED:
        permission = pattern.callback.permission
        may = permission is None or permission in permissions_of(role)
        status = client.post(address(pattern)).status_code
        assert (status != 403) == may, f"{role} → POST {pattern.name}: {status}"


@pytest.mark.parametrize("role", list(Role))
def test_a_role_can_open_what_it_may_and_nothing_else(role: Role, sign_in: SignIn) -> None:
    client = sign_in(role)
    for pattern in GUARDED:
        permission = pattern.callback.permission
        may = permission is None or permission in permissions_of(role)
        status = client.get(address(pattern)).status_code
        if pattern.callback.is_deed:
            assert status == 405
        else:
            assert (status != 403) == may, f"{role} → GET {pattern.name}: {status}"


@pytest.mark.django_db
def test_strangers_are_asked_to_sign_in_wherever_they_knock() -> None:
    for pattern in GUARDED:
        if not pattern.callback.is_deed:
            answer = Client().get(address(pattern))
            assert answer.status_code == 302
            assert answer["Location"].startswith(reverse("backoffice:login"))
        assert Client().post(address(pattern)).status_code == 302


@pytest.mark.django_db
def test_a_session_that_ended_sends_the_whole_page_to_sign_in() -> None:
    address = reverse("backoffice:tally", args=["stok"])
    answer = Client().get(address, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == reverse("backoffice:login")
    assert answer.content == b""


@pytest.mark.django_db
def test_a_customer_is_refused_at_the_door_and_inside() -> None:
    user = register(
        name="Siti", email="siti@example.com", phone="0812 3456 7890", password=PASSWORD
    )

    answer = Client().post(
        reverse("backoffice:login"), {"username": "siti@example.com", "password": PASSWORD}
    )

    assert answer.status_code == 403
    assert "bukan akun staf" in answer.content.decode()
    inside = browser_of(user).get(reverse("backoffice:home"))
    assert inside.status_code == 403
    assert "bukan untuk Anda" in inside.content.decode()


def test_whoever_may_not_is_told_so_beside_the_menu(sign_in: SignIn) -> None:
    answer = sign_in(Role.WAREHOUSE).get(reverse("backoffice:staff"))
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "Peran Gudang tidak mencakup ini" in html
    assert "<span>Stok</span>" in html


@pytest.mark.django_db
def test_staff_sign_in_by_e_mail_or_telephone_and_come_where_they_wanted() -> None:
    user = member(Role.SALES, PASSWORD, phone="+6281298765432")
    for name in (user.email, "0812-9876-5432"):
        answer = Client().post(
            reverse("backoffice:login"),
            {"username": name, "password": PASSWORD, "next": "/kantor/pesanan/"},
        )
        assert (answer.status_code, answer["Location"]) == (302, "/kantor/pesanan/")


@pytest.mark.django_db
def test_the_way_back_never_leads_to_another_site() -> None:
    user = member(Role.SALES, PASSWORD)
    answer = Client().post(
        reverse("backoffice:login"),
        {"username": user.email, "password": PASSWORD, "next": "https://evil.example/"},
    )
    assert answer["Location"] == reverse("backoffice:home")


@pytest.mark.django_db
def test_guessing_is_stopped_with_a_page_that_says_so() -> None:
    user = member(Role.OWNER, PASSWORD)
    client = Client()
    guess = {"username": user.email, "password": "salah-salah-salah"}
    for _try in range(settings.AXES_FAILURE_LIMIT):
        answer = client.post(reverse("backoffice:login"), guess)
    assert answer.status_code == 429
    assert "Terlalu banyak percobaan" in answer.content.decode()

    right = client.post(reverse("backoffice:login"), {"username": user.email, "password": PASSWORD})
    assert right.status_code == 429


def test_signing_out_ends_the_session(owner: Client) -> None:
    assert owner.get(reverse("backoffice:logout")).status_code == 405
    owner.post(reverse("backoffice:logout"))
    assert owner.get(reverse("backoffice:home")).status_code == 302


@pytest.mark.django_db
def test_whoever_has_a_password_for_one_sign_in_chooses_an_own_one_first() -> None:
    client = browser_of(member(Role.SALES, PASSWORD, password_is_temporary=True))
    assert client.get(reverse("backoffice:orders"))["Location"] == reverse("backoffice:password")
    new = {"old": PASSWORD, "new": "tapak-baru-2026-jalan"}

    wrong = client.post(reverse("backoffice:password"), new | {"old": "bukan-yang-ini"})
    assert "keliru" in wrong.content.decode()
    short = client.post(reverse("backoffice:password"), new | {"new": "12345"})
    assert short.status_code == 200
    assert client.post(reverse("backoffice:password"), new).status_code == 302

    assert client.get(reverse("backoffice:orders")).status_code == 200


@pytest.mark.parametrize(
    ("role", "sees", "does_not_see"),
    [
        (Role.WAREHOUSE, ["Pesanan", "Stok"], ["Pelanggan", "Pembayaran", "Jurnal", "Staf"]),
        (Role.ANALYST, ["Jurnal", "Katalog"], ["Pesanan", "Pelanggan", "Ulasan"]),
        (Role.SUPPORT, ["Pesanan", "Pelanggan", "Ulasan"], ["Jurnal", "Staf"]),
    ],
)
def test_the_menu_has_what_the_role_may_open(
    role: Role, sees: list[str], does_not_see: list[str], sign_in: SignIn
) -> None:
    html = sign_in(role).get(reverse("backoffice:products")).content.decode()
    for word in sees:
        assert f"<span>{word}</span>" in html
    for word in does_not_see:
        assert f"<span>{word}</span>" not in html


def test_no_page_needs_what_the_content_policy_forbids(owner: Client) -> None:
    for name in PAGES:
        if name in {"home", "orders", "products", "stock", "staff", "journal", "slips"}:
            html = owner.get(reverse(f"backoffice:{name}")).content.decode()
            assert " style=" not in html
            assert " onclick=" not in html
            assert "<script>" not in html
