"""What a test measured: a yes or no for each visitor, a number, or an amount of money."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from niaga.collect.ab import cells, columns
from niaga.collect.ab.cells import Faults
from niaga.collect.ab.columns import Roles
from niaga.collect.ab.problems import NoTest
from niaga.collect.staging import SourceShop
from niaga.collect.tabular.layout import plain
from niaga.collect.tabular.rows import Columns
from niaga.kernel.money import exponent


@dataclass(frozen=True)
class Outcome:
    """One entry for each row of the table. `amounts` None: a yes or no. `squares` None: the table
    has sums without their squares.
    """

    name: str
    visitors: np.ndarray
    conversions: np.ndarray
    amounts: np.ndarray | None = None
    squares: np.ndarray | None = None
    is_money: bool = False


def outcomes(
    file: str,
    table: Columns,
    roles: Roles,
    options: Mapping[str, str],
    shop: SourceShop,
    faults: Faults,
) -> tuple[Outcome, ...]:
    """Raises NoTest when nothing was measured."""
    money = {*columns.names(options.get("amounts", ""))}
    factor = 10 ** exponent(shop.currency)
    if roles.unit:
        found = _of_visitors(table, roles, options, money, factor, faults)
    else:
        found = _of_counts(table, roles, options, money, factor, faults)
    if not found:
        raise NoTest(file=file, missing=_("kolom hasil"))
    return tuple(found)


def _of_visitors(
    table: Columns,
    roles: Roles,
    options: Mapping[str, str],
    money: set[str],
    factor: int,
    faults: Faults,
) -> list[Outcome]:
    ones = np.ones(faults.rows, dtype=np.int64)
    blank = 0 if options.get("blank") == "0" else None
    told = bool(options.get("outcomes"))
    found = []
    for name in roles.others:
        is_money = name in money or (not money and plain(name) in columns.AMOUNTS)
        if cells.is_yes_no(table, name) and not is_money:
            found.append(Outcome(name, ones, cells.yes_no(table, name, faults)))
        elif told or cells.is_number(table, name):
            values = cells.whole(table, name, faults, factor if is_money else 1, blank)
            safe = np.where(values == cells.MISSING, 0, values)
            found.append(
                Outcome(name, ones, (safe > 0).astype(np.int64), safe, safe * safe, is_money)
            )
    return found


def _of_counts(
    table: Columns,
    roles: Roles,
    options: Mapping[str, str],
    money: set[str],
    factor: int,
    faults: Faults,
) -> list[Outcome]:
    """`<amount>_squared` beside an amount gives it a variance."""
    visitors = cells.whole(table, roles.visitors, faults)
    faults.add((visitors < 0) & (visitors != cells.MISSING), roles.visitors, "out_of_range")
    told = bool(options.get("outcomes"))
    squares = {name.removesuffix("_squared"): name for name in roles.others if "_squared" in name}
    found = []
    for name in roles.others:
        is_money = name in money or (not money and plain(name) in columns.AMOUNTS)
        if name in squares.values():
            continue
        if is_money:
            values = cells.whole(table, name, faults, factor)
            squared = None
            if name in squares:
                squared = cells.whole(table, squares[name], faults, factor * factor)
            nobody = np.zeros(faults.rows, dtype=np.int64)
            found.append(Outcome(name, visitors, nobody, values, squared, True))
        elif told or plain(name) in columns.CONVERSIONS:
            values = cells.whole(table, name, faults)
            faults.add((values > visitors) | (values < 0), name, "more_than_visitors")
            found.append(Outcome(name, visitors, values))
    return found
