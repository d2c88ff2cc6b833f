"""Who may do what."""

import pytest

from niaga.kernel.errors import NotAllowed
from niaga.kernel.permissions import GUEST, SYSTEM, Actor, Role, may, permissions_of, require

PERMISSIONS = permissions_of(Role.OWNER)


def staff(role: Role) -> Actor:
    return Actor("staff", "7", role)


def test_the_owner_and_the_system_may_do_everything():
    everywhere = frozenset().union(*(permissions_of(role) for role in Role))
    assert everywhere == PERMISSIONS
    assert all(may(SYSTEM, permission) for permission in PERMISSIONS)
    assert all(may(staff(Role.OWNER), permission) for permission in PERMISSIONS)


@pytest.mark.parametrize("permission", sorted(PERMISSIONS))
def test_guests_and_customers_may_do_nothing_of_it(permission):
    for actor in (GUEST, Actor("customer", "1"), Actor("customer", "1", Role.OWNER)):
        with pytest.raises(NotAllowed) as caught:
            require(actor, permission)
        assert permission in str(caught.value)


@pytest.mark.parametrize(
    ("role", "may_not"),
    [
        (Role.WAREHOUSE, {"payments.confirm", "orders.cancel", "catalog.edit", "metrics.sales"}),
        (Role.SALES, {"orders.fulfil", "stock.adjust", "staff.manage", "journal.redeliver"}),
        (Role.ANALYST, {"orders.view", "customers.view", "payments.view", "catalog.edit"}),
        (Role.MARKETING, {"customers.view", "orders.view", "stock.adjust", "metrics.people"}),
        (Role.SUPPORT, {"payments.confirm", "orders.fulfil", "metrics.sales"}),
    ],
)
def test_roles_do_not_have_each_others_rights(role, may_not):
    assert not may_not & permissions_of(role)


def test_staff_without_a_role_may_do_nothing():
    assert permissions_of(None) == frozenset()
    assert not may(Actor("staff", "7"), "catalog.view")


def test_a_permission_that_does_not_exist_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        require(staff(Role.OWNER), "everything")


def test_an_actor_is_written_beside_what_it_did():
    assert [str(a) for a in (SYSTEM, GUEST, staff(Role.SALES))] == ["system", "guest", "staff:7"]
