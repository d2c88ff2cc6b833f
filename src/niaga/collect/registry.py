"""The kinds of source that can be imported. A new kind is a folder and one line here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from niaga.collect import olist
from niaga.collect.problems import UnknownKind
from niaga.collect.staging import SourceShop, Staged


@dataclass(frozen=True)
class Kind:
    """`fingerprint(path)` names the content; `read(path, work)` stages it, or the rest of it."""

    name: str
    shop: SourceShop
    fingerprint: Callable[[Path], str]
    read: Callable[[Path, Path], Staged]


KINDS: Mapping[str, Kind] = {
    kind.name: kind for kind in (Kind("olist", olist.SHOP, olist.fingerprint, olist.read),)
}


def kind_named(name: str) -> Kind:
    """Raises UnknownKind, which lists the known ones."""
    if name not in KINDS:
        raise UnknownKind(kind=name, known=", ".join(sorted(KINDS)))
    return KINDS[name]
