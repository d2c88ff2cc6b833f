"""Taking back a load: what that will do, and doing it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from niaga.web.backoffice.access import deed, done, page
from niaga.web.backoffice.pages import crumb, show
from niaga.web.backoffice.requests import StaffRequest


@page("data.import")
def look(request: StaffRequest, shop: str, source: str, load_id: str) -> HttpResponse:
    """What undoing the load will do, told before it is done."""
    from niaga.warehouse.problems import CannotUndo, FilesLost, NoSuchLoad
    from niaga.warehouse.undo import look as what_it_does
    from niaga.web.dashboards.data.words import source_label, table_label

    crumbs = [crumb(_("Impor data"), "imports")]
    try:
        told = what_it_does(shop, source, load_id)
    except NoSuchLoad as error:
        raise Http404 from error
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
        "label": source_label(source),
        "tables": tables,
        "health": reverse("dashboards:data"),
    }
    return show(request, "imports/undo.html", _("Batalkan muatan"), context, crumbs=crumbs)


@deed("data.import")
def carry_out(request: StaffRequest, shop: str, source: str, load_id: str) -> HttpResponse:
    """Undo the load. Doing it twice is doing it once."""
    from niaga.web.backoffice.imports.undoing import undo_import

    undone = undo_import(shop, source, load_id, request.user.actor)
    text = _("Muatan %(file)s dibatalkan.") if not undone.done else _("Sudah dibatalkan.")
    return done(request, text % {"file": undone.file or load_id}, reverse("backoffice:imports"))
