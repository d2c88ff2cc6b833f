"""Columns of a test's table that belong together: an amount with what was before, or a ratio."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from niaga.collect.ab.columns import names
from niaga.collect.ab.problems import BadPlan
from niaga.collect.tabular.layout import plain

_AFTER = (" before", " sebelum", " sebelumnya", " pre", " prior", " previous")
_AHEAD = ("pre ", "before ", "prior ", "previous ", "sebelum ")


def before(others: Sequence[str], options: Mapping[str, str]) -> dict[str, str]:
    """Amount → the column that tells it from before the test: as told, or by its name."""
    if "before" in options:
        return dict(_pairs(others, options, "before", ":"))
    by_name = {plain(name): name for name in others}
    found = {}
    for name in others:
        known = plain(name)
        likely = [*(known + word for word in _AFTER), *(word + known for word in _AHEAD)]
        match = next((by_name[each] for each in likely if each in by_name), None)
        if match:
            found[name] = match
    return found


def ratios(others: Sequence[str], options: Mapping[str, str]) -> list[tuple[str, str]]:
    return _pairs(others, options, "ratios", "/")


def named(top: str, bottom: str) -> str:
    return f"{top} / {bottom}"


def _pairs(
    others: Sequence[str], options: Mapping[str, str], option: str, between: str
) -> list[tuple[str, str]]:
    found = []
    for text in names(options.get(option, "")):
        first, _between, second = (part.strip() for part in text.partition(between))
        if first not in others or second not in others or first == second:
            expected = _("tulis dua kolom angka, misalnya %(example)s") % {
                "example": f"Belanja{between}" + ("Pesanan" if between == "/" else "Belanja lalu")
            }
            raise BadPlan(name=option, value=text, expected=expected)
        found.append((first, second))
    return found
