"""Which encoding the bytes of a text file are in, and whether they are text at all."""

import codecs
from pathlib import Path

from niaga.collect.problems import EmptyFile, FileTooLarge, NotText
from niaga.collect.tabular import scripts
from niaga.collect.tabular.scripts import other_script

HEAD = 64 * 1024
BLOCK = 1024 * 1024
LARGEST = 1024 * 1024 * 1024  # bytes of one file
LONGEST_LINE = 1024 * 1024
# Bytes that no text has: control characters but tab, line ends, form feed and the old end of file.
_CONTROL = bytes(sorted(set(range(32)) - {9, 10, 11, 12, 13, 26}))
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
    **scripts.NAMES,
}


def detect_encoding(path: Path) -> str:
    """A Python codec's name. Every byte is read once, in bounded memory.

    Raises EmptyFile, FileTooLarge, or NotText with the row at which the file ceases to be text.
    """
    size = path.stat().st_size
    if size > LARGEST:
        raise FileTooLarge(file=path.name, limit=LARGEST // 1024**2)
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip():
        raise EmptyFile(file=path.name)
    for mark, name in _MARKS:
        if head.startswith(mark):
            _require_text(path, name)
            return name
    if wide := _wide(head):
        _require_text(path, wide)
        return wide
    if _decodes(path, "utf-8"):
        return "utf-8"
    if other := other_script(head):
        _require_text(path, other)
        return other
    _require_text(path, "cp1252")
    return "cp1252"


def _wide(head: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of the first lines is zero."""
    even, odd = head[0:512:2], head[1:512:2]
    if len(odd) < 4:
        return None
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None


def _decodes(path: Path, name: str) -> bool:
    try:
        _require_text(path, name)
    except UnicodeDecodeError:
        return False
    return True


def _require_text(path: Path, name: str) -> None:
    """Raises NotText for control bytes and endless lines, UnicodeDecodeError for UTF-8 alone."""
    decoder = codecs.getincrementaldecoder(name)()
    rows, line = 1, 0
    narrow = not name.startswith("utf-16")
    with path.open("rb") as file:
        while True:
            block = file.read(BLOCK)
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                if name == "utf-8":
                    raise
                raise NotText(file=path.name, row=rows, column="–") from error
            if narrow and len(block.translate(None, _CONTROL)) != len(block):
                raise NotText(file=path.name, row=rows, column="–")
            rows += text.count("\n")
            last = text.rfind("\n")
            line = line + len(text) if last < 0 else len(text) - last
            if line > LONGEST_LINE:
                raise NotText(file=path.name, row=rows, column="–")
            if not block:
                return
