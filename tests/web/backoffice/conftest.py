"""Staff who are signed in, each with a browser of their own."""

from collections.abc import Callable
from itertools import count

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from niaga.kernel import clock
from niaga.kernel.permissions import Role
from niaga.store.customers.models import User

BACKEND = "niaga.store.customers.authentication.EmailOrPhoneBackend"
_numbers = count(1)

SignIn = Callable[[Role], Client]
Count = Callable[[Client, str], int]


def member(role: Role, password: str = "", **changes: object) -> User:
    given: dict[str, object] = {
        "name": f"Staf {role.value}",
        "email": f"{role.value}-{next(_numbers)}@toko.example",
        "role": role,
        "created_at": clock.now(),
    }
    user = User(**given | changes)
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save()
    return user


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """`sign_in(Role.OWNER)` answers the browser of somebody with that role."""
    return lambda role: browser_of(member(role))


@pytest.fixture
def owner(sign_in: SignIn) -> Client:
    return sign_in(Role.OWNER)


@pytest.fixture
def statements() -> Count:
    """How many SQL statements a page takes."""

    def statements(client: Client, url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200, url
        return len(captured)

    return statements
