"""Saving a board as it is shown, opening it again, and letting it go."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from niaga.kernel import clock
from niaga.store.customers.models import User
from niaga.web.backoffice.access import StaffRequest, deed
from niaga.web.dashboards import boards
from niaga.web.dashboards.models import SavedView

MOST = 50  # of one person
LONGEST_NAME, LONGEST_QUERY = 60, 4000


@dataclass(frozen=True)
class ViewLink:
    """A saved view as its board lists it. `owner`: of another's, by name."""

    number: int
    name: str
    address: str
    owner: str
    is_shared: bool
    is_mine: bool


def views_for(user: User, slug: str) -> Sequence[ViewLink]:
    """The reader's own of one board, then those that others share."""
    views = SavedView.objects.filter(board=slug).filter(Q(owner=user) | Q(is_shared=True))
    links = [
        ViewLink(
            view.pk,
            view.name,
            f"{board_address(slug)}?{view.query}",
            "" if view.owner_id == user.pk else view.owner.name,
            view.is_shared,
            view.owner_id == user.pk,
        )
        for view in views.select_related("owner")
    ]
    return sorted(links, key=lambda link: (not link.is_mine, link.name))


def board_address(slug: str) -> str:
    if slug == boards.EXECUTIVE.slug:
        return reverse("dashboards:executive")
    return reverse("dashboards:board", args=[slug])


@deed("metrics.view")
def save(request: StaffRequest) -> HttpResponse:
    """Keep the board's choices under a name; the same name again replaces them."""
    slug = request.POST.get("dasbor", "")
    board = boards.BOARDS.get(slug)
    if board is None or not boards.may_open(request.user.actor, board):
        raise Http404
    name = request.POST.get("nama", "").strip()[:LONGEST_NAME]
    query = QueryDict(request.POST.get("pilihan", "")).urlencode()  # nothing but a query
    address = f"{board_address(slug)}?{query}"
    if not name:
        messages.error(request, _("Beri nama untuk tampilan ini."))
    elif len(query) > LONGEST_QUERY:
        messages.error(request, _("Saringannya terlalu banyak untuk disimpan. Lepaskan sebagian."))
    elif (
        SavedView.objects.filter(owner=request.user).exclude(board=slug, name=name).count() >= MOST
    ):
        messages.error(request, _("Sudah ada 50 tampilan. Hapus satu dahulu."))
    else:
        SavedView.objects.update_or_create(
            owner=request.user,
            board=slug,
            name=name,
            defaults={
                "query": query,
                "is_shared": "bagikan" in request.POST,
                "created_at": clock.now(),
            },
        )
        messages.success(request, _("Tampilan “%(name)s” disimpan.") % {"name": name})
    return HttpResponseRedirect(address)


@deed("metrics.view")
def delete(request: StaffRequest, number: int) -> HttpResponse:
    """Only one's own."""
    view = get_object_or_404(SavedView, pk=number, owner=request.user)
    slug, name = view.board, view.name
    view.delete()
    messages.success(request, _("Tampilan “%(name)s” dihapus.") % {"name": name})
    return HttpResponseRedirect(board_address(slug))
