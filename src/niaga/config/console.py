"""What the `niaga` command says to the person at the terminal.

In the language of the session (LC_ALL, LC_MESSAGES, LANG); where that names neither Indonesian nor
English, in both, Indonesian first.
"""

import os
from typing import Protocol

from django.utils import translation
from django.utils.functional import Promise

LANGUAGES = ("id", "en")


class Stream(Protocol):
    """What Django's commands and plain files have in common."""

    def write(self, text: str, /) -> object: ...


def session_languages() -> tuple[str, ...]:
    """The languages to speak in, from the environment of this process."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            named = value[:2].lower()
            return (named,) if named in LANGUAGES else LANGUAGES
    return LANGUAGES


def say(stream: Stream, message: str | Promise, **values: object) -> None:
    """Write one sentence (a lazy translation, with %(name)s for each value) in each language."""
    stream.write(spoken(message, **values) + "\n")


def spoken(message: str | Promise, **values: object) -> str:
    """The sentence itself, one line for each language."""
    lines: list[str] = []
    for language in session_languages():
        with translation.override(language):
            line = str(message) % values if values else str(message)
        if line not in lines:
            lines.append(line)
    return "\n".join(lines)
