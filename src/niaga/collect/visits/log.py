"""The buffered log of web events: one file for each process and hour, appended each second.

`tell` costs a request microseconds: it puts the event into a bounded memory, and a thread of its
own writes what has gathered. A process that is killed loses its last second; a lost page view is a
pity, and no request waits or fails for one. What is lost to a full memory or disk is counted.
"""

import atexit
import os
import secrets
import threading
from collections import deque
from pathlib import Path

import msgspec

from niaga.collect.visits import log_folder
from niaga.collect.visits.events import EVENTS_LOST, Payload, WebEvent
from niaga.kernel import clock

WRITTEN_EVERY = 1.0  # seconds
MOST_WAITING = 20_000
MOST_IN_A_FILE = 64_000_000  # bytes
MOST_ON_DISK = 2_000_000_000  # bytes of all files: nobody has read them for long

_encoder = msgspec.json.Encoder()


class VisitLog:
    """Of one process. Safe between threads; after a fork the child begins a log of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._begin()

    def _begin(self) -> None:
        self._waiting: deque[WebEvent] = deque()
        self._lost = 0
        self._writing = threading.Lock()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._pid = os.getpid()
        self._file: Path | None = None
        self._hour = ""
        self._stop = threading.Event()

    def tell(self, name: str, payload: Payload) -> None:
        if self._pid != os.getpid():
            self._begin()
        if len(self._waiting) >= MOST_WAITING:
            self._lost += 1
            return
        self._waiting.append(WebEvent(name, clock.now(), payload))
        if self._thread is None:
            self._start()

    def _start(self) -> None:
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="visits", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        stop = self._stop
        while not stop.wait(WRITTEN_EVERY):
            self.flush()

    def flush(self) -> None:
        """Write what waits, whole lines only. A disk that refuses loses them, and is counted."""
        with self._writing:
            events = [self._waiting.popleft() for _ in range(len(self._waiting))]
            if self._lost:
                lost, self._lost = self._lost, 0
                events.append(WebEvent(EVENTS_LOST, clock.now(), Payload(count=lost)))
            if not events:
                return
            lines = b"".join(_encoder.encode(event) + b"\n" for event in events)
            try:
                self._append(lines)
            except OSError:
                self._file = None  # a torn line ends with its file
                self._lost += sum(event.payload.count or 1 for event in events)

    def _append(self, lines: bytes) -> None:
        hour = f"{clock.now():%Y%m%d-%H}"
        path = self._file
        if path is None or hour != self._hour or path.stat().st_size > MOST_IN_A_FILE:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._require_room()
            path = self.folder / f"{hour}-{os.getpid()}-{secrets.token_hex(4)}.jsonl"
            self._file, self._hour = path, hour
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            written = os.write(handle, lines)
            if written != len(lines):
                raise OSError("the disk took a part of it")
        finally:
            os.close(handle)

    def _require_room(self) -> None:
        if sum(path.stat().st_size for path in self.folder.glob("*.jsonl")) > MOST_ON_DISK:
            raise OSError("the log of visits is full: is a worker running?")


_logs: dict[Path, VisitLog] = {}


def visit_log() -> VisitLog:
    """The log of this process, in the data home."""
    folder = log_folder()
    log = _logs.get(folder)
    if log is None:
        log = _logs.setdefault(folder, VisitLog(folder))
    return log


def flush_all() -> None:
    for log in list(_logs.values()):
        log.flush()


atexit.register(flush_all)
