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
    """`parameter`: its name in the address, once for each value. `most`: so many values at once."""

    dimension: str
    parameter: str
    label: str | Promise
    most: int = MOST


FILTERS: Mapping[str, Filter] = {
    each.dimension: each
    for each in (
        Filter("category", "kategori", _("Kategori")),
        Filter("region", "wilayah", _("Wilayah")),
        Filter("channel", "kanal", _("Kanal")),
        Filter("seller", "penjual", _("Penjual")),
        Filter("condition", "kondisi", _("Kondisi")),
        Filter("segment", "segmen", _("Segmen")),
        Filter("product", "produk", _("Produk")),
        Filter("sku", "sku", _("SKU")),
        Filter("customer_type", "pembeli", _("Jenis pembeli")),
        Filter("carrier", "kurir", _("Kurir")),
        Filter("reason", "alasan", _("Alasan")),
        Filter("stage", "tahap", _("Tahap"), most=1),  # quantiles are of one stage
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
