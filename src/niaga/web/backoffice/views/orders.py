"""Orders: the list, the page of one, and what may be done with it next."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from niaga.kernel.ids import new_id
from niaga.kernel.permissions import may
from niaga.kernel.shop import current_shop
from niaga.store.checkout.histories import journal_of_order
from niaga.store.checkout.order_lists import find_orders, listed
from niaga.store.checkout.queries import state_history, status_of
from niaga.store.customers.queries import actor_names
from niaga.store.inventory.queries import shelves_of
from niaga.store.orders.actions import cancel_order, reference_of
from niaga.store.orders.models import Order, OrderState
from niaga.store.orders.states import ORDER
from niaga.store.payments.models import AttemptState, PaymentAttempt
from niaga.store.payments.queries import attempts_of
from niaga.store.shipping.models import Shipment, ShipmentState
from niaga.store.shipping.queries import shipments_in
from niaga.web.backoffice import queues
from niaga.web.backoffice.access import deed, done, page
from niaga.web.backoffice.forms.fields import ReasonForm, valid
from niaga.web.backoffice.forms.orders import OrderSearchForm
from niaga.web.backoffice.pages import crumb, paged, show
from niaga.web.backoffice.parcels import next_codes
from niaga.web.backoffice.requests import StaffRequest


@page("orders.view")
def order_list(request: StaffRequest) -> HttpResponse:
    form = OrderSearchForm(request.GET)
    found = paged(request, find_orders(form.search()))
    context = {"form": form, "page": found, "orders": listed(found)}
    return show(request, "orders.html", _("Pesanan"), context)


@page("orders.view")
def order(request: StaffRequest, number: str) -> HttpResponse:
    """At most sixteen statements, however much has happened to the order."""
    row = get_object_or_404(
        Order.objects.select_related("customer", "tax_rule", "shipment"), number=number
    )
    shipment: Shipment | None = getattr(row, "shipment", None)
    attempts = attempts_of(row.pk)
    attempt = max(attempts, key=lambda a: (a.applied, a.number), default=None)
    changes = state_history(row)
    events = journal_of_order(row, attempts, shipment)
    context: dict[str, Any] = {
        "order": row,
        "lines": list(row.lines.all()),
        "status": status_of(row, attempt, shipment),
        "attempts": attempts,
        "shipment": shipment,
        "tracking": list(shipment.tracking.order_by("-occurred_at", "-pk")) if shipment else [],
        "shelves": shelves_of([reference_of(row.number)]),
        "changes": changes,
        "events": events,
        "names": actor_names({*(c.actor for c in changes), *(e.actor for e in events)}),
        "key": str(new_id()),
        **_next_deeds(request, row, attempts, shipment),
    }
    return show(request, "order.html", row.number, context, crumbs=[crumb(_("Pesanan"), "orders")])


def _next_deeds(
    request: StaffRequest, row: Order, attempts: list[PaymentAttempt], shipment: Shipment | None
) -> dict[str, Any]:
    """Which forms the page has: what the state machines allow and the reader may do."""
    actor = request.user.actor
    fulfils = may(actor, "orders.fulfil") and shipment is not None
    confirms = may(actor, "payments.confirm")
    transfers = [a for a in attempts if confirms and a.provider == "bank_transfer"]
    state = shipment.state if shipment else ""
    return {
        "to_confirm": [a for a in transfers if a.state == AttemptState.PENDING],
        # Money that comes after its order has ended has to be written down as well.
        "late": [a for a in transfers if a.state in {AttemptState.EXPIRED, AttemptState.CANCELLED}],
        "to_settle": [
            a
            for a in attempts
            if confirms and a.provider == "cod" and a.state == AttemptState.CAPTURED
        ],
        "can_cancel": may(actor, "orders.cancel")
        and ORDER.allows(row.state, OrderState.CANCELLED)
        and row.handed_over_at is None,
        "can_pick": fulfils and state == ShipmentState.OPEN,
        "can_pack": fulfils and state == ShipmentState.PICKING,
        "can_hand_over": fulfils and state == ShipmentState.PACKED,
        "can_track": fulfils and shipment is not None and bool(next_codes(shipment)),
    }


@deed("orders.cancel")
def cancel(request: StaffRequest, number: str) -> HttpResponse:
    row = get_object_or_404(Order, number=number)
    reason = valid(ReasonForm(request.POST))["reason"]
    cancel_order(row.pk, reason=reason, actor=request.user.actor)
    return done(request, _("Pesanan %(number)s dibatalkan.") % {"number": number}, address_of(row))


def address_of(row: Order) -> str:
    return reverse("backoffice:order", args=[row.number])


@page("orders.view")
def slips(request: StaffRequest, number: str = "") -> HttpResponse:
    """Picking list and parcel label, a sheet each: of one order, or of all yet to be packed."""
    if number:
        rows = list(
            Shipment.objects.filter(order__number=number)
            .select_related("order")
            .prefetch_related("order__lines")
        )
    else:
        rows = shipments_in(*queues.PACK)
    context = {
        "shipments": rows,
        "shelves": shelves_of(reference_of(row.order.number) for row in rows),
        "shop": current_shop(),
        "number": number,
    }
    return render(
        request, "backoffice/slips.html", context, status=200 if rows or not number else 404
    )
