"""What is foreseen of customers, in words: for the board of segments and the page of one."""

from django.utils.translation import gettext as _

from niaga.insight.lifetime import Reason
from niaga.insight.lifetime.reasons import (
    DidNotConverge,
    HistoryTooShort,
    SpendingFollowsFrequency,
    TooFewRepeats,
    WorseThanMean,
)
from niaga.web.dashboards.numbers import Writer

COUNT, SCORE = Writer("count", ""), Writer("score", "")


def why(reason: Reason) -> str:
    """Why nothing is foreseen."""
    if isinstance(reason, TooFewRepeats):
        return _(
            "Belum dapat diramalkan: perlu %(needed)s orang yang membeli lagi, baru ada %(found)s."
        ) % {"needed": COUNT.exact(reason.needed), "found": COUNT.exact(reason.found)}
    if isinstance(reason, HistoryTooShort):
        return _(
            "Belum dapat diramalkan: perlu riwayat %(needed)s minggu, separuh untuk belajar dan "
            "separuh untuk diuji; baru ada %(found)s."
        ) % {"needed": COUNT.exact(reason.needed), "found": COUNT.exact(reason.found)}
    if isinstance(reason, WorseThanMean):
        return _(
            "Tidak diramalkan: pada setengah tahun terakhir modelnya tidak lebih tepat dari "
            "rata-rata biasa (galat %(model)s, rata-rata %(naive)s)."
        ) % {"model": SCORE.exact(reason.error), "naive": SCORE.exact(reason.naive_error)}
    if isinstance(reason, SpendingFollowsFrequency):
        return _(
            "Nilainya tidak diramalkan: yang lebih sering membeli juga berbelanja dengan jumlah "
            "lain (korelasi %(found)s), padahal modelnya mengandaikan sebaliknya."
        ) % {"found": SCORE.exact(reason.correlation)}
    if isinstance(reason, DidNotConverge):
        return _("Tidak diramalkan: tak ada model yang cocok dengan pembelian toko ini.")
    return _("Belum ada pesanan yang dihitung.")
