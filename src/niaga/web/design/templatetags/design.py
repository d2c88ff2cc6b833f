"""Tags and filters shared by all faces: money, times, icons, fields, addresses with a query."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput
from django.http import QueryDict
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from niaga.kernel.money import Money, format_money, format_money_compact
from niaga.kernel.shop import current_shop

register = template.Library()

# How Indonesia names its three zones; any other zone is written by its offset's own name.
_ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def _language() -> str:
    return get_language() or "id"


@register.filter
def rupiah(amount: int | Money | None) -> str:
    """Exact money in the reader's language; a plain number is in the shop's currency."""
    if amount is None:
        return "—"
    money = amount if isinstance(amount, Money) else Money(amount, current_shop().currency)
    return format_money(money, _language())


@register.filter
def rupiah_compact(amount: int | Money | None) -> str:
    """Three significant digits, for cards; put the exact amount within reach."""
    if amount is None:
        return "—"
    money = amount if isinstance(amount, Money) else Money(amount, current_shop().currency)
    return format_money_compact(money, _language())


@register.filter
def whole(value: int | None) -> str:
    """A whole number with the thousands marked as the reader's language does."""
    if value is None:
        return "—"
    text = f"{value:,}"
    return text.replace(",", ".") if _language().startswith("id") else text


def _local(moment: datetime) -> datetime:
    return current_shop().local(moment)


@register.filter
def shop_date(moment: datetime | date | None) -> str:
    """The day in the shop's time zone: `21 November 2026`."""
    if moment is None:
        return "—"
    return date_format(_local(moment) if isinstance(moment, datetime) else moment, "j F Y")


@register.filter
def shop_day(moment: datetime | date | None) -> str:
    """The day, short: `21 Nov`."""
    if moment is None:
        return "—"
    return date_format(_local(moment) if isinstance(moment, datetime) else moment, "j M")


_IN_A_DATE = re.compile(r"(?<=\d) (?=[^\W\d])|(?<=[^\W\d]) (?=\d{4}\b)| (?=–)")


@register.filter
def whole_dates(text: str) -> str:
    """The text with dates that no line break divides: `1 Okt 2026`, `1–22 Okt 2026`."""
    together = _IN_A_DATE.sub("\N{NO-BREAK SPACE}", text)
    return re.sub(r"(?<=\d)–(?=\d)", "\N{WORD JOINER}–\N{WORD JOINER}", together)


@register.filter
def shop_time(moment: datetime | None) -> str:
    """Day and time in the shop's zone, which is named: `21 Nov 2026, 22.34 WIB`."""
    if moment is None:
        return "—"
    shop = current_shop()
    local = shop.local(moment)
    zone = _ZONE_NAMES.get(shop.time_zone) or local.strftime("%Z")
    clock = "H.i" if _language().startswith("id") else "H:i"
    return f"{date_format(local, 'j M Y')}, {date_format(local, clock)} {zone}"


@register.simple_tag
def moment(value: datetime | None) -> SafeString | str:
    """A `<time>` element that machines can read as well."""
    if value is None:
        return "—"
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), shop_time(value))


@register.simple_tag
def icon(name: str, label: str = "", large: bool = False) -> SafeString:
    """An icon of the sprite `icons.svg`; without a label it is decoration."""
    return _icon(name, str(label), large)


@lru_cache(maxsize=500)
def _icon(name: str, label: str, large: bool) -> SafeString:
    return format_html(
        '<svg class="icon{}" {}><use href="{}#{}"></use></svg>',
        " icon--large" if large else "",
        format_html('role="img" aria-label="{}"', label)
        if label
        else SafeString('aria-hidden="true"'),
        static("design/icons.svg"),
        name,
    )


@register.inclusion_tag("design/includes/field.html")
def field(
    bound: BoundField, label: str = "", hint: str = "", optional: bool = False
) -> dict[str, Any]:
    """A labelled form field with its hint and errors, tied together for screen readers."""
    described = []
    help_text = hint or str(bound.help_text)
    if help_text:
        described.append(f"{bound.auto_id}-hint")
    if bound.errors:
        described.append(f"{bound.auto_id}-error")
    attributes: dict[str, Any] = {}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {
        "field": bound,
        "label": label or bound.label,
        "hint": help_text,
        "optional": optional,
        "widget": bound.as_widget(attrs=attributes),
        "is_check": isinstance(bound.field.widget, CheckboxInput),
    }


@register.inclusion_tag("design/includes/pagination.html", takes_context=True)
def pagination(context: dict[str, Any], page: Any, parameter: str = "halaman") -> dict[str, Any]:
    """Links to the pages of a paginator's `page`, with the rest of the address kept."""
    query: QueryDict = context["request"].GET.copy()
    query.pop(parameter, None)
    prefix = query.urlencode()
    return {
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "ellipsis": page.paginator.ELLIPSIS,
        "prefix": f"?{prefix}&{parameter}=" if prefix else f"?{parameter}=",
    }
