"""Refusals of a question that the catalogue cannot answer, each with what would have been right."""

import difflib
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from niaga.kernel.errors import NiagaError


class MetricError(NiagaError):
    code = "metric"


class UnknownMetric(MetricError):
    code = "unknown_metric"
    message = _("Metrik '%(name)s' tidak ada. Yang mirip: %(near)s.")


class UnknownDimension(MetricError):
    code = "unknown_dimension"
    message = _("%(metric)s tidak dapat dirinci menurut '%(name)s'. Pilihan: %(known)s.")


class NeedsDimension(MetricError):
    code = "needs_dimension"
    message = _("%(metric)s harus dirinci menurut '%(name)s', atau disaring ke satu nilainya.")


class UnknownShop(MetricError):
    code = "unknown_shop"
    message = _("Toko '%(name)s' tidak ada di gudang data. Yang ada: %(known)s.")


class BadPeriod(MetricError):
    code = "bad_period"
    message = _("Periode %(start)s sampai %(end)s kosong: awal harus sebelum akhir.")


class NoRowsBehind(MetricError):
    code = "no_rows_behind"
    message = _("%(metric)s dihitung dari metrik lain; lihat baris di balik %(of)s.")


def near(name: str, known: Iterable[str]) -> str:
    """The names most like the given one; all of them when none is alike."""
    names = sorted(known)
    alike = difflib.get_close_matches(name, names, n=5, cutoff=0.4)
    alike += [each for each in names if name and name in each and each not in alike]
    return ", ".join(alike[:6] or names)
