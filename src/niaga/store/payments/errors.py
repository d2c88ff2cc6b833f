from django.utils.translation import gettext_lazy as _

from niaga.kernel.errors import NiagaError


class GatewayUnavailable(NiagaError):
    """The provider did not answer, or answered with a fault of its own. Try again: same attempt."""

    code = "gateway_unavailable"
    message = _("Penyedia pembayaran sedang tidak dapat dihubungi. Pesanan Anda aman; coba lagi.")


class GatewayRefused(NiagaError):
    """The provider understood and said no; `detail` is its own word, for staff."""

    code = "gateway_refused"
    message = _("Penyedia pembayaran menolak permintaan ini (%(detail)s).")


class NotificationRefused(NiagaError):
    """A notification that is not the provider's, or not readable. Nothing was changed."""

    code = "notification_refused"
    message = _("Notifikasi ditolak: %(detail)s.")


class UnknownMethod(NiagaError):
    code = "unknown_payment_method"
    message = _("Cara bayar “%(method)s” tidak tersedia.")


class AmountDiffers(NiagaError):
    """Whole smallest units; the amount is in suspense now, and the order has not moved."""

    code = "amount_differs"
    message = _("Jumlah %(received)s tidak sama dengan tagihan %(expected)s.")
