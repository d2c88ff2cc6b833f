"""Stock: balances, the ledger of a variant, promises to orders, places."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niaga.kernel.ids import new_id
from niaga.store.catalog.models import Variant
from niaga.store.customers.queries import actor_names
from niaga.store.inventory import actions
from niaga.store.inventory.models import Location, MovementKind, StockBalance
from niaga.store.inventory.queries import (
    active_holds,
    balances_of,
    find_balances,
    locations,
    movements_of,
)
from niaga.web.backoffice.access import deed, done, page
from niaga.web.backoffice.forms.fields import valid
from niaga.web.backoffice.forms.stock import (
    AdjustForm,
    LocationForm,
    LowAtForm,
    ReceiveForm,
    StockSearchForm,
    TransferForm,
)
from niaga.web.backoffice.pages import crumb, paged, show
from niaga.web.backoffice.requests import StaffRequest


@page("stock.view")
def balances(request: StaffRequest) -> HttpResponse:
    form = StockSearchForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    found = find_balances(
        asked.get("q", "").strip(),
        location=asked.get("lokasi", ""),
        low=bool(asked.get("tipis")),
    )
    context = {"form": form, "page": paged(request, found), "tab": "stock"}
    return show(request, "stock.html", _("Stok"), context)


@page("stock.view")
def ledger(request: StaffRequest, pk: int) -> HttpResponse:
    """Every movement of a variant, and what can be done with its stock."""
    variant = get_object_or_404(Variant.objects.select_related("product"), pk=pk)
    moved = paged(request, movements_of(pk))
    key = str(new_id())
    context: dict[str, Any] = {
        "variant": variant,
        "balances": balances_of(pk),
        "page": moved,
        "names": actor_names(row.actor for row in moved),
        "holds": list(active_holds(pk)[:50]),
        "receive_form": ReceiveForm(initial={"key": f"{key}-r"}, auto_id="masuk_%s"),
        "adjust_form": AdjustForm(initial={"key": f"{key}-a"}, auto_id="koreksi_%s"),
        "transfer_form": TransferForm(initial={"key": f"{key}-t"}, auto_id="pindah_%s"),
        "several": Location.objects.count() > 1,
    }
    heading = f"{variant.product.name} · {variant.label}" if variant.label else variant.product.name
    return show(request, "ledger.html", heading, context, crumbs=[crumb(_("Stok"), "stock")])


def _address(pk: int) -> str:
    return reverse("backoffice:ledger", args=[pk])


@deed("stock.adjust")
def receive(request: StaffRequest, pk: int) -> HttpResponse:
    variant = get_object_or_404(Variant, pk=pk)
    asked = valid(ReceiveForm(request.POST))
    actions.move_stock(
        pk,
        asked["location"],
        asked["quantity"],
        MovementKind.RECEIPT,
        idempotency_key=f"staff:{asked['key']}",
        unit_cost=asked["unit_cost"],
        reason=asked["reason"],
        actor=request.user.actor,
    )
    said = ngettext(
        "%(n)d buah %(sku)s masuk ke %(place)s.",
        "%(n)d buah %(sku)s masuk ke %(place)s.",
        asked["quantity"],
    )
    text = said % {"n": asked["quantity"], "sku": variant.sku, "place": asked["location"].name}
    return done(request, text, _address(pk))


@deed("stock.adjust")
def adjust(request: StaffRequest, pk: int) -> HttpResponse:
    variant = get_object_or_404(Variant, pk=pk)
    asked = valid(AdjustForm(request.POST))
    actions.adjust_stock(
        pk,
        asked["location"],
        asked["delta"],
        reason=asked["reason"],
        idempotency_key=f"staff:{asked['key']}",
        actor=request.user.actor,
    )
    text = _("Stok %(sku)s dikoreksi %(delta)+d.") % {"sku": variant.sku, "delta": asked["delta"]}
    return done(request, text, _address(pk))


@deed("stock.adjust")
def transfer(request: StaffRequest, pk: int) -> HttpResponse:
    variant = get_object_or_404(Variant, pk=pk)
    asked = valid(TransferForm(request.POST))
    actions.transfer_stock(
        pk,
        asked["origin"],
        asked["destination"],
        asked["quantity"],
        idempotency_key=f"staff:{asked['key']}"[:50],
        actor=request.user.actor,
    )
    text = _("%(n)d buah %(sku)s dipindahkan ke %(place)s.") % {
        "n": asked["quantity"],
        "sku": variant.sku,
        "place": asked["destination"].name,
    }
    return done(request, text, _address(pk))


@deed("stock.adjust")
def set_low_at(request: StaffRequest, pk: int) -> HttpResponse:
    """`pk` is the balance's: of a variant at a place."""
    balance = get_object_or_404(StockBalance.objects.select_related("location", "variant"), pk=pk)
    low_at = valid(LowAtForm(request.POST))["low_at"]
    actions.set_low_at(balance.variant_id, balance.location, low_at, actor=request.user.actor)
    return done(request, _("Batas peringatan disimpan."), _address(balance.variant_id))


@page("stock.view")
def holds(request: StaffRequest) -> HttpResponse:
    context = {"page": paged(request, active_holds()), "tab": "holds"}
    return show(request, "holds.html", _("Stok yang dijanjikan"), context)


@page("stock.view")
def location_list(request: StaffRequest) -> HttpResponse:
    rows = locations()
    forms = {
        row.pk: LocationForm(
            initial={"code": row.code, "name": row.name, "is_default": row.is_default},
            auto_id=f"lokasi{row.pk}_%s",
        )
        for row in rows
    }
    context = {"locations": rows, "forms": forms, "form": LocationForm(), "tab": "locations"}
    return show(request, "locations.html", _("Lokasi stok"), context)


@deed("stock.adjust")
def save_location(request: StaffRequest, pk: int = 0) -> HttpResponse:
    row = get_object_or_404(Location, pk=pk) if pk else Location()
    actions.save_location(row, actor=request.user.actor, **valid(LocationForm(request.POST)))
    text = _("Lokasi %(name)s disimpan.") % {"name": row.name}
    return done(request, text, reverse("backoffice:locations"))
