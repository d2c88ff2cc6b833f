from django.utils.translation import gettext_lazy as _

from niaga.kernel.errors import NiagaError


class InsufficientStock(NiagaError):
    """Nothing was held. `available` is what the reader may have at most, by SKU in `sku`."""

    code = "insufficient_stock"
    message = _("Stok %(name)s tidak mencukupi: tersisa %(available)s, diminta %(wanted)s.")


class UnknownLocation(NiagaError):
    code = "unknown_location"
    message = _("Lokasi stok “%(location)s” tidak dikenal.")
