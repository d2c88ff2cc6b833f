"""Used pairs: each a single thing with its own grade, defects and photos."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from niaga.kernel.errors import NiagaError
from niaga.kernel.ids import new_code
from niaga.store.catalog.actions import add_picture
from niaga.store.catalog.pictures import store_picture
from niaga.store.inventory import actions
from niaga.store.inventory.models import Grade, Unit
from niaga.store.inventory.queries import find_units
from niaga.web.backoffice.access import deed, done, page
from niaga.web.backoffice.forms.fields import ReasonForm, valid
from niaga.web.backoffice.forms.stock import UnitForm, UnitSearchForm
from niaga.web.backoffice.pages import crumb, paged, show
from niaga.web.backoffice.requests import StaffRequest


@page("stock.view")
def units(request: StaffRequest) -> HttpResponse:
    form = UnitSearchForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    found = find_units(asked.get("q", "").strip(), asked.get("status", ""))
    context = {"form": form, "page": paged(request, found), "tab": "units"}
    return show(request, "units.html", _("Sepatu bekas"), context)


@page("stock.adjust")
def take_in(request: StaffRequest) -> HttpResponse:
    """Its picture, if there is one, is shown on the page of its product beside it only."""
    form = UnitForm(
        request.POST or None,
        request.FILES or None,
        initial={"code": f"U-{new_code()}", "variant": request.GET.get("varian")},
    )
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            stored = None
            if asked["picture"]:
                stored = store_picture(asked["picture"].file, asked["picture"].name)
            unit = actions.take_in_unit(
                asked["variant"],
                asked["code"],
                Grade(asked["grade"]),
                defects_id=asked["defects_id"],
                defects_en=asked["defects_en"],
                bought_for=asked["bought_for"],
                actor=request.user.actor,
            )
        except NiagaError as error:
            form.add_error(None, str(error))
        else:
            if stored:
                product = unit.variant.product
                add_picture(
                    product,
                    stored,
                    alt_id=product.name_id,
                    alt_en=product.name_en,
                    variant=unit.variant,
                    actor=request.user.actor,
                )
            text = _("Unit %(code)s diterima dan dijual.") % {"code": unit.code}
            messages.success(request, text)
            return redirect("backoffice:units")
    return show(
        request,
        "unit_new.html",
        _("Terima sepatu bekas"),
        {"form": form},
        crumbs=[crumb(_("Sepatu bekas"), "units")],
        status=422 if form.errors else 200,
    )


@deed("stock.adjust")
def write_off(request: StaffRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit, pk=pk)
    reason = valid(ReasonForm(request.POST))["reason"]
    actions.write_off_unit(pk, reason=reason, actor=request.user.actor)
    text = _("Unit %(code)s dihapus dari stok.") % {"code": unit.code}
    return done(request, text, reverse("backoffice:units"))
