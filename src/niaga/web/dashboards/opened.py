"""A board that a reader asks for: found, allowed, and with what the address chose."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse

from niaga.kernel.permissions import Actor
from niaga.warehouse import snapshot
from niaga.web.backoffice.requests import StaffRequest
from niaga.web.dashboards import boards
from niaga.web.dashboards.board import Board
from niaga.web.dashboards.figures import Figures
from niaga.web.dashboards.frame import not_for_you
from niaga.web.dashboards.selection import Selection, selected


@dataclass(frozen=True)
class Opened:
    """`selection`: None while the warehouse is empty."""

    board: Board
    actor: Actor
    selection: Selection | None

    def figures(self) -> Figures:
        assert self.selection is not None
        return self.board.figures(self.selection, self.actor)


def opened(request: StaffRequest, slug: str) -> Opened | HttpResponse:
    """The board, or the page that says that it is not for this reader. Raises Http404."""
    if slug not in boards.BOARDS:
        raise Http404
    board, actor = boards.BOARDS[slug], request.user.actor
    if not boards.may_open(actor, board):
        return not_for_you(request)
    return Opened(board, actor, selection_of(request, board))


def selection_of(request: HttpRequest, board: Board) -> Selection | None:
    options = {option.name: tuple(option.values) for option in board.options}
    return selected(request.GET, snapshot.current(), options=options)
