from dataclasses import dataclass

from niaga.kernel.journal import event


@event("customer.registered", aggregate="customer")
@dataclass(frozen=True)
class CustomerRegistered:
    customer_id: int


@event("staff.created", aggregate="staff")
@dataclass(frozen=True)
class StaffCreated:
    user_id: int
    role: str


@event("staff.role_changed", aggregate="staff")
@dataclass(frozen=True)
class StaffRoleChanged:
    user_id: int
    old: str
    new: str


@event("staff.activated", aggregate="staff")
@dataclass(frozen=True)
class StaffActivated:
    """`active` is false when the account was closed: its sessions end with it."""

    user_id: int
    active: bool


@event("staff.password_given", aggregate="staff")
@dataclass(frozen=True)
class StaffPasswordGiven:
    """A password for one sign-in; the reader has to choose an own one then."""

    user_id: int


@event("staff.password_chosen", aggregate="staff")
@dataclass(frozen=True)
class StaffPasswordChosen:
    user_id: int
