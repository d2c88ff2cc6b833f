"""Customers, sellers and sales by region, on a map and in bars, and what they are to each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from niaga.metrics.formulas import ratio
from niaga.web.dashboards.board import Option
from niaga.web.dashboards.cards import SMALL
from niaga.web.dashboards.charts import Bars, Map
from niaga.web.dashboards.charts.map import country_of, people_of, people_year, region_name
from niaga.web.dashboards.links import rows_behind
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.sales.figures import Place, SalesFigures
from niaga.web.dashboards.switches import choices
from niaga.web.dashboards.tiles import Column, Table, Tile

SHOW = Option(
    "peta",
    {
        "penjualan": gettext_lazy("Penjualan"),
        "pembeli": pgettext_lazy("many", "Pembeli"),
        "penjual": pgettext_lazy("many", "Penjual"),
        "rasio": gettext_lazy("Pembeli per penjual"),
        "per-kapita": gettext_lazy("Per penduduk"),
    },
)
PER_PEOPLE = 100_000
BARS = 15


@dataclass(frozen=True)
class _Measured:
    """What the switch shows: values by region, the greatest first."""

    label: str | Promise
    unit: str
    values: tuple[tuple[Place, int | float | None], ...]
    before: dict[str, int]


def _measured(figures: SalesFigures, country: str | None) -> _Measured:
    show = figures.selection.option(SHOW.name, "penjualan")
    places = figures.places
    label, unit, part = SHOW.values[show], "count", ""
    values: list[tuple[Place, int | float | None]]
    if show == "rasio":
        values, unit = [(place, place.buyers_per_seller) for place in places], "score"
    elif show == "per-kapita":
        values, unit = [(place, _per_people(place, country)) for place in places], "money"
    else:
        part = {"penjualan": "net", "pembeli": "buyers", "penjual": "sellers"}[show]
        values = [(place, getattr(place, part)) for place in places]
        unit = "money" if part == "net" else "count"
    values.sort(key=lambda item: (-(item[1] or 0), item[0].region))
    before = {place.region: place.before[part] for place in places if part and place.before}
    return _Measured(label, unit, tuple(values), before)


def _per_people(place: Place, country: str | None) -> float | None:
    people = people_of(country, place.region) if country else None
    return place.net * PER_PEOPLE / people if people else None


def on_map(figures: SalesFigures) -> Tile:
    title, switch = _("Peta wilayah"), choices(figures, SHOW)
    places = figures.places
    if not places:
        return Tile("map", title, empty=_nothing(figures), choices=switch)
    country = country_of(place.region for place in places)
    if country is None:
        return Tile(
            "map",
            title,
            empty=_("Wilayah toko ini tidak ada di peta Indonesia maupun Brasil."),
            choices=switch,
        )
    shown = _measured(figures, country)
    writer = Writer(shown.unit, figures.selection.shop.currency)
    known = [(place, value) for place, value in shown.values if value]
    summary = _summary(shown, country, writer)
    picture = Map(
        name="map",
        title=f"{title}: {shown.label}",
        summary=summary,
        country=country,
        values={place.region: value for place, value in known},
        short=writer.short,
        exact=writer.exact,
        nothing=_("tidak ada"),
    )
    notes = _uncounted(figures, shown, country)
    if picture.unplaced:
        notes.append(
            _("Tidak ada di peta: %(names)s.") % {"names": ", ".join(sorted(picture.unplaced)[:6])}
        )
    if figures.selection.option(SHOW.name, "penjualan") == "per-kapita":
        notes.append(
            _("Penjualan bersih per 100.000 penduduk; penduduk tahun %(year)s.")
            % {"year": people_year(country)}
        )
    return Tile(
        "map",
        title,
        lead=summary,
        picture=picture,
        table=_table(figures, country),
        choices=switch,
        notes=tuple(notes),
        metrics=("net_sales", "buyers", "region_sellers", "buyers_per_seller"),
    )


def _uncounted(figures: SalesFigures, shown: _Measured, country: str) -> list[str]:
    """Regions that sell and are left out, for how many live there is not known."""
    if figures.selection.option(SHOW.name, "penjualan") != "per-kapita":
        return []
    names = [
        _named(country, place.region)
        for place, value in shown.values
        if value is None and place.net and people_of(country, place.region) is None
    ]
    if not names:
        return []
    return [
        _("Tidak ikut, sebab banyak penduduknya tidak diketahui: %(names)s.")
        % {"names": ", ".join(sorted(names)[:6])}
    ]


def in_bars(figures: SalesFigures) -> Tile:
    """The same measure as the map's, in bars, with what it was before."""
    places = figures.places
    if not places:
        return Tile("regions", _("Wilayah"), empty=_nothing(figures))
    country = country_of(place.region for place in places)
    shown = _measured(figures, country)
    title = _("Wilayah: %(what)s") % {"what": shown.label}
    writer = Writer(shown.unit, figures.selection.shop.currency)
    top = [(place, value) for place, value in shown.values if value is not None][:BARS]
    bars = Bars(
        name="regions",
        title=title,
        summary=_summary(shown, country, writer),
        labels=tuple(_named(country, place.region) for place, _value in top),
        values=tuple(value for _place, value in top),
        short=writer.short,
        exact=writer.exact,
        before=tuple(shown.before.get(place.region) for place, _value in top)
        if shown.before
        else (),
        before_label=_("Periode pembanding"),
    )
    notes = _uncounted(figures, shown, country) if country else []
    if shown.unit == "score":
        notes.append(_("Pembeli di wilayah itu dibagi penjual yang berasal dari sana."))
        if any(place.sellers < SMALL for place, _value in top):
            notes.append(_("Wilayah dengan sedikit penjual mudah berubah; lihat n pada tabel."))
    return Tile(
        "regions",
        title,
        lead=bars.summary,
        picture=bars,
        legend=(("target", _("Periode pembanding")),) if shown.before else (),
        table=_table(figures, country),
        notes=tuple(notes),
        metrics=("net_sales", "buyers", "region_sellers", "buyers_per_seller"),
    )


def _summary(shown: _Measured, country: str | None, writer: Writer) -> str:
    known = [(place, value) for place, value in shown.values if value]
    if not known:
        return _("Tidak ada angka menurut wilayah di sini.")
    place, value = known[0]
    if shown.unit == "score" or isinstance(value, float):
        return _("Tertinggi: %(name)s, %(value)s.") % {
            "name": _named(country, place.region),
            "value": writer.short(value),
        }
    total = sum(int(each or 0) for _place, each in known)
    return _("%(name)s terbesar: %(share)s dari seluruhnya, %(value)s.") % {
        "name": _named(country, place.region),
        "share": percent(ratio(int(value), total)),
        "value": writer.short(value),
    }


def _named(country: str | None, region: str) -> str:
    return region_name(country, region) if country else region


def _table(figures: SalesFigures, country: str | None) -> Table:
    places: Sequence[Place] = figures.places
    return Table(
        columns=(
            Column(_("Wilayah")),
            Column(_("Penjualan bersih"), "money"),
            Column(pgettext("many", "Pembeli"), "count"),
            Column(pgettext("many", "Penjual"), "count"),
            Column(_("Pembeli per penjual"), "score"),
            Column(_("Per 100.000 penduduk"), "money"),
        ),
        rows=tuple(
            (
                _named(country, place.region),
                place.net,
                place.buyers,
                place.sellers,
                place.buyers_per_seller,
                _per_people(place, country),
            )
            for place in places
        ),
        currency=figures.selection.shop.currency,
        links=tuple(
            rows_behind("net_sales", figures.selection, wilayah=place.region) for place in places
        ),
    )


def _nothing(figures: SalesFigures) -> str:
    if figures.selection.filters:
        return _("Tidak ada penjualan dengan saringan ini. Lepaskan satu saringan.")
    return _("Sumber toko ini tidak menceritakan wilayah, atau tidak ada penjualan.")
