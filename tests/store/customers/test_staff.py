"""Staff accounts: somebody can always let others in."""

from collections.abc import Callable

import pytest

from niaga.kernel.errors import NotAllowed
from niaga.kernel.journal import JournalEvent
from niaga.kernel.permissions import Actor, Role
from niaga.store.customers import actions
from niaga.store.customers.errors import AccountExists, LastOwner, NotStaff, PasswordWrong
from niaga.store.customers.models import User
from niaga.store.customers.queries import actor_names, staff
from tests.store import factories
from tests.store.conftest import Refused

pytestmark = pytest.mark.django_db

SYSTEM = Actor("system")
PASSWORD = "sepatu-kulit-1998"


def member(role: Role, name: str = "Rina") -> User:
    return actions.create_staff(
        name=name,
        email=f"{name}-{role.value}@toko.example",
        role=role,
        password=PASSWORD,
        actor=SYSTEM,
    )


def test_only_owners_rule_accounts(refused: Refused) -> None:
    user = member(Role.SALES)
    deeds: list[Callable[[Actor], object]] = [
        lambda actor: actions.change_role(user.pk, Role.OWNER, actor=actor),
        lambda actor: actions.set_staff_active(user.pk, False, actor=actor),
        lambda actor: actions.give_password(user.pk, "x", actor=actor),
        lambda actor: actions.create_staff(
            name="X", email="x@toko.example", role=Role.OWNER, password="x", actor=actor
        ),
    ]
    for deed in deeds:
        for actor in (factories.SALES, factories.ANALYST, user.actor, Actor("customer", "1")):
            with refused(NotAllowed, permission="staff.manage"):
                deed(actor)


def test_the_last_active_owner_stays_one(refused: Refused) -> None:
    owner = member(Role.OWNER)
    closed = member(Role.OWNER, "Dewi")
    actions.set_staff_active(closed.pk, False, actor=owner.actor)
    with refused(LastOwner):
        actions.change_role(owner.pk, Role.SALES, actor=owner.actor)
    with refused(LastOwner):
        actions.set_staff_active(owner.pk, False, actor=owner.actor)
    actions.change_role(owner.pk, Role.OWNER, actor=owner.actor)  # what he is already
    actions.set_staff_active(closed.pk, True, actor=owner.actor)
    actions.change_role(owner.pk, Role.SALES, actor=owner.actor)
    assert [user.pk for user in staff() if user.role == Role.OWNER] == [closed.pk]


def test_customers_and_strangers_are_no_staff(refused: Refused) -> None:
    customer = actions.register(name="Siti", email="s@example.com", phone="", password=PASSWORD)
    for pk in (customer.pk, 987_654):
        with refused(NotStaff):
            actions.change_role(pk, Role.OWNER, actor=SYSTEM)
        with refused(NotStaff):
            actions.set_staff_active(pk, False, actor=SYSTEM)
        with refused(NotStaff):
            actions.give_password(pk, "x", actor=SYSTEM)


def test_a_temporary_password_is_gone_once_an_own_one_is_chosen(refused: Refused) -> None:
    user = actions.give_password(member(Role.SALES).pk, "ABCD-EFGH", actor=SYSTEM)
    assert user.password_is_temporary
    with refused(PasswordWrong):
        actions.choose_password(user, old=PASSWORD, new="lain-sekali-2026")
    actions.choose_password(user, old="ABCD-EFGH", new="lain-sekali-2026")
    user.refresh_from_db()
    assert user.check_password("lain-sekali-2026")
    assert not user.password_is_temporary
    topics = list(JournalEvent.objects.values_list("topic", flat=True))
    assert topics == ["staff.created", "staff.password_given", "staff.password_chosen"]


def test_an_address_has_one_account(refused: Refused) -> None:
    member(Role.SALES)
    with refused(AccountExists):
        member(Role.SALES)


def test_names_behind_actors() -> None:
    user = member(Role.SALES, "Dodi")
    names = actor_names([f"staff:{user.pk}", "system", "guest", "staff:99999", "customer:x"])
    assert names == {f"staff:{user.pk}": "Dodi"}
