from django.utils.translation import gettext_lazy as _

from niaga.kernel.errors import NiagaError


class NoService(NiagaError):
    code = "no_shipping_service"
    message = _("Layanan kirim ini tidak tersedia untuk alamat tujuan. Pilih layanan lain.")


class NotReadyToPick(NiagaError):
    """The payment may still be taken back; `ready_at` is when picking may begin."""

    code = "not_ready_to_pick"
    message = _(
        "Pembayaran masih dapat ditarik bank. Tunggu sampai %(ready_at)s sebelum menyiapkan."
    )


class TrackingNumberTaken(NiagaError):
    code = "tracking_number_taken"
    message = _("Nomor resi %(number)s sudah dipakai kiriman lain.")


class TrackingNumberMissing(NiagaError):
    code = "tracking_number_missing"
    message = _("Nomor resi wajib diisi: 6–40 huruf dan angka.")
