"""Why there is no number of what came back."""

from django.utils.translation import gettext as _

from niaga.web.dashboards.figures import Course
from niaga.web.dashboards.returns.figures import ReturnsFigures


def no_rate(tells_deliveries: bool, rate: Course) -> str:
    """Nothing is told of deliveries or of returns, or it is too early."""
    if not tells_deliveries:
        return _("Sumber toko ini tidak menceritakan kapan barang diterima.")
    if any(value is not None for value in rate.values):
        return _("Pengiriman periode ini belum berumur 30 hari: terlalu dini untuk dinilai.")
    return _("Sumber toko ini tidak menceritakan retur.")


def nothing(figures: ReturnsFigures) -> str:
    """Nothing here, or a source that never told of anything taken back: no data is not zero."""
    if figures.tells_reversals:
        return _("Tak ada barang kembali pada periode dan saringan ini.")
    return _("Sumber toko ini tidak menceritakan pembatalan maupun retur.")
