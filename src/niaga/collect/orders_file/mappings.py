"""Mappings that were used, kept under a name for the next file of the same make.

A file is known by its columns. One that has all the columns that a mapping uses, and others beside
them, is of the same make; one that lacks some of them is told which.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from niaga.collect.problems import ImportRefused
from niaga.collect.tabular.layout import Layout, plain
from niaga.kernel import clock
from niaga.kernel.errors import NiagaError

NEAR = 0.6  # of the columns that a mapping uses
_MAP = "map."


class UnknownMapping(ImportRefused):
    code = "import_unknown_mapping"
    message = _("Tidak ada pemetaan bernama '%(name)s'. Yang ada: %(known)s.")


class ColumnsGone(ImportRefused):
    code = "import_columns_gone"
    message = _(
        "%(file)s tidak memiliki kolom %(missing)s yang dipakai pemetaan '%(name)s'. Kolom yang "
        "ada: %(columns)s. Cocokkan ulang di halaman impor, atau dengan --map KOLOM=ISI."
    )


class BadName(NiagaError):
    code = "import_bad_mapping_name"
    message = _("Nama pemetaan '%(name)s' kosong atau sudah dipakai.")


@dataclass(frozen=True)
class Kept:
    """`options`: the choices as options of an import. `file`: that it was last used for."""

    id: str
    name: str
    columns: tuple[str, ...]
    options: Mapping[str, str]
    file: str = ""
    used_at: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """Field → column."""
        return {
            key.removeprefix(_MAP): column
            for key, column in self.options.items()
            if key.startswith(_MAP) and column
        }

    def lacking(self, layout: Layout) -> dict[str, str]:
        """Field → the column that it is read from, where the file does not have it."""
        have = set(map(plain, layout.columns))
        return {field: name for field, name in self.fields.items() if plain(name) not in have}


def _home() -> Path:
    return Path(settings.NIAGA_HOME) / "mappings"


def mappings() -> list[Kept]:
    """The last used first."""
    found = [kept for path in _home().glob("*.json") if (kept := _read(path))]
    return sorted(found, key=lambda kept: (kept.used_at, kept.name), reverse=True)


def named(name: str) -> Kept:
    """Raises UnknownMapping."""
    every = mappings()
    found = next((kept for kept in every if plain(kept.name) == plain(name)), None)
    if found is None:
        known = ", ".join(f"'{kept.name}'" for kept in every)
        raise UnknownMapping(name=name, known=known or "–")
    return found


def kept_for(layout: Layout) -> Kept | None:
    """Of files with the same columns; or else of one whose used columns are all in this one."""
    every = mappings()
    same = [kept for kept in every if _signature(kept.columns) == layout.signature]
    full = [kept for kept in every if len(kept.fields) > 1 and not kept.lacking(layout)]
    return next(iter([*same, *sorted(full, key=lambda kept: -len(kept.fields))]), None)


def near(layout: Layout) -> Kept | None:
    """Of a file like this one, most of whose used columns are still here."""
    shares = [
        (1 - len(kept.lacking(layout)) / len(kept.fields), kept.used_at, kept)
        for kept in mappings()
        if len(kept.fields) > 2
    ]
    share, _at, best = max(shares, key=lambda each: each[:2], default=(0.0, "", None))
    return best if share >= NEAR else None


def keep(layout: Layout, options: Mapping[str, str], into: str = "") -> Kept:
    """Remember the choices for the next file of this make. `into`: the name of the mapping that
    they were made from, which becomes these.
    """
    before = next((each for each in mappings() if into and each.name == into), None)
    if before is None:
        same = kept_for(layout)
        before = same if same and _signature(same.columns) == layout.signature else None
    id_ = before.id if before else hashlib.sha256(layout.signature.encode()).hexdigest()[:16]
    kept = Kept(
        id=id_,
        name=before.name if before else _free(layout.path.stem, id_),
        columns=layout.columns,
        options=dict(options),
        file=layout.path.name,
        used_at=clock.now().isoformat(),
    )
    _write(kept)
    return kept


def rename(id_: str, name: str) -> None:
    """Raises BadName; UnknownMapping."""
    kept = _of(id_)
    name = " ".join(name.split())[:60]
    taken = {plain(each.name) for each in mappings() if each.id != id_}
    if not plain(name) or plain(name) in taken:
        raise BadName(name=name)
    _write(Kept(**{**_told(kept), "name": name}))


def forget(id_: str) -> None:
    """Raises UnknownMapping."""
    (_home() / f"{_of(id_).id}.json").unlink(missing_ok=True)


def _of(id_: str) -> Kept:
    found = next((kept for kept in mappings() if kept.id == id_), None)
    if found is None:
        raise UnknownMapping(name=id_, known="–")
    return found


def _signature(columns: Sequence[str]) -> str:
    return "|".join(sorted(map(plain, columns)))


def _free(name: str, id_: str) -> str:
    taken = {plain(each.name) for each in mappings() if each.id != id_}
    base = " ".join(name.replace("_", " ").split())[:50] or "berkas"
    tries = [base, *(f"{base} {number}" for number in range(2, len(taken) + 3))]
    return next(each for each in tries if plain(each) not in taken)


def _told(kept: Kept) -> dict[str, Any]:
    return {**asdict(kept), "columns": tuple(kept.columns), "options": dict(kept.options)}


def _read(path: Path) -> Kept | None:
    """None for a file that is damaged: the next use writes it anew."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Kept(
            id=path.stem,
            name=str(data.get("name") or " · ".join(map(str, data["columns"][:3]))),
            columns=tuple(map(str, data["columns"])),
            options={str(key): str(value) for key, value in data["options"].items()},
            file=str(data.get("file", "")),
            used_at=str(data.get("used_at", "")),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _write(kept: Kept) -> None:
    path = _home() / f"{kept.id}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".tmp")
    partial.write_text(json.dumps(_told(kept), ensure_ascii=False, indent=1), encoding="utf-8")
    partial.replace(path)
