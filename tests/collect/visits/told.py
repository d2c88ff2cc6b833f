"""Events as pages tell them, and a log and a book to put them in."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from niaga.collect.visits.book import Book
from niaga.collect.visits.events import AGREED, PAGE_SEEN, PRODUCT_SEEN, Payload, WebEvent
from niaga.collect.visits.segments import Portion

NOON = datetime(2026, 3, 10, 5, 0, tzinfo=UTC)  # 12:00 in Jakarta
JAKARTA = ZoneInfo("Asia/Jakarta")


def token(number: int) -> str:
    return f"{number:016x}"


def event(name: str, seconds: float = 0, **told: Any) -> WebEvent:
    return WebEvent(name, NOON + timedelta(seconds=seconds), Payload(**told))


def seen(
    number: int, seconds: float = 0, visit: str = "v1", page: str = "home", **more: Any
) -> WebEvent:
    """A view, counted as the `number`th rendering, of a visitor who agreed unless `visit` is ""."""
    name = PRODUCT_SEEN if page == "product" else PAGE_SEEN
    known = (
        {"visitor": "someone", "visit": visit, "path": f"/{page}/", "device": "phone"}
        if visit
        else {}
    )
    told = {"audience": AGREED if visit else "unasked", "page": page, **known, **more}
    return event(name, seconds, view=token(number), **told)


def book(folder: Path) -> Book:
    return Book(folder, JAKARTA)


def take(into: Book, told: Iterable[WebEvent], now: datetime | None = None) -> int:
    end = len(into.ends()) + 1
    portion = Portion(f"file-{end}.jsonl", 0, 1, tuple(told), 0, more=False)
    return into.take([portion], now or NOON + timedelta(hours=1))


def write_lines(path: Path, told: Iterable[WebEvent]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        for one in told:
            file.write(msgspec.json.encode(one) + b"\n")


def counts(of: Book) -> dict[tuple[str, str], int]:
    """Views by page and audience, of all days."""
    found: dict[tuple[str, str], int] = {}
    for row in of.changed(everything=True)[1]:
        key = (row.page, row.audience)
        found[key] = found.get(key, 0) + row.views
    return {key: views for key, views in found.items() if views}
