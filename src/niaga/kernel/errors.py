"""Named errors: each says what happened, what to do, and carries the values that matter."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class NiagaError(Exception):
    """Base of every refusal that a person may read.

    `code` is stable and for machines; `message` is a translatable sentence with %(name)s places
    that the keyword values fill. Pages show `str(error)`, in the reader's language.
    """

    code: ClassVar[str] = "error"
    message: ClassVar[str | Promise] = _("Permintaan ini tidak dapat diproses.")

    def __init__(self, **values: Any) -> None:
        super().__init__(self.code)
        self.values = values

    def __str__(self) -> str:
        return str(self.message) % self.values

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (type(self), self.values))


def _rebuild(cls: type[NiagaError], values: dict[str, Any]) -> NiagaError:
    return cls(**values)


class NotAllowed(NiagaError):
    code = "not_allowed"
    message = _("Anda tidak berhak melakukan ini (%(permission)s).")


class InvalidTransition(NiagaError):
    """Raised by every state machine; nothing has changed."""

    code = "invalid_transition"
    message = _("%(subject)s berstatus %(state)s dan tidak dapat menjadi %(target)s.")


class IdempotencyConflict(NiagaError):
    code = "idempotency_conflict"
    message = _("Kunci ini sudah dipakai untuk permintaan lain.")


class InProgress(NiagaError):
    code = "in_progress"
    message = _("Permintaan yang sama sedang diproses. Coba lagi sebentar.")
