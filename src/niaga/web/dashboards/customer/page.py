"""The page of one customer, and the way to it from an order."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niaga.insight.lifetime import Reason, Worth
from niaga.kernel.permissions import may
from niaga.kernel.shop import current_shop
from niaga.metrics.views.rfm import SEGMENT_LABELS
from niaga.store.orders.models import Order
from niaga.warehouse import snapshot
from niaga.web.backoffice.access import StaffRequest, page
from niaga.web.dashboards.customer.profile import (
    Profile,
    Standing,
    Value,
    key_of_order,
    profile_of,
)
from niaga.web.dashboards.customer.timeline import timeline
from niaga.web.dashboards.frame import show
from niaga.web.dashboards.lifetime import why
from niaga.web.dashboards.numbers import Writer, percent

DIGITS = frozenset("0123456789abcdef")


@page("customers.profile")
def customer(request: StaffRequest, shop: str, key: str) -> HttpResponse:
    """By pseudonym. The name is shown of the live shop's own customers, to roles that may."""
    entry = snapshot.current().shop(shop)
    if entry is None or len(key) != 24 or not DIGITS.issuperset(key):
        raise Http404
    profile = profile_of(entry, key, request.user.actor)
    if profile is None:
        raise Http404
    person = _person(request, entry.code, profile)
    name = person["name"] if person else _("Pelanggan %(key)s") % {"key": key[:8]}
    context = {
        "entry": entry,
        "profile": profile,
        "person": person,
        "facts": _facts(profile.value, entry.currency) if profile.value else None,
        "foreseen": _foreseen(entry.currency, profile.outlook),
        "standings": [_said(each) for each in profile.standings or ()],
        "moments": timeline(profile, entry.code, entry.currency),
        "unseen": _unseen(profile),
        "crumbs": [
            (_("Ringkasan eksekutif"), f"{reverse('dashboards:executive')}?toko={entry.code}"),
            (name, ""),
        ],
    }
    return show(request, "customer/page.html", name, context)


@page("customers.profile")
def customer_of_order(request: StaffRequest, shop: str, order_id: str) -> HttpResponse:
    """To the page of the person who placed an order."""
    entry = snapshot.current().shop(shop)
    key = key_of_order(entry, order_id, request.user.actor) if entry else None
    if key is None:
        raise Http404
    return redirect("dashboards:customer", shop=shop, key=key)


def _person(request: StaffRequest, shop: str, profile: Profile) -> dict[str, str] | None:
    """Name and page in the back office, from the live shop's own database."""
    allowed = may(request.user.actor, "customers.view")
    if shop != current_shop().code or not allowed or not profile.orders:
        return None
    numbers = [str(row[0]) for row in profile.orders.rows]
    row = (
        Order.objects.filter(number__in=numbers)
        .order_by("-pk")
        .values_list("customer_id", "customer__name")
        .first()
    )
    if row is None or row[0] is None:
        return None
    return {"name": row[1], "address": reverse("backoffice:customer", args=[row[0]])}


def _facts(value: Value, currency: str) -> list[tuple[str, str, str]]:
    """Name, value, note."""
    money, count, days = (Writer(unit, currency) for unit in ("money", "count", "days"))
    since = ""
    if value.since is not None:
        said = ngettext("%(n)s hari lalu", "%(n)s hari lalu", value.since)
        since = said % {"n": count.exact(value.since)}
    gap = _("perlu dua hari beli") if value.gap is None else ""
    return [
        (_("Pesanan dihitung"), count.exact(value.orders), ""),
        (_("Nilai sampai hari ini"), money.exact(value.revenue), _("setelah pengembalian")),
        (_("Rata-rata nilai pesanan"), money.exact(value.average), _("sebelum pengembalian")),
        (_("Jarak antar pembelian"), days.exact(value.gap), gap),
        (_("Pesanan terakhir"), _day(value.last), since),
        (_("Pesanan pertama"), _day(value.first), ""),
    ]


def _foreseen(currency: str, found: Worth | Reason | None) -> dict[str, Any] | None:
    """What is likely of the next twelve months, or why nothing is said; None: not for this role."""
    if found is None:
        return None
    if not isinstance(found, Worth):
        return {"why": why(found)}
    money, orders = Writer("money", currency), Writer("score", "")
    facts = [
        (_("Peluang masih aktif"), percent(found.alive_share), ""),
        (_("Pesanan dalam 12 bulan"), orders.exact(found.orders), ""),
    ]
    if found.value is not None and found.low is not None and found.high is not None:
        between = _("delapan dari sepuluh kali di antara %(low)s dan %(high)s") % {
            "low": money.short(round(found.low)),
            "high": money.short(round(found.high)),
        }
        if found.high < 1:
            between = _("kemungkinan besar tidak membeli lagi")
        facts.append((_("Nilai 12 bulan ke depan"), money.short(round(found.value)), between))
    return {"facts": facts}


def _day(day: date | None) -> str:
    return date_format(day, "j M Y") if day else "—"


def _said(standing: Standing) -> dict[str, str]:
    if standing.segment is None:
        return {"day": _day(standing.day), "segment": _("tanpa pesanan setahun"), "scores": "—"}
    return {
        "day": _day(standing.day),
        "segment": str(SEGMENT_LABELS.get(standing.segment, standing.segment)),
        "scores": f"{standing.recency} · {standing.frequency} · {standing.money}",
    }


def _unseen(profile: Profile) -> list[str]:
    """The parts that the reader's role may not see."""
    parts = {
        _("pesanan dan nilai"): profile.orders,
        _("segmen"): profile.standings,
        _("kunjungan"): profile.visits,
        _("kampanye"): profile.contacts,
        _("jawaban survei"): profile.answers,
    }
    return [name for name, part in parts.items() if part is None]
