"""The book of visits: open sessions and counts of pages, in a small database of its own.

What was read of the log and what it came to are one transaction, and what has changed stays marked
until it is published: killed anywhere, nothing is counted twice and nothing is forgotten.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from niaga.collect.visits import events
from niaga.collect.visits.events import WebEvent
from niaga.collect.visits.segments import Portion
from niaga.collect.visits.sessions import PAUSE, REOPENED_FOR, Visit, micros

SHOWN_WITHIN = timedelta(minutes=30)  # a page that was not painted by then had no reader
VIEWS_KNOWN_FOR = timedelta(days=1)
AHEAD = timedelta(minutes=10)  # how far another machine's clock may be before ours

_COLUMNS = tuple(f.name for f in fields(Visit))
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS files (name TEXT PRIMARY KEY, end INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS visits (
    {", ".join(f"{name} {'TEXT PRIMARY KEY' if name == 'id' else ''}" for name in _COLUMNS)},
    changed INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS visits_changed ON visits (changed) WHERE changed > 0;
CREATE INDEX IF NOT EXISTS visits_ended ON visits (ended);
CREATE TABLE IF NOT EXISTS views (
    token TEXT PRIMARY KEY, at INTEGER, day TEXT, page TEXT, audience TEXT,
    seen INTEGER, shown INTEGER, agreed INTEGER
);
CREATE INDEX IF NOT EXISTS views_at ON views (at);
CREATE TABLE IF NOT EXISTS page_views (
    day TEXT, page TEXT, audience TEXT, views INTEGER NOT NULL, changed INTEGER NOT NULL,
    PRIMARY KEY (day, page, audience)
);
CREATE INDEX IF NOT EXISTS page_views_changed ON page_views (changed) WHERE changed > 0;
CREATE TABLE IF NOT EXISTS counts (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
"""


@dataclass(frozen=True)
class PageCount:
    day: date
    page: str
    audience: str
    views: int


@dataclass
class _View:
    """One rendering of a page: given out, painted (more often, when from a cache), agreed on."""

    token: str
    at: int
    day: str
    page: str
    audience: str
    seen: int = 0
    shown: int = 0
    agreed: int = 0

    @property
    def counted(self) -> int:
        return max(self.seen, self.shown, self.agreed)


class Book:
    """`zone` is the shop's: it says which day a view belongs to."""

    def __init__(self, folder: Path, zone: ZoneInfo) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._zone = zone
        self._db = sqlite3.connect(folder / "visits.sqlite3", timeout=20, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def _writing(self) -> Iterator[int]:
        """A transaction, and the number of the change that it is."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            self._count("change", 1)
            yield self.count("change")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _count(self, name: str, by: int) -> None:
        if by:
            self._db.execute(
                "INSERT INTO counts VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET "
                "value = value + excluded.value",
                (name, by),
            )

    def count(self, name: str) -> int:
        """late, broken or lost: events that came too late, could not be read, or did not fit."""
        row = self._db.execute("SELECT value FROM counts WHERE name = ?", (name,)).fetchone()
        return int(row[0]) if row else 0

    def ends(self) -> dict[str, int]:
        """How far each file of the log was read."""
        return dict(self._db.execute("SELECT name, end FROM files"))

    def forget_files(self, names: Iterable[str]) -> None:
        with self._writing():
            self._db.executemany("DELETE FROM files WHERE name = ?", [(name,) for name in names])

    def take(self, portions: Iterable[Portion], now: datetime) -> int:
        """Enter what was read; answers how many events were entered. In any order, once each: what
        another process has entered meanwhile is left out."""
        with self._writing() as change:
            ends = self.ends()
            portions = [p for p in portions if p.start == ends.get(p.name, 0)]
            told = sorted((e for p in portions for e in p.events), key=lambda event: event.at)
            timely = [e for e in told if now - REOPENED_FOR <= e.at <= now + AHEAD]
            self._count("broken", sum(portion.broken for portion in portions))
            self._count("late", len(told) - len(timely))
            self._enter(timely, change)
            self._db.executemany(
                "INSERT INTO files VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET "
                "end = excluded.end",
                [(portion.name, portion.end) for portion in portions],
            )
        return len(timely)

    def _enter(self, told: list[WebEvent], change: int) -> None:
        visits = self._visits({e.payload.visit for e in told if e.payload.visit})
        views = self._views({e.payload.view for e in told if e.payload.view})
        pages: dict[tuple[str, str, str], int] = {}
        for event in told:
            if event.name == events.EVENTS_LOST:
                self._count("lost", event.payload.count)
                continue
            new = self._look(event, views, pages)
            key = event.payload.visit
            if key:
                visits.setdefault(key, Visit(key)).add(event, new)
        self._db.executemany(
            f"INSERT OR REPLACE INTO visits VALUES ({', '.join('?' * (len(_COLUMNS) + 1))})",  # noqa: S608
            [(*_row(visit), change) for visit in visits.values() if visit.told],
        )
        self._db.executemany(
            "INSERT OR REPLACE INTO views VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [tuple(vars(view).values()) for view in views.values()],
        )
        self._add_page_views(pages, change)

    def _look(
        self, event: WebEvent, views: dict[str, _View], pages: dict[tuple[str, str, str], int]
    ) -> int:
        """How many views the event adds; what moves between audiences is entered in `pages`."""
        told = event.payload
        if event.name in events.VIEWS and not told.view:  # of a program or of staff
            key = (self._day(event.at), told.page, told.audience)
            pages[key] = pages.get(key, 0) + 1
            return 1
        if event.name not in events.VIEWS | {events.PAGE_SHOWN, events.CONSENT_GIVEN}:
            return 0
        view = views.get(told.view)
        if view is None:
            at = micros(event.at)
            view = _View(told.view, at, self._day(event.at), told.page, told.audience)
            views[told.view] = view
        before, agreed = view.counted, view.agreed
        if event.name == events.PAGE_SHOWN:
            view.shown += 1
        elif event.name == events.CONSENT_GIVEN:
            if before and view.audience != events.AGREED:  # whoever agrees did so on a page
                moved = (view.day, view.page, view.audience)
                pages[moved] = pages.get(moved, 0) - 1
                key = (view.day, view.page, events.AGREED)
                pages[key] = pages.get(key, 0) + 1
            view.agreed, view.audience = 1, events.AGREED
        else:
            view.seen = 1
        new = view.counted - before
        if new:
            key = (self._day(event.at), told.page, told.audience)
            pages[key] = pages.get(key, 0) + new
        return 1 - agreed if event.name == events.CONSENT_GIVEN else new

    def _day(self, at: datetime) -> str:
        return at.astimezone(self._zone).date().isoformat()

    def _add_page_views(self, pages: dict[tuple[str, str, str], int], change: int) -> None:
        self._db.executemany(
            "INSERT INTO page_views VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
            "views = views + excluded.views, changed = excluded.changed",
            [(*key, views, change) for key, views in pages.items() if views],
        )

    def _visits(self, keys: set[str]) -> dict[str, Visit]:
        found = {}
        for portion in _portions(keys):
            marks = ", ".join("?" * len(portion))
            for row in self._db.execute(
                f"SELECT {', '.join(_COLUMNS)} FROM visits WHERE id IN ({marks})",  # noqa: S608
                portion,
            ):
                visit = _visit(row)
                found[visit.id] = visit
        return found

    def _views(self, tokens: set[str]) -> dict[str, _View]:
        found = {}
        for portion in _portions(tokens):
            marks = ", ".join("?" * len(portion))
            for row in self._db.execute(
                f"SELECT * FROM views WHERE token IN ({marks})",  # noqa: S608
                portion,
            ):
                found[row[0]] = _View(*row)
        return found

    def settle(self, now: datetime) -> None:
        """Views that no browser ever painted are moved to the audience `unshown`.

        Who agreed has pressed a button, and needs no other sign of being a person.
        """
        limit = micros(now - SHOWN_WITHIN)
        rows = self._db.execute(
            "SELECT token, day, page, audience FROM views WHERE at < ? AND shown = 0 "
            "AND agreed = 0 AND audience IN (?, ?)",
            (limit, events.UNASKED, events.DECLINED),
        ).fetchall()
        old = micros(now - VIEWS_KNOWN_FOR)
        stale = self._db.execute("SELECT 1 FROM views WHERE at < ? LIMIT 1", (old,)).fetchone()
        if not rows and not stale:
            return
        with self._writing() as change:
            pages: dict[tuple[str, str, str], int] = {}
            for _token, day, page, audience in rows:
                for key, by in (((day, page, audience), -1), ((day, page, events.UNSHOWN), 1)):
                    pages[key] = pages.get(key, 0) + by
            self._add_page_views(pages, change)
            self._db.executemany("DELETE FROM views WHERE token = ?", [(row[0],) for row in rows])
            self._db.execute("DELETE FROM views WHERE at < ?", (old,))

    def add_page_views(self, counts: Iterable[PageCount]) -> None:
        """Counts that were made elsewhere, on top of those that are here."""
        with self._writing() as change:
            pages = {(c.day.isoformat(), c.page, c.audience): c.views for c in counts}
            self._add_page_views(pages, change)

    def changed(self, everything: bool = False) -> tuple[list[Visit], list[PageCount], int]:
        """What was not published yet, or all that is here, and the change up to which it goes."""
        least = 0 if everything else 1
        self._db.execute("BEGIN")
        try:
            visits = self._db.execute(
                f"SELECT {', '.join(_COLUMNS)} FROM visits WHERE changed >= ? "  # noqa: S608
                "ORDER BY started, id",
                (least,),
            ).fetchall()
            pages = self._db.execute(
                "SELECT day, page, audience, views FROM page_views WHERE changed >= ? "
                "ORDER BY day, page, audience",
                (least,),
            ).fetchall()
            upto = self.count("change")
        finally:
            self._db.execute("COMMIT")
        counts = [
            PageCount(date.fromisoformat(day), page, audience, views)
            for day, page, audience, views in pages
        ]
        return [_visit(row) for row in visits], counts, upto

    def published(self, upto: int) -> None:
        """All changes up to this one are in the warehouse."""
        with self._writing():
            for table in ("visits", "page_views"):
                self._db.execute(
                    f"UPDATE {table} SET changed = 0 WHERE changed BETWEEN 1 AND ?",  # noqa: S608
                    (upto,),
                )

    def finished(self, now: datetime) -> list[Visit]:
        """Published visits that nothing can be added to any more."""
        return [
            _visit(row)
            for row in self._db.execute(
                f"SELECT {', '.join(_COLUMNS)} FROM visits WHERE changed = 0 AND ended < ? "  # noqa: S608
                "ORDER BY started, id",
                (micros(now - REOPENED_FOR - PAUSE),),
            )
        ]

    def forget(self, visits: Iterable[Visit]) -> None:
        with self._writing():
            self._db.executemany(
                "DELETE FROM visits WHERE id = ? AND changed = 0", [(v.id,) for v in visits]
            )


def _row(visit: Visit) -> tuple[object, ...]:
    values = vars(visit)
    return tuple(",".join(visit.orders) if name == "orders" else values[name] for name in _COLUMNS)


def _visit(row: tuple[object, ...]) -> Visit:
    visit = Visit(*row)  # type: ignore[arg-type]
    visit.orders = [number for number in str(visit.orders).split(",") if number]
    return visit


def _portions(keys: set[str], size: int = 900) -> Iterator[list[str]]:
    """SQLite bounds the number of parameters of a statement."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]
