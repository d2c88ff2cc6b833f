"""The gap rule: up to which number nothing can appear any more.

Numbers are drawn when a row is inserted and seen when its transaction commits, so on PostgreSQL
event 6 can be visible while 5 is still being written, and 5 may also never come (a roll-back).
A reader that went on to 6 would lose 5. On SQLite there is one writer, and no such gap.

A trigger on the journal's table makes every writer take a shared advisory lock *before* it draws
its number; PostgreSQL gives the lock back only *after* the writer's rows are visible. Hence

1. numbers that follow each other without a gap are settled;
2. at a gap: whoever owns a missing number below the highest one in sight is among those who hold
   the lock now, or has ended. Once each of *these* has ended (others may have begun meanwhile),
   everything up to that highest number is settled, and what is missing will never come.

Nobody waits for anybody: shared locks go together, and the reader only looks at who holds them.
The decision and its rivals are in docs/adr/0001-journal-gap-rule.md. It holds at PostgreSQL's
default isolation, READ COMMITTED, at which each statement sees what was committed before it.
"""

import threading
from dataclasses import dataclass, replace

from django.db import connection

from niaga.kernel.journal.models import JournalEvent

# The two keys of the advisory lock, the same as in the migration that makes the trigger.
WRITERS_LOCK = (20073, 19055)

_PREFIX = """
    SELECT max(seq), max(seq) FILTER (WHERE seq = %s + place)
    FROM (SELECT seq, row_number() OVER (ORDER BY seq) AS place
          FROM kernel_journalevent WHERE seq > %s) AS following
"""
_WRITERS = """
    SELECT virtualtransaction FROM pg_locks
    WHERE locktype = 'advisory' AND classid = %s AND objid = %s AND objsubid = 2
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND pid IS DISTINCT FROM pg_backend_pid()
"""


@dataclass(frozen=True)
class _Known:
    """What this process knows of one database; it never becomes less true.

    `floor`: settled up to here. `mark`: settled up to here once no one of `awaited` is left.
    """

    floor: int = 0
    mark: int = 0
    awaited: frozenset[str] = frozenset()


_known: dict[str, _Known] = {}
_lock = threading.Lock()


def settled() -> int:
    """The highest number up to which no event can appear any more; 0 for an empty journal."""
    if connection.vendor != "postgresql":
        return JournalEvent.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    name = str(connection.settings_dict["NAME"])
    if connection.in_atomic_block:
        # What the caller's own transaction sees, others may not: it is not remembered.
        return _look(_known.get(name, _Known())).floor
    with _lock:
        known = _known[name] = _look(_known.get(name, _Known()))
        return known.floor


def forget() -> None:
    """For whoever has emptied the journal and restarted its numbers: tests."""
    with _lock:
        _known.clear()


def _look(known: _Known) -> _Known:
    with connection.cursor() as cursor:
        if not known.floor:
            # A process that has just begun need not walk through years: often nobody is writing.
            cursor.execute("SELECT max(seq) FROM kernel_journalevent")
            top = cursor.fetchone()[0] or 0
            cursor.execute(_WRITERS, WRITERS_LOCK)
            if not cursor.fetchone():
                return replace(known, floor=top)
        cursor.execute(_PREFIX, [known.floor, known.floor])
        top, without_gap = cursor.fetchone()
        if top is None:
            return known
        if without_gap is not None:
            known = replace(known, floor=without_gap)
        if known.floor == top:
            return known
        # Asked after the rows were seen: an owner who is not in the answer has ended by now, and
        # what it committed is visible to every statement from here on.
        cursor.execute(_WRITERS, WRITERS_LOCK)
        writing = frozenset(row[0] for row in cursor.fetchall())
    if known.mark > known.floor and not known.awaited & writing:
        known = replace(known, floor=known.mark)
    if known.mark <= known.floor:
        known = replace(known, mark=top, awaited=writing)
        if not writing:
            known = replace(known, floor=top)
    return known
