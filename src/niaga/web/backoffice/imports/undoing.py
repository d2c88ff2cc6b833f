"""Taking back a load, with an entry in the journal of who did it."""

from dataclasses import dataclass

from niaga.kernel import clock
from niaga.kernel.journal import event, record
from niaga.kernel.permissions import SYSTEM, Actor
from niaga.kernel.transactions import unit_of_work
from niaga.warehouse.undo import Undoing, undo
from niaga.web.backoffice.imports import drafts
from niaga.web.backoffice.jobs import check_import


@event("import.undone", aggregate="load")
@dataclass(frozen=True)
class ImportUndone:
    """`orders_going`, `orders_returning`: how many left the numbers, and came back."""

    shop: str
    source: str
    load_id: str
    file: str | None
    orders_going: int
    orders_returning: int


def undo_import(shop: str, source: str, load_id: str, actor: Actor = SYSTEM) -> Undoing:
    """Undo a load of a file. Raises CannotUndo or another of its kind, DiskFull, or FilesLost."""
    undone = undo(shop, source, load_id)
    if not undone.done:
        with unit_of_work():
            told = ImportUndone(
                shop,
                source,
                load_id,
                undone.file,
                undone.going.get("orders", 0),
                undone.returning.get("orders", 0),
            )
            record(told, load_id, actor=actor)
    for draft in drafts.loaded_as(shop, load_id):
        drafts.leave(draft, "load", {"state": "undone", "at": clock.now().isoformat()})
        if draft.has_original:
            drafts.look_again(draft)
            check_import.enqueue(draft.id)
    return undone
