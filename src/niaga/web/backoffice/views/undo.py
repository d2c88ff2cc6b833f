"""Taking back a load: what that will do, asking for it, and how it stands."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from niaga.web.backoffice.access import deed, page
from niaga.web.backoffice.pages import crumb, show
from niaga.web.backoffice.requests import StaffRequest

STEPS = ("look", "write", "dashboards")


@page("data.import")
def look(request: StaffRequest, shop: str, source: str, load_id: str) -> HttpResponse:
    """What undoing the load will do, told before it is done."""
    from niaga.warehouse.problems import CannotUndo, FilesLost, NoSuchLoad
    from niaga.warehouse.undo import look as what_it_does
    from niaga.web.backoffice.imports import undoing
    from niaga.web.dashboards.data.words import source_label, table_label

    crumbs = [crumb(_("Impor data"), "imports")]
    standing = undoing.standing(shop, source, load_id)
    if standing and undoing.is_on_its_way(standing):
        waiting = {"step": STEPS.index(standing.get("step", "look"))}
        return show(request, "imports/undo.html", _("Batalkan muatan"), waiting, crumbs=crumbs)
    failed = standing if standing and standing["state"] in ("refused", "failed") else {}
    try:
        told = what_it_does(shop, source, load_id)
    except NoSuchLoad as error:
        if standing is None or standing["state"] != "done":
            raise Http404 from error
        gone = {"ended": True}  # with its shop
        return show(request, "imports/undo.html", _("Batalkan muatan"), gone, crumbs=crumbs)
    except (CannotUndo, FilesLost) as error:
        context: dict[str, Any] = {"refused": str(error)}
        return show(request, "imports/undo.html", _("Batalkan muatan"), context, crumbs=crumbs)
    tables = [
        {"label": table_label(name), "going": rows, "returning": told.returning.get(name, 0)}
        for name, rows in told.going.items()
        if name != "rejects"
    ]
    context = {
        "told": told,
        "failed": bool(failed),
        "error": (failed.get("error") or {}).get((get_language() or "id")[:2]),
        "label": source_label(source),
        "tables": tables,
        "health": reverse("dashboards:data"),
    }
    return show(request, "imports/undo.html", _("Batalkan muatan"), context, crumbs=crumbs)


@deed("data.import")
def carry_out(request: StaffRequest, shop: str, source: str, load_id: str) -> HttpResponse:
    """Leave it to the worker. Asked for twice it is done once."""
    from niaga.warehouse.problems import NoSuchLoad
    from niaga.warehouse.undo import whose
    from niaga.web.backoffice.imports import undoing

    try:
        whose(load_id, shop)
    except NoSuchLoad:
        standing = undoing.standing(shop, source, load_id)
        if standing is None or standing["state"] != "done":
            raise
    else:
        undoing.ask(shop, source, load_id, request.user.actor)
    return redirect("backoffice:undo_import", shop, source, load_id)
