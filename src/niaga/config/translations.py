"""Compiles the project's translations (.po) for gettext (.mo) where that was not done yet.

Compiled catalogues are not in the repository: they can go stale there. Babel compiles them, so
that a machine without GNU gettext has every language too.
"""

import contextlib
import os
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_catalogues(locale: Path = LOCALE) -> list[Path]:
    """Compile what is missing or older than its source; returns the files written.

    Safe with several processes at once: each writes a file of its own and moves it into place. In
    a folder that cannot be written the texts stay in Indonesian, the language of the sources.
    """
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with contextlib.suppress(PermissionError):
            _compile(source, target)
            written.append(target)
    return written


def _compile(source: Path, target: Path) -> None:
    from babel.messages.mofile import write_mo  # half a second: only when there is work
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parent.parent.name)
    unfinished = target.with_suffix(f".{os.getpid()}.tmp")
    try:
        with unfinished.open("wb") as file:
            write_mo(file, catalogue)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
