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
