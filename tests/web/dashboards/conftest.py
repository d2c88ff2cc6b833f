from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from niaga.kernel import clock
from niaga.kernel.permissions import Role
from niaga.store.customers.models import User
from tests.metrics.conftest import pencil, pencil_home

__all__ = ["pencil", "pencil_home"]


@pytest.fixture
def staff(db: None) -> Callable[[Role], Client]:
    """A browser in which somebody of that role has signed in."""

    def signed_in(role: Role) -> Client:
        user = User(email=f"{role}@toko.example", name=role, role=role, created_at=clock.now())
        user.set_password("rahasia-sekali")
        user.save()
        client = Client()
        client.force_login(user, backend="niaga.store.customers.authentication.EmailOrPhoneBackend")
        return client

    return signed_in


@pytest.fixture
def owner(staff: Callable[[Role], Client]) -> Client:
    return staff(Role.OWNER)


@pytest.fixture
def in_march() -> object:
    """20 March 2026 in Jakarta: the pencil shop trades, March is running."""
    with clock.at(datetime(2026, 3, 20, 3, tzinfo=UTC)):
        yield
