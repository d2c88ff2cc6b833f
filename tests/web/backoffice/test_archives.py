"""Archives that are uploaded: what is in them is kept whole, and what cannot be opened is told."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from niaga.web.backoffice.imports import drafts
from niaga.web.backoffice.imports.drafts import UploadRefused


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.NIAGA_HOME = tmp_path
    return tmp_path


def packed(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_csv", ".csv"), content)
    return made.getvalue()


def kept(draft: drafts.Draft) -> dict[str, bytes]:
    inside = draft.folder / "files"
    assert sorted(path.name for path in inside.iterdir()) == sorted(draft.files)
    return {name: (inside / name).read_bytes() for name in draft.files}


def test_two_files_of_one_name_are_two_files() -> None:
    archive = packed(jan__orders_csv=b"january", feb__orders_csv=b"february")
    draft = drafts.receive([SimpleUploadedFile("a.zip", archive)], "staff:1")
    assert kept(draft) == {"orders.csv": b"january", "orders (2).csv": b"february"}
    both = [SimpleUploadedFile("a.csv", b"one"), SimpleUploadedFile("A.csv", b"two")]
    assert kept(drafts.receive(both, "staff:1")) == {"a.csv": b"one", "A (2).csv": b"two"}


def test_an_archive_that_is_called_as_what_is_in_it() -> None:
    """Some tills pack a file and leave its name as it was."""
    archive = packed(orders_csv=b"sold")
    draft = drafts.receive([SimpleUploadedFile("orders.csv", archive)], "staff:1")
    assert list(kept(draft).values()) == [b"sold"]


def test_an_archive_with_a_password_is_refused_in_words(home: Path) -> None:
    archive = bytearray(packed(orders_csv=b"sold"))
    for start, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        archive[archive.find(start) + at] |= 1
    with pytest.raises(UploadRefused, match="berkata sandi"):
        drafts.receive([SimpleUploadedFile("a.zip", bytes(archive))], "staff:1")
    assert not any((home / "imports").iterdir())


def test_an_archive_that_is_torn_is_refused_in_words() -> None:
    archive = packed(orders_csv=b"sold" * 100).replace(b"sold", b"torn", 1)
    with pytest.raises(UploadRefused, match="rusak"):
        drafts.receive([SimpleUploadedFile("a.zip", archive)], "staff:1")
