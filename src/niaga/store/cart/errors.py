from django.utils.translation import gettext_lazy as _

from niaga.kernel.errors import NiagaError


class CartFull(NiagaError):
    code = "cart_full"
    message = _("Keranjang memuat paling banyak %(limit)s barang.")


class CannotAdd(NiagaError):
    code = "cannot_add"
    message = _("Barang ini sedang tidak dijual.")
