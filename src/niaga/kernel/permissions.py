"""Who may do what: roles, actors, and the one table that joins them.

The check is in the action and in the query builder, never only on a page.
"""

from dataclasses import dataclass
from enum import StrEnum

from niaga.kernel.errors import NotAllowed


class Role(StrEnum):
    OWNER = "owner"
    SALES = "sales"
    WAREHOUSE = "warehouse"
    MARKETING = "marketing"
    ANALYST = "analyst"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True)
class Actor:
    """On whose behalf a deed is done; written beside everything that it changes.

    `kind` is staff, customer, guest or system; `id` the user's or customer's key, or the name of
    the part of the system.
    """

    kind: str
    id: str = ""
    role: Role | None = None

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else self.kind


SYSTEM = Actor("system")
GUEST = Actor("guest")

_ALL = frozenset(Role)
_GRANTS: dict[str, frozenset[Role]] = {
    "catalog.view": _ALL,
    "catalog.edit": frozenset({Role.OWNER, Role.SALES, Role.MARKETING}),
    "stock.view": _ALL,
    "stock.adjust": frozenset({Role.OWNER, Role.WAREHOUSE}),
    "orders.view": frozenset({Role.OWNER, Role.SALES, Role.WAREHOUSE, Role.SUPPORT}),
    "orders.cancel": frozenset({Role.OWNER, Role.SALES, Role.SUPPORT}),
    "orders.fulfil": frozenset({Role.OWNER, Role.WAREHOUSE}),
    "customers.view": frozenset({Role.OWNER, Role.SALES, Role.SUPPORT}),
    "payments.view": frozenset({Role.OWNER, Role.SALES, Role.SUPPORT}),
    "payments.confirm": frozenset({Role.OWNER, Role.SALES}),
    "reviews.moderate": frozenset({Role.OWNER, Role.SUPPORT, Role.MARKETING}),
    "journal.view": frozenset({Role.OWNER, Role.ANALYST}),
    "journal.redeliver": frozenset({Role.OWNER}),
    "customers.profile": frozenset({Role.OWNER, Role.SALES, Role.SUPPORT}),
    # `view` and `rows` are the doors; an area decides which metrics lie behind them, and `people`
    # whether rows may be of people. Who has no `customers.profile` sees no pseudonym in a row.
    "metrics.view": _ALL,
    "metrics.rows": _ALL,
    "metrics.people": frozenset({Role.OWNER, Role.ANALYST, Role.SALES, Role.SUPPORT}),
    "metrics.sales": frozenset({Role.OWNER, Role.ANALYST, Role.SALES, Role.MARKETING}),
    "metrics.operations": frozenset(
        {Role.OWNER, Role.ANALYST, Role.SALES, Role.WAREHOUSE, Role.SUPPORT}
    ),
    "metrics.marketing": frozenset({Role.OWNER, Role.ANALYST, Role.MARKETING}),
    "metrics.experiments": frozenset({Role.OWNER, Role.ANALYST, Role.MARKETING}),
    "metrics.sellers": frozenset({Role.OWNER, Role.ANALYST, Role.SALES}),
    "metrics.customers": frozenset(
        {Role.OWNER, Role.ANALYST, Role.SALES, Role.MARKETING, Role.SUPPORT}
    ),
    "targets.edit": frozenset({Role.OWNER}),
    "experiments.plan": frozenset({Role.OWNER, Role.ANALYST, Role.MARKETING}),
    "data.import": frozenset({Role.OWNER, Role.ANALYST}),
    "staff.manage": frozenset({Role.OWNER}),
}


def permissions_of(role: Role | None) -> frozenset[str]:
    return frozenset(name for name, roles in _GRANTS.items() if role in roles)


def may(actor: Actor, permission: str) -> bool:
    """The system may do all; staff what their role is granted; customers and guests nothing here.

    What a customer may do with what is theirs is decided by the action that knows whose it is.
    """
    if actor.kind == "system":
        return True
    return actor.kind == "staff" and actor.role in _GRANTS[permission]


def require(actor: Actor, permission: str) -> None:
    """Raises NotAllowed, and KeyError for a permission that does not exist."""
    if not may(actor, permission):
        raise NotAllowed(permission=permission)
