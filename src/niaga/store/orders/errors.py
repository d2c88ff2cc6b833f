from django.utils.translation import gettext_lazy as _

from niaga.kernel.errors import NiagaError


class EmptyOrder(NiagaError):
    code = "empty_order"
    message = _("Keranjang masih kosong.")


class NotForSale(NiagaError):
    """A product was withdrawn, or its variant switched off, since it was put in the cart."""

    code = "not_for_sale"
    message = _("%(name)s sudah tidak dijual. Hapus dari keranjang untuk melanjutkan.")


class TotalChanged(NiagaError):
    """The buyer saw `shown`; it is `total` now (whole smallest units). Nothing was placed."""

    code = "total_changed"
    message = _(
        "Total pesanan berubah dari %(shown_text)s menjadi %(total_text)s. Periksa kembali."
    )


class OrderNotCancellable(NiagaError):
    code = "order_not_cancellable"
    message = _("Pesanan %(number)s sudah diserahkan ke kurir dan tidak dapat dibatalkan.")
