"""Logs of decisions survive what happens to a disk in the middle of a line."""

import errno
import os
from pathlib import Path

import pytest

from niaga.kernel import lines


def test_what_was_added_is_read_oldest_first(tmp_path: Path) -> None:
    path = tmp_path / "log" / "shop.jsonl"
    assert lines.read(path) == ()
    lines.append(path, {"n": 1, "why": "naik – “ya”\n"})
    lines.append(path, {"n": 2})
    assert lines.read(path) == ({"n": 1, "why": "naik – “ya”\n"}, {"n": 2})


@pytest.mark.parametrize("torn", [b'{"n": 2, "rea', b'{"n": 2}', b"x" * 10_000])
def test_half_a_line_of_a_killed_process_spoils_nothing(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "shop.jsonl"
    lines.append(path, {"n": 1})
    with path.open("ab") as file:
        file.write(torn)
    assert lines.read(path) == ({"n": 1},)
    lines.append(path, {"n": 3})
    assert lines.read(path) == ({"n": 1}, {"n": 3})


def test_a_full_disk_adds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "shop.jsonl"
    lines.append(path, {"n": 1})

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="no space"):
            lines.append(path, {"n": 2})
    assert lines.read(path) == ({"n": 1},)
    lines.append(path, {"n": 3})
    assert lines.read(path) == ({"n": 1}, {"n": 3})
