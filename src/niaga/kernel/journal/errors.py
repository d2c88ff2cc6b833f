"""Refusals that staff may read."""

from django.utils.translation import gettext_lazy as _

from niaga.kernel.errors import NiagaError


class DeadLetterResolved(NiagaError):
    """It was redelivered or dismissed before; nothing has changed."""

    code = "dead_letter_resolved"
    message = _("Pesan tertunda ini sudah diselesaikan (%(state)s).")


class DeadLetterUnknown(NiagaError):
    code = "dead_letter_unknown"
    message = _("Pesan tertunda ini tidak ada.")


class SubscriberUnknown(NiagaError):
    """The subscriber of a dead letter is no longer part of the program: dismiss the letter."""

    code = "subscriber_unknown"
    message = _("Penerima %(subscriber)s sudah tidak ada lagi; abaikan pesan ini.")


class RedeliveryFailed(NiagaError):
    """The subscriber failed again; the dead letter is still open and has the new error."""

    code = "redelivery_failed"
    message = _("Pengiriman ulang ke %(subscriber)s gagal lagi: %(error)s")


class ReasonMissing(NiagaError):
    code = "reason_missing"
    message = _("Tuliskan alasannya.")
