"""Taking back a load, with an entry in the journal of who did it.

A load that is asked to be taken back on a page is so by the worker. How it stands lies in a file of
the data home, one for each load. A worker that was killed has taken back all of it or nothing; the
next one finishes, and the journal tells of it once.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from niaga.kernel import clock
from niaga.kernel.errors import NiagaError
from niaga.kernel.ids import new_id
from niaga.kernel.journal import event, record
from niaga.kernel.journal.models import JournalEvent
from niaga.kernel.permissions import SYSTEM, Actor
from niaga.kernel.transactions import unit_of_work
from niaga.warehouse import snapshot
from niaga.warehouse.undo import Undoing, undo
from niaga.web.backoffice.imports import drafts
from niaga.web.backoffice.imports.checking import in_words
from niaga.web.backoffice.jobs import check_import, undo_load
from niaga.web.dashboards.ready import answer_questions

LOST_AFTER = timedelta(minutes=30)  # a step takes minutes at most: then nobody is at it any more


@event("import.undone", aggregate="load")
@dataclass(frozen=True)
class ImportUndone:
    """`orders_going`, `orders_returning`: how many left the numbers, and came back. `asked`: the
    request that it answers; empty: it was asked for on the command line.
    """

    shop: str
    source: str
    load_id: str
    file: str | None
    orders_going: int
    orders_returning: int
    asked: str = ""


def undo_import(shop: str, source: str, load_id: str, actor: Actor = SYSTEM) -> Undoing:
    """Undo a load of a file. Raises CannotUndo or another of its kind, DiskFull, or FilesLost."""
    undone = undo(shop, source, load_id)
    if not undone.done:
        with unit_of_work():
            record(ImportUndone(**_told(undone)), load_id, actor=actor)
    _free_the_file(shop, load_id)
    return undone


def ask(shop: str, source: str, load_id: str, actor: Actor) -> bool:
    """Leave it to the worker; False when that was done before, and the worker is at it."""
    if is_on_its_way(standing(shop, source, load_id)):
        return False
    asked = {"asked": str(new_id()), "actor": [actor.kind, actor.id]}
    _leave(shop, source, load_id, {"state": "queued", **asked})
    undo_load.enqueue(shop, source, load_id)
    return True


def standing(shop: str, source: str, load_id: str) -> dict[str, Any] | None:
    """How taking back the load stands: queued, running, refused, failed or done; None: nobody
    asked.
    """
    try:
        told: dict[str, Any] = json.loads(_path(shop, source, load_id).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return told


def is_on_its_way(told: Mapping[str, Any] | None) -> bool:
    if told is None or told["state"] not in ("queued", "running"):
        return False
    return datetime.fromisoformat(told["at"]) > clock.now() - LOST_AFTER


def carry_out(shop: str, source: str, load_id: str) -> None:
    """What the worker does; begun again after a kill it finishes what was begun."""
    told = standing(shop, source, load_id)
    if told is None or told["state"] in ("refused", "done"):
        return

    def begun(undoing: Undoing) -> None:
        told["undone"] = _told(undoing)  # known to the next worker, for whom it is done already
        tell("write")

    def tell(step: str) -> None:
        _leave(shop, source, load_id, {**told, "state": "running", "step": step})

    tell("look")
    try:
        undo(shop, source, load_id, begun)
    except NiagaError as error:
        told["error"] = in_words(error.__str__)
        _leave(shop, source, load_id, {**told, "state": "refused"})
        return
    except Exception:
        _leave(shop, source, load_id, {**told, "state": "failed"})
        raise  # the queue tries again, and staff see it among the failed tasks
    if "undone" in told:
        _record_once(told, load_id)
    _free_the_file(shop, load_id)
    if snapshot.current().shop(shop) is not None:
        tell("dashboards")
        answer_questions(shop)
    _leave(shop, source, load_id, {**told, "state": "done"})


def forget_old() -> None:
    """Who asked is in the journal; how it stood is of no use any more."""
    for path in (Path(settings.NIAGA_HOME) / "undoing").glob("*.json"):
        age = clock.now().timestamp() - path.stat().st_mtime
        if age > drafts.FORGOTTEN_AFTER.total_seconds():
            path.unlink(missing_ok=True)


def _told(undone: Undoing) -> dict[str, Any]:
    return {
        "shop": undone.shop,
        "source": undone.source,
        "load_id": undone.load_id,
        "file": undone.file,
        "orders_going": undone.going.get("orders", 0),
        "orders_returning": undone.returning.get("orders", 0),
    }


def _record_once(told: Mapping[str, Any], load_id: str) -> None:
    kind, id_ = told["actor"]
    with unit_of_work():
        known = JournalEvent.objects.filter(
            topic="import.undone",
            aggregate="load",
            aggregate_id=load_id,
            payload__asked=told["asked"],
        )
        if not known.exists():
            event_ = ImportUndone(**told["undone"], asked=told["asked"])
            record(event_, load_id, actor=Actor(kind, id_))


def _free_the_file(shop: str, load_id: str) -> None:
    """The file that was loaded may be looked at and loaded again."""
    for draft in drafts.loaded_as(shop, load_id):
        drafts.leave(draft, "load", {"state": "undone", "at": clock.now().isoformat()})
        if draft.has_original:
            drafts.look_again(draft)
            check_import.enqueue(draft.id)


def _path(shop: str, source: str, load_id: str) -> Path:
    name = hashlib.sha256(f"{shop}\n{source}\n{load_id}".encode()).hexdigest()[:32]
    return Path(settings.NIAGA_HOME) / "undoing" / f"{name}.json"


def _leave(shop: str, source: str, load_id: str, told: Mapping[str, Any]) -> None:
    path = _path(shop, source, load_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".{new_id()}.tmp")
    text = json.dumps({**told, "at": clock.now().isoformat()}, ensure_ascii=False)
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
