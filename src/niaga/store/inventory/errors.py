from django.utils.translation import gettext_lazy as _

from niaga.kernel.errors import NiagaError


class InsufficientStock(NiagaError):
    """Nothing was held. `available` is what the reader may have at most, by SKU in `sku`."""

    code = "insufficient_stock"
    message = _("Stok %(name)s tidak mencukupi: tersisa %(available)s, diminta %(wanted)s.")


class UnknownLocation(NiagaError):
    code = "unknown_location"
    message = _("Lokasi stok “%(location)s” tidak dikenal.")


class UnitNotPossible(NiagaError):
    """A used pair that cannot be taken in, or written off, as asked; nothing has changed."""

    code = "unit_not_possible"
    message = _("%(name)s tidak dapat diproses: %(why)s")


class SameLocation(NiagaError):
    code = "same_location"
    message = _("Lokasi asal dan tujuan harus berbeda.")


class ReasonNeeded(NiagaError):
    code = "reason_needed"
    message = _("Tuliskan alasannya; catatan stok tidak dapat diubah lagi.")


class LocationTaken(NiagaError):
    code = "location_taken"
    message = _("Kode lokasi “%(location)s” sudah dipakai.")
