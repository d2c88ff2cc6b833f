"""Words, badges and amounts as the back office writes them."""

import json
import re
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince

from niaga.kernel import clock
from niaga.store.customers.calculations import display_phone
from niaga.store.orders.actions import reference_of
from niaga.store.orders.models import Order, OrderLine
from niaga.store.shipping.models import Shipment
from niaga.web.backoffice import parcels, words
from niaga.web.design.templatetags.design import rupiah

register = template.Library()

# What signs a notification or opens an account is nobody's to read on a page.
_SECRET = re.compile(r"signature|secret|password|token|key$", re.IGNORECASE)


@register.filter
def word(code: object, kind: str) -> object:
    return words.word(str(code or ""), kind)


@register.filter
def badge(code: object, kind: str) -> SafeString:
    """A code's word with its tone: `{{ order.state|badge:"order" }}`."""
    tone = words.tone(str(code), kind)
    return format_html(
        '<span class="badge{}">{}</span>', f" badge--{tone}" if tone else "", word(code, kind)
    )


@register.filter
def phone(e164: str) -> str:
    return display_phone(e164) if e164 else "—"


@register.filter
def media(path: str | None) -> str:
    """The address of a picture below MEDIA_ROOT."""
    return f"{settings.MEDIA_URL}{path}" if path else ""


@register.filter
def since(moment: datetime | None) -> str:
    """How long ago, in one unit or two: `3 jam`."""
    return timesince(moment, clock.now(), depth=1) if moment else "—"


@register.filter
def ahead(moment: datetime | None) -> bool:
    return moment is not None and moment > clock.now()


@register.filter
def pretty(text: object) -> str:
    """JSON, indented; anything else as it came."""
    try:
        value: Any = json.loads(text) if isinstance(text, str) else text
    except ValueError:
        return str(text)
    return json.dumps(_without_secrets(value), indent=2, ensure_ascii=False, default=str)


def _without_secrets(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: "•••" if _SECRET.search(str(key)) else _without_secrets(inner)
            for key, inner in value.items()
        }
    return [_without_secrets(inner) for inner in value] if isinstance(value, list) else value


@register.filter
def next_codes(shipment: Shipment) -> list[tuple[str, object]]:
    return parcels.next_codes(shipment)


@register.filter
def head_and_tail(amount: int) -> tuple[str, str]:
    """Money in two parts: the last three digits tell whose transfer it is."""
    text = rupiah(amount)
    return text[:-3], text[-3:]


@register.filter
def get(mapping: dict[Any, Any], key: Any) -> Any:
    return mapping.get(key)


@register.simple_tag
def actor(text: str, names: dict[str, str] | None = None) -> object:
    """Who did it: a name where it is known, else what kind of actor it was."""
    if names and text in names:
        return names[text]
    kind, _colon, key = text.partition(":")
    plain = words.word(kind, "actor")
    return f"{plain} {key}" if kind in {"staff", "customer"} else plain


@register.simple_tag
def shelf(shelves: dict[tuple[str, int], str], order: Order, line: OrderLine) -> str:
    """Where the goods of a line lie; empty once they are gone."""
    return shelves.get((reference_of(order.number), line.variant_id), "") if shelves else ""


@register.simple_tag
def reference(text: str) -> SafeString | str:
    """What a movement or a hold is filed under; an order's is a link."""
    kind, _colon, key = text.partition(":")
    if kind != "order":
        return key or text
    return format_html('<a href="{}">{}</a>', reverse("backoffice:order", args=[key]), key)


@register.simple_tag
def stars(rating: int) -> str:
    return "★" * rating + "☆" * (5 - rating)
