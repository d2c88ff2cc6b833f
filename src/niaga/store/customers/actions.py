"""What can be done with customers, their accounts and addresses, and with staff."""

from django.db import IntegrityError

from niaga.kernel import clock
from niaga.kernel.journal import record
from niaga.kernel.permissions import Actor, Role, require
from niaga.kernel.transactions import unit_of_work
from niaga.store.customers.calculations import normal_email, normal_phone
from niaga.store.customers.errors import AccountExists, UnknownRegion
from niaga.store.customers.events import CustomerRegistered, StaffCreated
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


def create_staff(*, name: str, email: str, role: Role, password: str, actor: Actor) -> User:
    """Someone who works here. Raises NotAllowed, AccountExists."""
    require(actor, "staff.manage")
    try:
        with unit_of_work():
            user = User(
                name=name.strip(), email=normal_email(email), role=role, created_at=clock.now()
            )
            user.set_password(password)
            user.save()
            record(StaffCreated(user.pk, str(role)), user.pk, actor=actor)
            return user
    except IntegrityError:
        raise AccountExists() from None


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
        address = mine.filter(pk=address_id).first() or Address(
            customer=customer, created_at=clock.now()
        )
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
