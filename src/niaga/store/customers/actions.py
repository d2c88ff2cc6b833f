"""What can be done with customers, their accounts and addresses, and with staff."""

from django.db import IntegrityError

from niaga.kernel import clock
from niaga.kernel.journal import record
from niaga.kernel.permissions import Actor, Role, require
from niaga.kernel.transactions import unit_of_work
from niaga.store.customers.calculations import normal_email, normal_phone
from niaga.store.customers.errors import (
    AccountExists,
    LastOwner,
    NotStaff,
    PasswordWrong,
    UnknownRegion,
)
from niaga.store.customers.events import (
    CustomerRegistered,
    StaffActivated,
    StaffCreated,
    StaffPasswordChosen,
    StaffPasswordGiven,
    StaffRoleChanged,
)
from niaga.store.customers.locks import lock_staff
from niaga.store.customers.models import Address, Customer, Region, User


def register(*, name: str, email: str, phone: str, password: str) -> User:
    """Open an account; at least one of e-mail and phone is given, the password has been validated.

    Raises AccountExists, InvalidPhone. Orders placed before as a guest stay where they are: an
    address alone does not prove whose they were.
    """
    try:
        with unit_of_work():
            now = clock.now()
            user = User(
                name=name.strip(),
                email=normal_email(email) or None,
                phone=normal_phone(phone) if phone else None,
                created_at=now,
            )
            user.set_password(password)
            user.save()
            customer = Customer.objects.create(
                user=user,
                name=user.name,
                email=user.email or "",
                phone=user.phone or "",
                created_at=now,
            )
            record(CustomerRegistered(customer.pk), customer.pk, actor=user.actor)
            return user
    except IntegrityError:
        raise AccountExists() from None


def create_staff(
    *, name: str, email: str, role: Role, password: str, temporary: bool = False, actor: Actor
) -> User:
    """Someone who works here. A `temporary` password has to be changed at the first sign-in.

    Raises NotAllowed, AccountExists.
    """
    require(actor, "staff.manage")
    try:
        with unit_of_work():
            user = User(
                name=name.strip(),
                email=normal_email(email),
                role=role,
                password_is_temporary=temporary,
                created_at=clock.now(),
            )
            user.set_password(password)
            user.save()
            record(StaffCreated(user.pk, str(role)), user.pk, actor=actor)
            return user
    except IntegrityError:
        raise AccountExists() from None


def change_role(user_id: int, role: Role, *, actor: Actor) -> User:
    """Raises NotAllowed, NotStaff, LastOwner."""
    require(actor, "staff.manage")
    with unit_of_work():
        user = _staff_to_rule(user_id, leaves=role != Role.OWNER)
        if user.role != role:
            old, user.role = user.role, role
            user.save(update_fields=["role"])
            record(StaffRoleChanged(user.pk, old, str(role)), user.pk, actor=actor)
        return user


def set_staff_active(user_id: int, active: bool, *, actor: Actor) -> User:
    """Close an account, which ends its sessions, or open it again.

    Raises NotAllowed, NotStaff, LastOwner.
    """
    require(actor, "staff.manage")
    with unit_of_work():
        user = _staff_to_rule(user_id, leaves=not active)
        if user.is_active != active:
            user.is_active = active
            user.save(update_fields=["is_active"])
            record(StaffActivated(user.pk, active), user.pk, actor=actor)
        return user


def _staff_to_rule(user_id: int, *, leaves: bool) -> User:
    user, owners = lock_staff(user_id)
    if user is None:
        raise NotStaff()
    if leaves and [owner.pk for owner in owners] == [user.pk]:
        raise LastOwner(name=user.name)
    return user


def give_password(user_id: int, password: str, *, actor: Actor) -> User:
    """A password for one sign-in, for somebody who has forgotten theirs; ends their sessions.

    Raises NotAllowed, NotStaff.
    """
    require(actor, "staff.manage")
    with unit_of_work():
        user, _owners = lock_staff(user_id)
        if user is None:
            raise NotStaff()
        user.set_password(password)
        user.password_is_temporary = True
        user.save(update_fields=["password", "password_is_temporary"])
        record(StaffPasswordGiven(user.pk), user.pk, actor=actor)
        return user


def choose_password(user: User, *, old: str, new: str) -> User:
    """Staff choose their own password; `new` has been validated. Raises PasswordWrong."""
    if not user.check_password(old):
        raise PasswordWrong()
    with unit_of_work():
        user.set_password(new)
        user.password_is_temporary = False
        user.save(update_fields=["password", "password_is_temporary"])
        record(StaffPasswordChosen(user.pk), user.pk, actor=user.actor)
        return user


def guest(*, name: str, email: str, phone: str) -> Customer:
    """A buyer without an account. One statement."""
    return Customer.objects.create(
        name=name.strip(),
        email=normal_email(email),
        phone=normal_phone(phone),
        created_at=clock.now(),
    )


def save_address(
    customer: Customer,
    *,
    recipient: str,
    phone: str,
    line: str,
    region_code: str,
    postal_code: str,
    landmark: str = "",
    address_id: int | None = None,
    make_default: bool = False,
) -> Address:
    """Add or change one of a customer's addresses. Raises UnknownRegion, InvalidPhone."""
    if not Region.objects.filter(pk=region_code).exists():
        raise UnknownRegion()
    with unit_of_work():
        mine = Address.objects.filter(customer=customer)
        known = mine.filter(pk=address_id).first() if address_id else None
        address = known or Address(customer=customer, created_at=clock.now())
        address.recipient = recipient.strip()
        address.phone = normal_phone(phone)
        address.line = line.strip()
        address.landmark = landmark.strip()
        address.region_id = region_code
        address.postal_code = postal_code
        if make_default or not mine.exists():
            mine.update(is_default=False)
            address.is_default = True
        address.save()
        return address


def remove_address(customer: Customer, address_id: int) -> None:
    Address.objects.filter(customer=customer, pk=address_id).delete()
