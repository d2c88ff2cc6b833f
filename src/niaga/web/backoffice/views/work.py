"""Today's work: cards that count what waits, and the queue that is worked on."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from niaga.kernel.ids import new_id
from niaga.kernel.journal import open_dead_letters
from niaga.kernel.permissions import permissions_of
from niaga.kernel.work import failed_tasks
from niaga.store.inventory.queries import low_stock, shelves_of
from niaga.store.orders.actions import reference_of
from niaga.store.payments.queries import (
    cash_to_settle,
    find_suspense,
    refused_notifications,
    transfers_to_confirm,
)
from niaga.store.shipping.models import Shipment, ShipmentState
from niaga.store.shipping.queries import shipments_in
from niaga.web.backoffice import queues
from niaga.web.backoffice.access import page
from niaga.web.backoffice.pages import paged, show
from niaga.web.backoffice.requests import StaffRequest

PER_PAGE = 30
MOST = 600  # shown of one queue; the oldest come first


def _shipments(*states: ShipmentState) -> list[Shipment]:
    return shipments_in(*states, limit=MOST)


_ROWS: dict[str, Callable[[], Any]] = {
    "konfirmasi": lambda: transfers_to_confirm(MOST),
    "kemas": lambda: _shipments(*queues.PACK),
    "serahkan": lambda: _shipments(*queues.HAND_OVER),
    "jalan": lambda: _shipments(*queues.ON_THE_WAY),
    "kendala": lambda: _shipments(*queues.IN_TROUBLE),
    "titipan": lambda: find_suspense(resolved=False),
    "cod": lambda: cash_to_settle(MOST),
    "stok": lambda: low_stock(MOST),
    "macet": open_dead_letters,
    "ditolak": refused_notifications,
}


_TEMPLATES = {"jalan": "parcels", "kendala": "parcels"}  # the others are named after their queue


@page(None)
def home(request: StaffRequest, key: str = "") -> HttpResponse:
    """Without a `key` the first queue in which something waits. At most sixteen statements."""
    cards = queues.cards(permissions_of(request.user.actor.role))
    chosen = next((card for card in cards if card.queue.key == key), None)
    if chosen is None:
        if key:
            raise Http404
        chosen = next((card for card in cards if card.count), cards[0])
    rows = paged(request, _ROWS[chosen.queue.key](), PER_PAGE)
    context: dict[str, Any] = {
        "cards": cards,
        "chosen": chosen,
        "rows": rows,
        "template": f"backoffice/queues/{_TEMPLATES.get(chosen.queue.key, chosen.queue.key)}.html",
    }
    if chosen.queue.key in {"kemas", "serahkan"}:
        context["shelves"] = shelves_of(reference_of(row.order.number) for row in rows)
    if chosen.queue.key in _TEMPLATES:
        context["key"] = str(new_id())
    if chosen.queue.key == "macet":
        context["tasks"] = failed_tasks()
    return show(request, "home.html", _("Hari ini"), context)


@page(None)
def tally(request: StaffRequest, key: str) -> HttpResponse:
    """The cards alone, for the page that asks for them every few seconds; `jumlah` is what the
    page shows in its queue, so that it can say when that has changed."""
    cards = queues.cards(permissions_of(request.user.actor.role))
    chosen = next((card for card in cards if card.queue.key == key), None)
    if chosen is None:
        raise Http404
    context = {
        "cards": cards,
        "chosen": chosen,
        "changed": request.GET.get("jumlah") != str(chosen.count),
        "shown": request.GET.get("jumlah"),
    }
    return render(request, "backoffice/parts/cards.html", context)
