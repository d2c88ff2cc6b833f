"""The log: what a process tells arrives in whole lines; what does not fit is counted."""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from niaga.collect.visits import log as log_module
from niaga.collect.visits import segments
from niaga.collect.visits.events import EVENTS_LOST, PAGE_SEEN, Payload
from niaga.collect.visits.log import VisitLog
from tests.collect.visits.told import seen, write_lines


def read(folder: Path, ends: dict[str, int] | None = None) -> list[segments.Portion]:
    return list(segments.portions(folder, ends or {}))


def test_what_is_told_is_written_within_a_second(tmp_path: Path) -> None:
    log = VisitLog(tmp_path)
    log.tell(PAGE_SEEN, Payload(page="home", audience="unasked", view="00000000000000aa"))
    deadline = time.monotonic() + 5
    while not list(tmp_path.glob("*.jsonl")) and time.monotonic() < deadline:
        time.sleep(0.05)
    (portion,) = read(tmp_path)
    (event,) = portion.events
    assert (event.name, event.payload.page, event.at.tzinfo) == (PAGE_SEEN, "home", UTC)
    assert read(tmp_path, {portion.name: portion.end}) == []


def test_telling_costs_a_request_next_to_nothing(tmp_path: Path) -> None:
    log, told = (
        VisitLog(tmp_path),
        Payload(page="home", audience="unasked", view="00000000000000aa"),
    )
    times = []
    for _ in range(20):
        began = time.perf_counter()
        for _ in range(50):
            log.tell(PAGE_SEEN, told)
        times.append(time.perf_counter() - began)
    assert min(times) / 50 < 0.000_1  # others may have had the processor in between


def test_memory_is_bounded_and_what_is_lost_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_module, "MOST_WAITING", 3)
    monkeypatch.setattr(VisitLog, "_start", lambda self: None)
    log = VisitLog(tmp_path)
    for _ in range(5):
        log.tell(PAGE_SEEN, Payload(page="home"))
    log.flush()
    (portion,) = read(tmp_path)
    assert [event.name for event in portion.events] == [PAGE_SEEN] * 3 + [EVENTS_LOST]
    assert portion.events[-1].payload.count == 2


def test_a_full_disk_fails_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = VisitLog(tmp_path)
    write = os.write

    def full(handle: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    log.tell(PAGE_SEEN, Payload(page="home"))
    log.flush()
    monkeypatch.setattr(os, "write", write)
    log.tell(PAGE_SEEN, Payload(page="cart"))
    log.flush()
    told = [event for portion in read(tmp_path) for event in portion.events]
    assert [(event.name, event.payload.count) for event in told] == [
        (PAGE_SEEN, 0),
        (EVENTS_LOST, 1),
    ]


def test_the_disk_is_bounded_where_no_worker_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_module, "MOST_ON_DISK", 10)
    write_lines(tmp_path / "unread.jsonl", [seen(1)])
    log = VisitLog(tmp_path)
    log.tell(PAGE_SEEN, Payload(page="home"))
    log.flush()
    assert [path.name for path in tmp_path.iterdir()] == ["unread.jsonl"]
    (tmp_path / "unread.jsonl").unlink()
    log.flush()
    (portion,) = read(tmp_path)
    assert [(e.name, e.payload.count) for e in portion.events] == [(EVENTS_LOST, 1)]


def test_a_forked_process_writes_a_file_of_its_own(tmp_path: Path) -> None:
    log = VisitLog(tmp_path)
    log.tell(PAGE_SEEN, Payload(page="home"))
    log.flush()
    child = os.fork()
    if child == 0:
        log.tell(PAGE_SEEN, Payload(page="cart"))
        log.flush()
        os._exit(0)
    os.waitpid(child, 0)
    assert sorted(e.payload.page for p in read(tmp_path) for e in p.events) == ["cart", "home"]
    assert len(read(tmp_path)) == 2


def test_a_torn_line_waits_and_a_broken_one_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    write_lines(path, [seen(1)])
    with path.open("ab") as file:
        file.write(b'{"name": 1}\nnot json\n{"name":"page.se')
    (portion,) = read(tmp_path)
    assert (len(portion.events), portion.broken) == (1, 2)
    with path.open("ab") as file:
        file.write(b'en","at":"2026-03-10T05:00:00Z","payload":{}}\n')
    (rest,) = read(tmp_path, {portion.name: portion.end})
    assert (len(rest.events), rest.broken) == (1, 0)


def test_read_files_go_after_their_time_and_unread_ones_stay(tmp_path: Path) -> None:
    for name in ("read", "unread"):
        write_lines(tmp_path / f"{name}.jsonl", [seen(1)])
    size = (tmp_path / "read.jsonl").stat().st_size
    ends: dict[str, Any] = {"read.jsonl": size}
    now = datetime.now(UTC)
    assert segments.tidy(tmp_path, ends, timedelta(days=7), now) == []
    later = now + timedelta(days=8)
    assert segments.tidy(tmp_path, ends, timedelta(days=7), later) == ["read.jsonl"]
    assert [path.name for path in tmp_path.iterdir()] == ["unread.jsonl"]
