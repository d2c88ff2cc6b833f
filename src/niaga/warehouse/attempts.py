"""How the last try to load each source went: a small file beside the tables, for each source.

It is written whatever happens to the tables, so that pages can say why numbers are old. When the
disk is full, room for it is made by giving up a reserve that is kept for this.
"""

import contextlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from niaga.kernel import clock
from niaga.kernel.errors import NiagaError
from niaga.warehouse.problems import DiskFull, is_disk_full
from niaga.warehouse.snapshot import warehouse_folder

RESERVE = 64 * 1024
PULSE = timedelta(seconds=30)  # a feed that has nothing new tells that it lives this often


@dataclass(frozen=True)
class Attempt:
    """`seen_at`: when the source was last read to its end. `failed_at`: of the last try, if it
    failed; then `code` and `reason` (in the language of the one who tried) say why, and `failures`
    counts the tries since the last success. Times are ISO texts in UTC.
    """

    shop: str
    source: str
    seen_at: str | None = None
    failed_at: str | None = None
    code: str = ""
    reason: str = ""
    failures: int = 0
    file: str | None = None


def _folder() -> Path:
    return warehouse_folder() / "attempts"


def _path(shop: str, source: str) -> Path:
    return _folder() / f"{shop}--{source}.json"


def attempt_of(shop: str, source: str) -> Attempt:
    """Empty when there was none, or when its file cannot be read."""
    with contextlib.suppress(OSError, ValueError, TypeError):
        return Attempt(**json.loads(_path(shop, source).read_text(encoding="utf-8")))
    return Attempt(shop, source)


def attempts() -> list[Attempt]:
    """Of all shops and sources, those that never succeeded among them."""
    names = sorted(path.stem.partition("--") for path in _folder().glob("*--*.json"))
    return [attempt_of(shop, source) for shop, _dash, source in names]


@contextmanager
def attempted(shop: str, source: str, file: str | None = None) -> Iterator[None]:
    """Record how the block ends. Raises DiskFull in place of whatever said so."""
    try:
        yield
    except Exception as error:
        problem = DiskFull() if is_disk_full(error) and not isinstance(error, DiskFull) else error
        record_failure(shop, source, problem, file)
        if problem is not error:
            raise problem from error
        raise
    record_success(shop, source, file)


def record_success(shop: str, source: str, file: str | None = None) -> None:
    """Told at most every PULSE while all is well, so that a feed costs nothing."""
    before, now = attempt_of(shop, source), clock.now()
    is_fresh = before.seen_at and now - datetime.fromisoformat(before.seen_at) < PULSE
    if is_fresh and not before.failures and file == before.file:
        return
    _write(Attempt(shop, source, seen_at=now.isoformat(), file=file))


def record_failure(shop: str, source: str, error: BaseException, file: str | None = None) -> None:
    before = attempt_of(shop, source)
    is_ours = isinstance(error, NiagaError)
    _write(
        replace(
            before,
            failed_at=clock.now().isoformat(),
            code=error.code if isinstance(error, NiagaError) else type(error).__name__,
            reason=str(error) if is_ours else f"{type(error).__name__}: {error}"[:500],
            failures=before.failures + 1,
            file=file,
        )
    )


def _write(attempt: Attempt) -> None:
    try:
        _put(attempt)
    except OSError:
        with contextlib.suppress(OSError):  # then nobody can be told but the log
            (_folder() / ".reserve").unlink()
            _put(attempt)


def _put(attempt: Attempt) -> None:
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = _path(attempt.shop, attempt.source)
    partial = path.with_suffix(".tmp")
    partial.write_text(json.dumps(asdict(attempt)), encoding="utf-8")
    partial.replace(path)
    reserve = folder / ".reserve"
    if not attempt.failures and not reserve.exists():
        reserve.write_bytes(os.urandom(RESERVE))  # random: a file system may store zeros as nothing
