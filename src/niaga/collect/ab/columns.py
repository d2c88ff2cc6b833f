"""Which column of a test's table is what: proposed by its name, overruled by what is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from niaga.collect.ab.problems import BadPlan, NoTest
from niaga.collect.tabular.layout import Layout, plain

UNIT = (
    "user id", "userid", "user", "visitor id", "visitor", "visitor key", "customer id", "client id",
    "device id", "player id", "anonymous id", "id pengguna", "id pengunjung", "id pelanggan",
    "pengguna", "uid", "id",
)  # fmt: skip
VARIANT = (
    "variant", "group", "version", "arm", "test group", "variation", "treatment group", "bucket",
    "varian", "grup", "kelompok", "versi", "experiment group", "ab group",
)  # fmt: skip
TIME = (
    "timestamp", "date", "day", "datetime", "exposed at", "exposure date", "time", "created at",
    "tanggal", "waktu", "hari", "tgl",
)  # fmt: skip
PAGE = ("landing page", "page", "halaman", "halaman tujuan")
VISITORS = ("visitors", "users", "visits", "exposures", "pengunjung", "sessions", "trials")
CONVERSIONS = (
    "conversions", "conversion", "converted", "orders", "purchases", "konversi", "pesanan",
    "successes", "purchased",
)  # fmt: skip
AMOUNTS = (
    "revenue", "amount", "sales", "spend", "value", "total", "order value", "omzet", "pendapatan",
    "penjualan", "nilai", "belanja",
)  # fmt: skip
CONTROLS = ("control", "kontrol", "ctrl", "baseline", "a", "old", "lama", "off", "0")
SEGMENTS = (
    "country", "negara", "device", "perangkat", "device type", "platform", "os", "browser",
    "peramban", "channel", "kanal", "traffic source", "region", "wilayah", "province", "provinsi",
    "city", "kota", "language", "bahasa",
)  # fmt: skip
YES = frozenset({"1", "true", "t", "yes", "y", "ya"})
NO = frozenset({"0", "false", "f", "no", "n", "tidak"})


@dataclass(frozen=True)
class Roles:
    """`unit` empty: the table has counts. `others`: what may be outcomes, in the table's order.
    `segments`: what groups the visitors.
    """

    variant: str
    unit: str = ""
    visitors: str = ""
    time: str = ""
    page: str = ""
    others: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        known = (self.variant, self.unit, self.visitors, self.time, self.page)
        return tuple(name for name in (*known, *self.others, *self.segments) if name)


def roles(layout: Layout, options: Mapping[str, str]) -> Roles:
    """Raises NoTest when there is no variant, or neither a visitor nor counts; BadPlan when a
    column that is told does not exist.
    """
    variant = _column(layout, options, "variant", VARIANT)
    unit = _column(layout, options, "unit", UNIT)
    visitors = _column(layout, options, "visitors", VISITORS)
    if visitors and "visitors" not in options and not _has_numbers(layout, visitors):
        unit, visitors = unit or visitors, ""  # "Pengunjung": who it was, not how many came
    if unit and visitors and "unit" not in options:
        unit = ""  # a table of counts that numbers its rows
    time = _column(layout, options, "time", TIME)
    page = _column(layout, options, "page", PAGE)
    if not variant:
        raise NoTest(file=layout.path.name, missing=_("kolom varian"))
    if not unit and not visitors:
        raise NoTest(file=layout.path.name, missing=_("kolom pengunjung"))
    taken = {variant, unit, visitors, time, page}
    grouping = tuple(name for name in segments(layout.columns, options) if name not in taken)
    taken |= {*grouping}
    told = names(options.get("outcomes", ""))
    for name in told:
        _known(layout, "outcomes", name)
    others = told or tuple(name for name in layout.columns if name not in taken)
    return Roles(variant, unit, "" if unit else visitors, time, page, others, grouping)


def segments(columns: Sequence[str], options: Mapping[str, str]) -> tuple[str, ...]:
    """The columns that group visitors: those told, else those that are called so."""
    told = names(options.get("segments", ""))
    if told:
        return tuple(name for name in told if name in columns)
    outcomes = names(options.get("outcomes", ""))
    return tuple(name for name in columns if plain(name) in SEGMENTS and name not in outcomes)


def unit_of(columns: Sequence[str]) -> str:
    """What names the visitor; empty: nothing does."""
    by_name = {plain(name): name for name in reversed(columns)}
    return next((by_name[name] for name in UNIT if name in by_name), "")


def names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def likeness(columns: Sequence[str]) -> float:
    """How sure a table with these columns is a test's, from 0 to 1."""
    known = {plain(name) for name in columns}
    if not known & set(VARIANT):
        return 0.0
    if known & set(VISITORS) and known & set(CONVERSIONS):
        return 0.9
    return 0.8 if known & set(UNIT) and len(known) >= 3 else 0.0


def _column(layout: Layout, options: Mapping[str, str], role: str, proposals: Sequence[str]) -> str:
    if options.get(role):
        return _known(layout, role, options[role])
    by_name = {plain(name): name for name in reversed(layout.columns)}
    return next((by_name[name] for name in proposals if name in by_name), "")


def _has_numbers(layout: Layout, column: str) -> bool:
    at = layout.columns.index(column)
    told = [row[at].strip() for row in layout.sample if row[at].strip()]
    return bool(told) and all(text.replace(".", "").replace(",", "").isdigit() for text in told)


def _known(layout: Layout, role: str, name: str) -> str:
    if name not in layout.columns:
        expected = _("kolomnya: %(columns)s") % {"columns": ", ".join(layout.columns[:12])}
        raise BadPlan(name=role, value=name, expected=expected)
    return name
