"""What the reader has chosen, as the address says it: shop, period, comparison, filters."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from niaga.kernel.shop import current_shop
from niaga.metrics.formulas import business_day
from niaga.metrics.periods import shifted, start_of
from niaga.warehouse.snapshot import ShopEntry, Snapshot
from niaga.web.dashboards.filters import FILTERS, Filter

PRESETS: Mapping[str, str | Promise] = {
    "bulan-ini": _("Bulan ini"),
    "bulan-lalu": _("Bulan lalu"),
    "30-hari": _("30 hari"),
    "triwulan-ini": _("Triwulan ini"),
    "tahun-ini": _("Tahun ini"),
    "12-bulan": _("12 bulan"),
    "semua": _("Semua"),
}
COMPARISONS: Mapping[str, str | Promise] = {
    "sebelumnya": _("Periode sebelumnya"),
    "tahun-lalu": _("Tahun lalu"),
}
STALE_DAYS = 31  # a shop without an order for so long is history: its last day is its "today"


@dataclass(frozen=True)
class Selection:
    """`start`, `end`: half-open business days; `today`: the day from which presets count."""

    shop: ShopEntry
    preset: str
    start: date
    end: date
    today: date
    comparison: str = "sebelumnya"
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()  # dimension and its values, any of them
    options: tuple[tuple[str, str], ...] = ()  # a board's switches that are not at their default

    @property
    def filters(self) -> dict[str, list[str]]:
        return {dimension: list(values) for dimension, values in self.chosen}

    def option(self, name: str, default: str) -> str:
        return dict(self.options).get(name, default)

    @property
    def compared(self) -> tuple[date, date] | None:
        """The period beside it; None for the whole history. Months that are over stand beside whole
        months, whatever their length, as growth by month does; a running one beside equal days.
        """
        if self.preset == "semua":
            return None
        if self.comparison == "tahun-lalu":
            return _year_before(self.start), _year_before(self.end)
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month
        if self.start.day == 1 and (self.end.day == 1 or self.preset in _BY_MONTH):
            months = _BY_MONTH.get(self.preset, months)
            start = shifted(self.start, "month", -months)
            if self.end.day == 1 and self.end <= self.today:
                return start, self.start
            return start, min(start + (self.end - self.start), self.start)
        return self.start - (self.end - self.start), self.start

    @property
    def is_one_month(self) -> bool:
        return self.start == start_of(self.end - timedelta(days=1), "month")

    def query(self, **changes: str | Sequence[str] | None) -> str:
        """The address's query of this selection with some of it changed; None drops a part."""
        parts: dict[str, str | Sequence[str] | None] = {
            "toko": self.shop.code,
            "banding": self.comparison,
        }
        if self.preset:
            parts["periode"] = self.preset
        else:
            parts |= {"dari": f"{self.start}", "sampai": f"{self.end - timedelta(days=1)}"}
        parts |= {FILTERS[dimension].parameter: values for dimension, values in self.chosen}
        parts |= {**dict(self.options), **changes}
        kept = {name: value for name, value in parts.items() if value is not None}
        return urlencode(kept, doseq=True)

    def within(self, start: date, end: date) -> "Selection":
        """The same choice over other days."""
        return replace(self, preset="", start=start, end=end)


_BY_MONTH = {"bulan-ini": 1, "bulan-lalu": 1, "triwulan-ini": 3, "tahun-ini": 12, "12-bulan": 12}


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def selected(
    parameters: QueryDict,
    snapshot: Snapshot,
    filters: Sequence[str] = tuple(FILTERS),
    options: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> Selection | None:
    """What the address asks for; whatever in it makes no sense is as if not there.

    `filters`: the dimensions that are offered; `options`: switches with their values, of which the
    first is the default, or none: any text. None when the warehouse knows no shop.
    """
    shops = {c: shop for c, shop in snapshot.shops.items() if shop.last_date or shop.loads}
    if not shops:
        return None
    code = parameters.get("toko", "")
    live = current_shop().code
    shop = shops.get(code) or shops.get(live) or next(iter(shops.values()))
    today, running = _today(shop)
    preset = parameters.get("periode", "")
    custom = _custom(parameters)
    if preset not in PRESETS:
        preset = "" if custom else ("bulan-ini" if running else "12-bulan")
    start, end = custom if custom and not preset else _preset(preset, today, shop)
    comparison = parameters.get("banding", "")
    return Selection(
        shop=shop,
        preset=preset,
        start=start,
        end=end,
        today=today,
        comparison=comparison if comparison in COMPARISONS else "sebelumnya",
        chosen=tuple(
            (dimension, values)
            for dimension in filters
            if (values := _values(parameters, FILTERS[dimension]))
        ),
        options=tuple(
            (name, value)
            for name, values in options.items()
            if (value := _text(parameters.get(name))) and (not values or value in tuple(values)[1:])
        ),
    )


def _values(parameters: QueryDict, each: Filter) -> tuple[str, ...]:
    """What the address chooses of a filter, each value once, always in the same order."""
    told = [value for value in parameters.getlist(each.parameter) if _text(value)]
    kept = sorted(set(told[: each.most]))
    return tuple(kept)


def _text(value: str | None) -> str | None:
    return value if value and value.isprintable() and len(value) <= 200 else None


def _today(shop: ShopEntry) -> tuple[date, bool]:
    """The day that "now" means for the shop, and whether it still trades."""
    today = business_day(shop)
    if not shop.last_date:
        return today, False  # a source that tells no day
    last = date.fromisoformat(shop.last_date)
    running = (today - last).days <= STALE_DAYS
    return (today if running else last), running


def _custom(parameters: QueryDict) -> tuple[date, date] | None:
    try:
        start = date.fromisoformat(parameters.get("dari", ""))
        end = date.fromisoformat(parameters.get("sampai", "")) + timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return (start, end) if date(1970, 1, 1) <= start < end <= date(2200, 1, 1) else None


def _preset(preset: str, today: date, shop: ShopEntry) -> tuple[date, date]:
    tomorrow, month = today + timedelta(days=1), start_of(today, "month")
    if preset == "bulan-lalu":
        return shifted(month, "month", -1), month
    if preset == "30-hari":
        return tomorrow - timedelta(days=30), tomorrow
    if preset == "triwulan-ini":
        return start_of(today, "quarter"), tomorrow
    if preset == "tahun-ini":
        return start_of(today, "year"), tomorrow
    if preset == "12-bulan":
        return shifted(month, "month", -11), tomorrow
    if preset == "semua":
        return date.fromisoformat(shop.first_date or str(today)), tomorrow
    return month, tomorrow


def said(start: date, end: date) -> str:
    """A half-open period in words: 1–21 Nov 2026."""
    last = end - timedelta(days=1)
    if start == last:
        return date_format(start, "j M Y")
    if (start.year, start.month) == (last.year, last.month):
        return f"{start.day}–{date_format(last, 'j M Y')}"
    if start.year == last.year:
        return f"{date_format(start, 'j M')} – {date_format(last, 'j M Y')}"
    return f"{date_format(start, 'j M Y')} – {date_format(last, 'j M Y')}"
