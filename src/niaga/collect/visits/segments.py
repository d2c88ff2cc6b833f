"""Reading the log's files from where the last reading ended, whole lines only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from niaga.collect.visits.events import WebEvent

MOST_AT_ONCE = 8_000_000  # bytes of one file

_decoder = msgspec.json.Decoder(WebEvent)


@dataclass(frozen=True)
class Portion:
    """What is new in a file, from byte `start` on: `end` is where the next reading begins; `broken`
    lines were left out. `more`: the file has further lines already.
    """

    name: str
    start: int
    end: int
    events: tuple[WebEvent, ...]
    broken: int
    more: bool


def portions(folder: Path, ends: Mapping[str, int]) -> Iterator[Portion]:
    """The new lines of each file, by name; `ends`: where the last reading of each ended.

    An unfinished last line is left for the next reading.
    """
    for path in sorted(folder.glob("*.jsonl")):
        start = ends.get(path.name, 0)
        try:
            size = path.stat().st_size
        except FileNotFoundError:
            continue
        if size <= start:
            continue
        with path.open("rb") as file:
            file.seek(start)
            content = file.read(MOST_AT_ONCE)
        whole = content.rfind(b"\n") + 1
        if not whole:
            continue
        events, broken = [], 0
        for line in content[:whole].splitlines():
            try:
                events.append(_decoder.decode(line))
            except msgspec.DecodeError:
                broken += 1
        end = start + whole
        yield Portion(
            path.name, start, end, tuple(events), broken, more=len(content) == MOST_AT_ONCE
        )


def tidy(folder: Path, ends: Mapping[str, int], keep: timedelta, now: datetime) -> list[str]:
    """Delete files that were read to their end and are older than `keep`; answers their names."""
    gone = []
    for path in sorted(folder.glob("*.jsonl")):
        try:
            stamp = path.stat()
        except FileNotFoundError:
            continue
        changed = datetime.fromtimestamp(stamp.st_mtime, UTC)
        if ends.get(path.name, 0) >= stamp.st_size and changed < now - keep:
            path.unlink(missing_ok=True)
            gone.append(path.name)
    return gone
