"""The rules: from numbers to a finding, or to none. No rule asks for its numbers itself.

Amounts are written by `write`, which knows the shop's currency and the reader's language.
"""

import math
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from statistics import mean, stdev

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niaga.insight.alerts.findings import Finding, Severity, Way

Write = Callable[[int], str]
OUT_URGENT = 20  # variants people ordered of late, or a twentieth of those that are kept
LATE_URGENT = 10  # open orders over their promise, or a tenth of the open ones
WEEKS = 8  # of the same weekday, before the day that is judged
T_QUANTILE = 2.364624  # of Student's t, 97.5 %, 7 degrees of freedom: WEEKS − 1
TARGET_WATCH, TARGET_URGENT = 0.95, 0.80
SPIKE = 3.0  # standard errors
SPIKE_FEWEST = 5  # units sent back
FEED_WATCH, FEED_URGENT = timedelta(minutes=15), timedelta(hours=2)


def _percent(share: float, digits: int) -> str:
    return f"{number_format(share * 100, digits)}%"


def late_orders(late: int, open_orders: int) -> Finding | None:
    """Open orders whose promised time is over."""
    if late <= 0:
        return None
    urgent = late >= LATE_URGENT or late * 10 >= open_orders
    sentence = ngettext(
        "%(late)s dari %(open)s pesanan yang belum sampai sudah lewat janji tiba.",
        "%(late)s dari %(open)s pesanan yang belum sampai sudah lewat janji tiba.",
        late,
    ) % {"late": late, "open": open_orders}
    basis = _("Waktu yang dijanjikan saat pesanan dibuat sudah lewat dan paketnya belum diterima.")
    severity = Severity.URGENT if urgent else Severity.WATCH
    return Finding("late_orders", severity, sentence, basis, Way(metric="open_late_orders"))


def sold_out(out: int, kept: int) -> Finding | None:
    """Variants that people ordered of late, and of which none can be ordered now."""
    if out <= 0:
        return None
    sentence = ngettext(
        "%(out)s varian yang laku sedang habis, dari %(kept)s varian barang baru yang dijual.",
        "%(out)s varian yang laku sedang habis, dari %(kept)s varian barang baru yang dijual.",
        out,
    ) % {"out": out, "kept": number_format(kept, force_grouping=True)}
    basis = _("Dipesan dalam 56 hari terakhir, dan sekarang tidak ada yang dapat dipesan.")
    severity = Severity.URGENT if out >= OUT_URGENT or out * 20 >= kept else Severity.WATCH
    return Finding("sold_out", severity, sentence, basis, Way(metric="variants_out_wanted"))


def soon_sold_out(soon: int) -> Finding | None:
    """Variants that are gone in two weeks at the demand of late."""
    if soon <= 0:
        return None
    sentence = ngettext(
        "%(n)s varian akan habis dalam 14 hari.", "%(n)s varian akan habis dalam 14 hari.", soon
    ) % {"n": soon}
    basis = _(
        "Stok yang bebas dibagi permintaan per hari pada 56 hari terakhir, tanpa hari kosong."
    )
    return Finding(
        "soon_sold_out", Severity.WATCH, sentence, basis, Way(metric="variants_out_soon")
    )


def odd_volume(source: str, says: str, measured: str, expected: str) -> Finding:
    """A source that told much less, or much more, than it usually does."""
    sentence = _("Sumber %(source)s: %(measured)s baris, biasanya %(expected)s.") % {
        "source": source,
        "measured": measured,
        "expected": expected.replace("..", "–"),
    }
    way = Way(page="sources", filters={"source": source})
    return Finding("odd_volume", Severity.WATCH, sentence, f"{says}.", way)


def sales_drop(day: date, sales: int, usual: Sequence[int], write: Write) -> Finding | None:
    """A day below the 95 % prediction interval of the eight same weekdays before.

    The interval is of square roots, which spread alike at small and large sums: m − t·s·√(1 + 1/n).
    None when there are not eight, or when the interval reaches zero.
    """
    if len(usual) != WEEKS:
        return None
    roots = [math.sqrt(max(0, value)) for value in usual]
    reach = T_QUANTILE * stdev(roots) * math.sqrt(1 + 1 / WEEKS)
    low, high = mean(roots) - reach, mean(roots) + reach
    if low <= 0 or math.sqrt(max(0, sales)) >= low:
        return None
    sentence = _(
        "Penjualan %(day)s %(sales)s, di bawah kisaran biasa hari itu (%(low)s sampai %(high)s)."
    ) % {
        "day": date_format(day, "l, j M Y"),
        "sales": write(sales),
        "low": write(round(low**2)),
        "high": write(round(high**2)),
    }
    basis = _("Kisaran 95 persen dari delapan hari yang sama sebelumnya, pada akar penjualan.")
    severity = Severity.URGENT if sales <= low**2 / 4 else Severity.WATCH
    way = Way(metric="net_sales", period=(day, day + timedelta(days=1)))
    return Finding("sales_drop", severity, sentence, basis, way)


def target_in_danger(
    month: date, end: date, attainment: float | None, target: int | None, write: Write
) -> Finding | None:
    """The running month will miss its target by a twentieth and more, at its pace so far."""
    if attainment is None or target is None or attainment >= TARGET_WATCH:
        return None
    sentence = _("%(month)s menuju %(expected)s, %(share)s dari target %(target)s.") % {
        "month": date_format(month, "F Y"),
        "expected": write(round(attainment * target)),
        "share": _percent(attainment, 0),
        "target": write(target),
    }
    basis = _("Laju sampai kemarin menurut bagian yang biasanya sudah terjual pada hari itu.")
    severity = Severity.URGENT if attainment < TARGET_URGENT else Severity.WATCH
    way = Way(metric="net_sales", period=(month, end))
    return Finding("target_in_danger", severity, sentence, basis, way)


def mismatched_split(experiment: str, title: str, p: float) -> Finding:
    """A running test whose visitors are not divided as planned (see `experiments.srm`)."""
    sentence = _("Uji %(title)s: pengunjung tidak terbagi seperti rencana; hasilnya tidak sah.") % {
        "title": title or experiment
    }
    told = number_format(max(p, 0.0001), 4)
    basis = _("Uji khi-kuadrat atas pembagian pengunjung, p < %(p)s.") % {"p": told}
    return Finding(
        "mismatched_split", Severity.URGENT, sentence, basis, Way(page=f"experiment:{experiment}")
    )


def failing_source(source: str, reason: str, failures: int, since: datetime) -> Finding:
    """A source whose last load failed: its numbers are those of before."""
    if failures == 1:
        sentence = _("Pemuatan %(source)s gagal: %(reason)s Angkanya masih yang terakhir berhasil.")
    else:
        sentence = _(
            "Pemuatan %(source)s gagal %(n)s kali berturut-turut: %(reason)s Angkanya masih yang "
            "terakhir berhasil."
        )
    sentence %= {"source": source, "n": failures, "reason": reason or "—"}
    basis = _("Percobaan terakhir: %(at)s.") % {"at": date_format(since, "j M Y H.i")}
    way = Way(page="sources", filters={"source": source})
    return Finding("failing_source", Severity.URGENT, sentence, basis, way)


def stale_feed(source: str, quiet: timedelta) -> Finding | None:
    """The live feed has not been read to its end for too long: the worker stands still."""
    if quiet < FEED_WATCH:
        return None
    minutes = int(quiet.total_seconds() // 60)
    told = _("%(n)s menit") % {"n": minutes}
    if minutes >= 120:
        told = _("%(n)s jam") % {"n": minutes // 60}
    sentence = _("Data toko belum disegarkan selama %(time)s: pekerja mungkin berhenti.") % {
        "time": told
    }
    basis = _("Sumber %(source)s biasanya dibaca tiap beberapa detik.") % {"source": source}
    severity = Severity.URGENT if quiet >= FEED_URGENT else Severity.WATCH
    return Finding("stale_feed", severity, sentence, basis, Way(page="sources"))


def rate_spike(
    metric: str,
    label: str,
    recent: tuple[int, int],
    before: tuple[int, int],
    period: tuple[date, date],
) -> Finding | None:
    """A rate three standard errors above the one before; (units, of units) in both.

    z = (p₁ − p₀)/√(p̄(1 − p̄)(1/n₁ + 1/n₀)), pooled, as for two proportions.
    """
    (hits, n), (hits_before, n_before) = recent, before
    if hits < SPIKE_FEWEST or not n or not n_before:
        return None
    pooled = (hits + hits_before) / (n + n_before)
    error = math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / n_before))
    if not error or (hits / n - hits_before / n_before) / error < SPIKE:
        return None
    sentence = _("%(label)s naik menjadi %(now)s dari %(before)s (%(hits)s dari %(n)s barang).") % {
        "label": label,
        "now": _percent(hits / n, 1),
        "before": _percent(hits_before / n_before, 1),
        "hits": hits,
        "n": n,
    }
    basis = _("Beda dua bagian lebih dari tiga galat baku, terhadap 90 hari sebelumnya.")
    return Finding("rate_spike", Severity.WATCH, sentence, basis, Way(metric=metric, period=period))


def unmatched_payouts(
    lines: int, amount: int, period: tuple[date, date], write: Write
) -> Finding | None:
    """Money that was paid out or taken back and meets no order."""
    if lines <= 0:
        return None
    sentence = ngettext(
        "%(n)s baris pencairan tidak bertemu pesanan, seluruhnya %(amount)s.",
        "%(n)s baris pencairan tidak bertemu pesanan, seluruhnya %(amount)s.",
        lines,
    ) % {"n": lines, "amount": write(amount)}
    basis = _("Nomor pesanannya kosong atau tidak dikenal di toko ini, dalam 90 hari terakhir.")
    way = Way(metric="settlement_unmatched_lines", period=period)
    return Finding("unmatched_payouts", Severity.WATCH, sentence, basis, way)


def unsettled_payments(amount: int, period: tuple[date, date], write: Write) -> Finding | None:
    """Captured payments that payouts should tell of and do not."""
    if amount <= 0:
        return None
    sentence = _("Pembayaran %(amount)s tidak disebut laporan pencairan mana pun.") % {
        "amount": write(amount)
    }
    basis = _(
        "Cara bayarnya biasa muncul di laporan, dan pesanannya berada di antara hari pertama dan "
        "terakhir laporan."
    )
    way = Way(metric="unsettled_payments", period=period)
    return Finding("unsettled_payments", Severity.WATCH, sentence, basis, way)
