"""The row locks of customers, in primary-key order."""

from niaga.kernel.permissions import Role
from niaga.store.customers.models import User


def lock_staff(user_id: int) -> tuple[User | None, list[User]]:
    """The member of staff, and every active owner: who else could let others in."""
    owners = User.objects.filter(role=Role.OWNER, is_active=True)
    rows = list((User.objects.filter(pk=user_id) | owners).select_for_update().order_by("pk"))
    user = next((row for row in rows if row.pk == user_id and row.role), None)
    return user, [row for row in rows if row.role == Role.OWNER and row.is_active]
