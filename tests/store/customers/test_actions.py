"""Accounts, guests and addresses."""

import pytest
from django.conf import global_settings, settings
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from niaga.kernel import clock
from niaga.kernel.journal import JournalEvent
from niaga.store.customers.actions import guest, register, remove_address, save_address
from niaga.store.customers.calculations import (
    InvalidPhone,
    display_phone,
    normal_email,
    normal_phone,
)
from niaga.store.customers.errors import AccountExists, UnknownRegion
from niaga.store.customers.models import Address, Customer, User
from niaga.store.customers.queries import find_user
from tests.store import factories as make

PASSWORD = "kata-sandi-panjang"


def account(**changes: str) -> User:
    given = {"name": " Budi ", "email": "Budi@Example.com", "phone": "0812 3456 7890"}
    return register(**{**given, "password": PASSWORD, **changes})


@pytest.mark.django_db
def test_an_account_has_a_buyer_and_a_secret_of_its_own():
    user = account()
    assert (user.name, user.email, user.phone) == ("Budi", "budi@example.com", "+6281234567890")
    assert user.check_password(PASSWORD)
    assert PASSWORD not in user.password
    assert user.customer.name == "Budi"
    assert not user.is_staff
    told = JournalEvent.objects.get(topic="customer.registered")
    assert "example.com" not in str(told.payload)  # the journal knows nobody


def test_a_guesser_pays_what_django_asks() -> None:
    """The suite alone hashes quickly; what is sold has no hasher of its own."""
    assert settings.PASSWORD_HASHERS == global_settings.PASSWORD_HASHERS


@pytest.mark.django_db
@pytest.mark.parametrize(
    "same",
    [{"phone": ""}, {"email": ""}, {"email": "BUDI@example.COM "}, {"phone": "+62 812-3456-7890"}],
)
def test_an_address_or_number_has_one_account(refused, same):
    account()
    with refused(AccountExists):
        account(**same)


@pytest.mark.django_db
def test_an_account_needs_an_address_or_a_number(refused):
    with refused(AccountExists), transaction.atomic():  # the database refuses the row
        account(email="", phone="")
    assert account(email="").phone
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(name="x", created_at=clock.now())


@pytest.mark.django_db
def test_whoever_signs_in_may_type_it_as_they_like():
    user = account()
    for login in ("budi@example.com", " BUDI@EXAMPLE.COM", "081234567890", "+62 812 3456 7890"):
        assert find_user(login) == user
    for login in ("", "budi", "0812", "other@example.com"):
        assert find_user(login) is None


@pytest.mark.django_db
def test_a_guest_is_a_buyer_without_an_account():
    made = [guest(name=" Siti ", email="S@Example.com", phone="62 812 3456 7890") for _ in "ab"]
    assert (made[0].name, made[0].email, made[0].phone) == (
        "Siti",
        "s@example.com",
        "+6281234567890",
    )
    assert made[0].pk != made[1].pk
    assert made[0].user is None


def saved(customer: Customer, **changes):
    given = {
        "recipient": " Siti ",
        "phone": "081234567890",
        "line": "Jalan Merdeka 1",
        "region_code": make.VILLAGE,
        "postal_code": "10110",
    }
    return save_address(customer, **given | changes)


@pytest.mark.django_db
def test_one_address_is_the_default(refused):
    make.shop()
    customer, other = account().customer, guest(name="x", email="", phone="081234567890")
    first, second = saved(customer), saved(customer, line="Jalan Kedua 2")
    assert [first.is_default, second.is_default] == [True, False]
    saved(customer, address_id=second.pk, make_default=True)
    assert list(Address.objects.values_list("pk", "is_default")) == [
        (second.pk, True),
        (first.pk, False),
    ]
    with refused(UnknownRegion):
        saved(customer, region_code="99.99.99.9999")
    with refused(InvalidPhone):
        saved(customer, phone="12")

    remove_address(other, first.pk)  # not theirs
    assert Address.objects.count() == 2
    stolen = saved(other, address_id=first.pk, line="Jalan Lain 3")
    assert stolen.pk != first.pk
    assert Address.objects.get(pk=first.pk).line == "Jalan Merdeka 1"
    remove_address(customer, first.pk)
    assert Address.objects.filter(customer=customer).count() == 1


@pytest.mark.parametrize("typed", ["08123456789", "8123456789", "62 812-3456-789", "+628123456789"])
def test_numbers_have_one_form(typed):
    assert normal_phone(typed) == "+628123456789"


@pytest.mark.parametrize("typed", ["", "abc", "12", "0812", "081234567890123456789"])
def test_numbers_that_cannot_be_are_refused(typed):
    with pytest.raises(InvalidPhone):
        normal_phone(typed)


@given(st.from_regex(r"08[1-9][0-9]{8,9}", fullmatch=True))
def test_a_number_is_shown_as_it_is_written_here(number):
    shown = display_phone(normal_phone(number))
    assert shown.replace("-", "").replace(" ", "") == number
    assert normal_phone(shown) == normal_phone(number)


@given(st.emails())
def test_an_address_has_one_form(email):
    assert normal_email(f" {email.upper()} ") == normal_email(email.upper())
