"""Which columns a measure's condition looks at, found out without the library that compiles it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any


@dataclass(frozen=True)
class Looks:
    """`columns`: all that it looks at. `flag`: the one column that it is, where it is no more."""

    columns: frozenset[str]
    flag: str = ""


NOTHING = Looks(frozenset())


@lru_cache(maxsize=1024)
def looks(where: Callable[[Any], Any] | None) -> Looks | None:
    """None when the condition cannot be told without the library."""
    if where is None:
        return NOTHING
    seen: set[str] = set()
    try:
        value = where(_Row(seen))
    except Exception:  # whatever it does with a column that is not one
        return None
    return Looks(frozenset(seen), value.name if isinstance(value, _Value) else "")


class _Row:
    def __init__(self, seen: set[str]) -> None:
        self._seen = seen

    def __getattr__(self, name: str) -> "_Value":
        self._seen.add(name)
        return _Value(name)

    __getitem__ = __getattr__


class _Value:
    """A column, or what was made of some."""

    def __init__(self, name: str = "") -> None:
        self.name = name

    def __getattr__(self, _name: str) -> Callable[..., "_Value"]:
        return lambda *_given, **_named: _Value()

    def _made(self, *_others: Any) -> "_Value":
        return _Value()

    __and__ = __or__ = __xor__ = __rand__ = __ror__ = _made
    __add__ = __sub__ = __mul__ = __truediv__ = __floordiv__ = __mod__ = _made
    __radd__ = __rsub__ = __rmul__ = __invert__ = __neg__ = _made
    __lt__ = __le__ = __gt__ = __ge__ = _made
    __eq__ = __ne__ = _made  # type: ignore[assignment]
    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        raise TypeError("a condition decides row by row")
