"""The list of a shop's alerts, and the part of it that a tile shows."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from niaga.insight.alerts import Alerts, Finding, Severity, alerts_for
from niaga.kernel.errors import NotAllowed
from niaga.kernel.permissions import Actor
from niaga.metrics import policy
from niaga.metrics.catalogue import metric_named
from niaga.warehouse import snapshot
from niaga.web.backoffice.access import StaffRequest, page
from niaga.web.dashboards.frame import show
from niaga.web.dashboards.links import rows_behind
from niaga.web.dashboards.selection import Selection, selected

IN_TILE = 4


@dataclass(frozen=True)
class Shown:
    """`badge`: a class of the design; the word says the same."""

    sentence: str
    basis: str
    word: str
    badge: str
    icon: str
    address: str
    since: datetime | None


def _shown(finding: Finding, selection: Selection, actor: Actor) -> Shown:
    urgent = finding.severity is Severity.URGENT
    return Shown(
        finding.sentence,
        finding.basis,
        _("hari ini") if urgent else _("pantau"),
        "badge--danger" if urgent else "badge--warn",
        "alert" if urgent else "info",
        _address(finding, selection, actor),
        finding.since,
    )


def _address(finding: Finding, selection: Selection, actor: Actor) -> str:
    """Where to go on; empty when the reader may not, or when there is no page."""
    way = finding.way
    if way.metric:
        try:
            policy.require_rows(actor, metric_named(way.metric), ())
        except NotAllowed:
            return ""
        chosen = selection.within(*way.period) if way.period else selection
        return rows_behind(way.metric, chosen)
    name, _colon, key = way.page.partition(":")
    try:
        if name == "experiment":
            query = urlencode({"toko": selection.shop.code, "uji": key})
            return f"{reverse('dashboards:board', args=['uji'])}?{query}"
        return f"{reverse('dashboards:data')}?toko={selection.shop.code}"
    except NoReverseMatch:
        return ""


def _context(request: StaffRequest, selection: Selection) -> tuple[Alerts, list[Shown]]:
    found = alerts_for(selection.shop.code, request.user.actor)
    return found, [_shown(each, selection, request.user.actor) for each in found.findings]


@page("metrics.view")
def alerts(request: StaffRequest) -> HttpResponse:
    """Every finding, the urgent first."""
    selection = selected(request.GET, snapshot.current())
    if selection is None:
        return show(request, "empty.html", _("Peringatan"), {})
    found, shown = _context(request, selection)
    context = {
        "selection": selection,
        "alerts": found,
        "shown": shown,
        "shops": [
            (shop, f"?toko={shop.code}") for shop in snapshot.current().shops.values() if shop.loads
        ],
        "crumbs": [
            (
                _("Ringkasan eksekutif"),
                f"{reverse('dashboards:executive')}?toko={selection.shop.code}",
            ),
            (_("Peringatan"), ""),
        ],
    }
    return show(request, "alerts/page.html", _("Peringatan"), context)


@page("metrics.view")
def alerts_part(request: StaffRequest) -> HttpResponse:
    """The first few, for a tile that fetches them when it is on the page."""
    selection = selected(request.GET, snapshot.current())
    if selection is None:
        return HttpResponse("")
    found, shown = _context(request, selection)
    context = {
        "selection": selection,
        "alerts": found,
        "shown": shown[:IN_TILE],
        "more": max(0, len(shown) - IN_TILE),
    }
    return render(request, "dashboards/alerts/part.html", context)
