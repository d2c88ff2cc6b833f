"""A file on its way into the warehouse, in a folder of its own in the data home.

The draft holds what a person chose; what the worker found is beside it, named after the choices
that it was found for, so that an old answer is never shown for new choices. The original stays
until the next load of the same source into the same shop, or for a week if it was never loaded.
"""

import hashlib
import json
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from niaga.kernel import clock
from niaga.kernel.errors import NiagaError
from niaga.kernel.ids import new_id

LARGEST = 1024 * 1024 * 1024  # bytes of one upload
MOST_FILES = 20
FORGOTTEN_AFTER = timedelta(days=7)
SHOWN = 30


class UploadRefused(NiagaError):
    code = "upload_refused"
    message = _("%(file)s tidak diterima: %(problem)s.")


class NoSuchDraft(NiagaError):
    code = "no_such_import"
    message = _("Berkas impor ini sudah tidak ada. Unggah kembali.")


@dataclass(frozen=True)
class Draft:
    """`kind` empty: not recognised yet. `shop` empty: the live one. `new_shop`: name, currency and
    time zone of a shop that the load makes. `files`: names below `folder / "files"`.
    """

    id: str
    name: str
    files: tuple[str, ...]
    size: int
    by: str
    at: str
    kind: str = ""
    shop: str = ""
    new_shop: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return _home() / self.id

    @property
    def path(self) -> Path:
        """What a kind is given: the file, or the folder of several."""
        inside = self.folder / "files"
        return inside / self.files[0] if len(self.files) == 1 else inside

    @property
    def mark(self) -> str:
        """Names the choices."""
        told = [self.kind, self.shop, sorted(self.new_shop.items()), sorted(self.options.items())]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)

    @property
    def has_original(self) -> bool:
        return (self.folder / "files").exists()


def _home() -> Path:
    return Path(settings.NIAGA_HOME) / "imports"


def receive(uploads: Iterable[UploadedFile], by: str) -> Draft:
    """Keep what was uploaded; a ZIP archive that is no workbook is unpacked.

    Raises UploadRefused.
    """
    given = list(uploads)
    if not given:
        raise UploadRefused(file="–", problem=_("tidak ada berkas yang dipilih"))
    if len(given) > MOST_FILES:
        raise UploadRefused(file=given[0].name, problem=_("terlalu banyak berkas sekaligus"))
    id_ = str(new_id())
    inside = _home() / id_ / "files"
    inside.mkdir(parents=True)
    try:
        names, size = [], 0
        for upload in given:
            size += upload.size or 0
            if size > LARGEST:
                raise UploadRefused(file=upload.name, problem=_("lebih besar dari 1 GB"))
            name = _free(inside, _safe(upload.name or "berkas"))
            with (inside / name).open("wb") as file:
                for chunk in upload.chunks():
                    file.write(chunk)
            names.append(name)
        if len(names) == 1:
            names = _unpacked(inside, names[0])
    except BaseException:
        shutil.rmtree(_home() / id_, ignore_errors=True)
        raise
    title = _safe(given[0].name or "berkas") if len(given) == 1 else ", ".join(names)
    draft = Draft(id_, title[:200], tuple(names), size, by, clock.now().isoformat())
    save(draft)
    return draft


def _safe(name: str) -> str:
    """The file's own name without any way out of its folder."""
    plain = re.sub(r"[^\w.,()+ -]", "_", Path(name.replace("\\", "/")).name).strip(". ")
    return plain[-120:] or "berkas"


def _free(inside: Path, name: str) -> str:
    """`orders.csv` of January and of February are two files: `orders.csv`, `orders (2).csv`."""
    taken = {path.name.casefold() for path in inside.iterdir()}
    whole, number = Path(name), 1
    while name.casefold() in taken:
        number += 1
        name = f"{whole.stem} ({number}){whole.suffix}"
    return name


def _unpacked(inside: Path, name: str) -> list[str]:
    path = inside / name
    if not zipfile.is_zipfile(path):
        return [name]
    try:
        return _parts(inside, name)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError) as error:
        raise UploadRefused(file=name, problem=_("arsipnya rusak atau berkata sandi")) from error


def _parts(inside: Path, name: str) -> list[str]:
    path = inside / name
    with zipfile.ZipFile(path) as archive:
        parts = [part for part in archive.infolist() if not part.is_dir()]
        if any(part.filename in ("[Content_Types].xml", "content.xml") for part in parts):
            return [name]  # a workbook
        if len(parts) > MOST_FILES or sum(part.file_size for part in parts) > LARGEST:
            raise UploadRefused(file=name, problem=_("isinya terlalu besar atau terlalu banyak"))
        names = []
        for part in parts:
            target = _free(inside, _safe(part.filename))
            with archive.open(part) as source, (inside / target).open("wb") as file:
                shutil.copyfileobj(source, file)
            names.append(target)
    path.unlink()
    if not names:
        raise UploadRefused(file=name, problem=_("arsipnya kosong"))
    return names


def save(draft: Draft) -> None:
    _write(draft.folder / "draft.json", asdict(draft))


def changed(draft: Draft, **values: Any) -> Draft:
    """Keep other choices for the file."""
    after = replace(draft, **values)
    save(after)
    return after


def draft_of(id_: str) -> Draft:
    """Raises NoSuchDraft."""
    told = _read(_home() / str(id_) / "draft.json")
    if told is None:
        raise NoSuchDraft
    return Draft(**{**told, "files": tuple(told["files"])})


def drafts() -> list[Draft]:
    """The newest first; not more than are shown."""
    return sorted(_all(), key=lambda draft: draft.at, reverse=True)[:SHOWN]


def _all() -> Iterator[Draft]:
    if not _home().exists():
        return
    for folder in _home().iterdir():
        try:
            yield draft_of(folder.name)
        except (NoSuchDraft, TypeError, KeyError):
            continue


def remove(draft: Draft) -> None:
    shutil.rmtree(draft.folder, ignore_errors=True)


def answer(draft: Draft, what: str) -> dict[str, Any] | None:
    """What the worker has left: "check" for the present choices, or "load"."""
    name = f"check-{draft.mark}.json" if what == "check" else f"{what}.json"
    return _read(draft.folder / name)


def leave(draft: Draft, what: str, told: Mapping[str, Any]) -> None:
    name = f"check-{draft.mark}.json" if what == "check" else f"{what}.json"
    if draft.folder.exists():
        _write(draft.folder / name, told)


def drop_older_originals(loaded: Draft) -> None:
    """The original of a source stays until the next load of that source replaces it."""
    for other in _all():
        same = (other.kind, other.shop) == (loaded.kind, loaded.shop)
        told = answer(other, "load")
        if same and other.id != loaded.id and told and told["state"] == "done":
            shutil.rmtree(other.folder / "files", ignore_errors=True)


def is_open(draft: Draft, load: Mapping[str, Any] | None) -> bool:
    """Whether the file can still be looked at and loaded, `load` being the answer for it."""
    if load is None or load["state"] == "failed":
        return True
    return bool(load["state"] == "undone" and draft.has_original)


def loaded_as(shop: str, load_id: str) -> list[Draft]:
    """The files that were loaded under this name, as far as they are still known."""
    found = []
    for draft in _all():
        told = answer(draft, "load") or {}
        if (told.get("state"), told.get("shop"), told.get("load_id")) == ("done", shop, load_id):
            found.append(draft)
    return found


def look_again(draft: Draft) -> None:
    """Nothing is known any more of what is in the file."""
    for path in draft.folder.glob("check-*.json"):
        path.unlink()


def forget_samples(loaded: Draft) -> None:
    """Once a file is loaded, no cell of it stays in what was found out about it; its sums do."""
    told = answer(loaded, "check")
    look_again(loaded)
    if told:
        leave(loaded, "check", {**told, "columns": [], "first_rows": [], "statuses": []})


def forget_old() -> int:
    """Files that nobody loaded within a week are gone, with all that was said of them."""
    gone = 0
    for draft in list(_all()):
        told = answer(draft, "load")
        loaded = told is not None and told["state"] in ("done", "queued", "running")
        if not loaded and draft.moment < clock.now() - FORGOTTEN_AFTER:
            remove(draft)
            gone += 1
    return gone


def _write(path: Path, told: Mapping[str, Any]) -> None:
    partial = path.with_suffix(f".{new_id()}.tmp")
    partial.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    partial.replace(path)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    return told if isinstance(told, dict) else None
