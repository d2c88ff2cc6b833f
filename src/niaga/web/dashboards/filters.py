"""What a reader can narrow a board to, and how the address says it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from niaga.metrics.builder import SEGMENT
from niaga.metrics.catalogue import metric_named
from niaga.metrics.dimensions import DIMENSIONS
from niaga.metrics.facts import knows_people

MOST = 20  # each count of values is a statement of its own to compile


@dataclass(frozen=True)
class Filter:
    """`parameter`: its name in the address, once for each value. `counted`: how several values are
    told. `most`: so many values at once."""

    dimension: str
    parameter: str
    label: str | Promise
    counted: str | Promise
    most: int = MOST


FILTERS: Mapping[str, Filter] = {
    each.dimension: each
    for each in (
        Filter("category", "kategori", _("Kategori"), _("%(n)s kategori")),
        Filter("region", "wilayah", _("Wilayah"), _("%(n)s wilayah")),
        Filter("channel", "kanal", _("Kanal"), _("%(n)s kanal")),
        Filter("seller", "penjual", _("Penjual"), _("%(n)s penjual")),
        Filter("condition", "kondisi", _("Kondisi"), _("%(n)s kondisi")),
        Filter("segment", "segmen", _("Segmen"), _("%(n)s segmen")),
        Filter("product", "produk", _("Produk"), _("%(n)s produk")),
        Filter("sku", "sku", _("SKU"), _("%(n)s SKU")),
        Filter("abc", "abc", _("Kelas ABC"), _("%(n)s kelas ABC")),
        Filter("xyz", "xyz", _("Kelas XYZ"), _("%(n)s kelas XYZ")),
        Filter("customer_type", "pembeli", _("Jenis pembeli"), _("%(n)s jenis pembeli")),
        Filter("carrier", "kurir", _("Kurir"), _("%(n)s kurir")),
        Filter("reason", "alasan", _("Alasan"), _("%(n)s alasan")),
        Filter("origin", "asal", _("Asal prospek"), _("%(n)s asal prospek")),
        # Quantiles are of one stage.
        Filter("stage", "tahap", _("Tahap"), _("%(n)s tahap"), most=1),
    )
}


def takes(metric: str, dimension: str) -> bool:
    """Whether the metric can be narrowed to values of the dimension."""
    found = metric_named(metric)
    if found.formula:
        return all(takes(part, dimension) for part in found.formula.of)
    if dimension in found.dimensions:
        return True
    if dimension == SEGMENT:
        return knows_people(found.fact) and found.clock != "none"
    known = DIMENSIONS.get(dimension)
    return bool(known and known.lists and found.fact in known.lists)
