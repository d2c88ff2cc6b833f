"""Why there is no number of what came back."""

from django.utils.translation import gettext as _

from niaga.web.dashboards.figures import Course
from niaga.web.dashboards.remedies import import_page
from niaga.web.dashboards.returns.figures import ReturnsFigures
from niaga.web.dashboards.tiles import Choice, Tile


def no_rate(tells_deliveries: bool, rate: Course) -> str:
    """Nothing is told of deliveries or of returns, or it is too early."""
    if not tells_deliveries:
        return _("Sumber toko ini tidak menceritakan kapan barang diterima.")
    if any(value is not None for value in rate.values):
        return _("Pengiriman periode ini belum berumur 30 hari: terlalu dini untuk dinilai.")
    return _("Sumber toko ini tidak menceritakan retur.")


def without_rates(
    figures: ReturnsFigures, name: str, title: str, choices: tuple[Choice, ...] = ()
) -> Tile:
    why = no_rate(figures.tells_deliveries, figures.rates["return_rate"])
    return Tile(name, title, empty=why, choices=choices)


def without_returns(
    figures: ReturnsFigures, name: str, title: str, choices: tuple[Choice, ...] = ()
) -> Tile:
    """Nothing here, or a source that never told of anything taken back: no data is not zero."""
    if figures.tells_reversals:
        why = _("Tak ada barang kembali pada periode dan saringan ini.")
        return Tile(name, title, empty=why, choices=choices)
    why = _("Sumber toko ini tidak menceritakan pembatalan maupun retur.")
    remedy = import_page(_("Impor berkas yang menceritakannya"))
    return Tile(name, title, empty=why, remedy=remedy)
