"""What a test measured: a yes or no for each visitor, a number, an amount of money, or a ratio.

Of a table with a row for each visitor an amount may be set against a second column: what was
measured before the test takes noise away from it (`before=Belanja:Belanja sebelumnya`, or by its
name), and what divides it makes a ratio of it (`ratios=Belanja/Pesanan`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from django.utils.translation import gettext as _

from niaga.collect.ab import cells, columns, pairs
from niaga.collect.ab.cells import Faults
from niaga.collect.ab.columns import Roles
from niaga.collect.ab.problems import BadPlan, NoTest
from niaga.collect.staging import SourceShop
from niaga.collect.tabular.layout import plain
from niaga.collect.tabular.rows import Columns
from niaga.kernel.money import exponent


@dataclass(frozen=True)
class Outcome:
    """One entry for each row of the table. `amounts` None: a yes or no. `squares` None: the table
    has sums without their squares. `base`: what `amounts` are set against, from column `divisor`
    or `before`.
    """

    name: str
    visitors: np.ndarray
    conversions: np.ndarray
    amounts: np.ndarray | None = None
    squares: np.ndarray | None = None
    is_money: bool = False
    base: np.ndarray | None = None
    divisor: str = ""
    before: str = ""


def outcomes(
    file: str,
    table: Columns,
    roles: Roles,
    options: Mapping[str, str],
    shop: SourceShop,
    faults: Faults,
) -> tuple[Outcome, ...]:
    """Raises NoTest when nothing was measured, and BadPlan for a column that is none."""
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
    before = pairs.before(roles.others, options)
    divided = pairs.ratios(roles.others, options)

    def is_money(name: str) -> bool:
        return name in money or (not money and plain(name) in columns.AMOUNTS)

    def numbers(name: str, factor: int) -> np.ndarray:
        values = cells.whole(table, name, faults, factor, blank)
        return np.where(values == cells.MISSING, 0, values)

    found = []
    for name in roles.others:
        if name in before.values():
            continue
        if cells.is_yes_no(table, name) and not is_money(name):
            found.append(Outcome(name, ones, cells.yes_no(table, name, faults)))
        elif told or name in before or cells.is_number(table, name):
            unit = factor if is_money(name) else 1
            values = numbers(name, unit)
            outcome = Outcome(
                name, ones, (values > 0).astype(np.int64), values, values * values, is_money(name)
            )
            if name in before:
                outcome = replace(outcome, base=numbers(before[name], unit), before=before[name])
            found.append(outcome)
    for top, bottom in divided:
        values = numbers(top, factor if is_money(top) else 1)
        base = numbers(bottom, factor if is_money(bottom) else 1)
        ratio = Outcome(
            pairs.named(top, bottom), ones, (values > 0).astype(np.int64), values, values * values,
            is_money(top) and not is_money(bottom), base, divisor=bottom,
        )  # fmt: skip
        found.append(ratio)
    return found


def _of_counts(
    table: Columns,
    roles: Roles,
    options: Mapping[str, str],
    money: set[str],
    factor: int,
    faults: Faults,
) -> list[Outcome]:
    """`<amount>_squared` beside an amount gives it a variance. Sums of pairs are not told."""
    for option in ("before", "ratios"):
        if options.get(option):
            raise BadPlan(
                name=option,
                value=options[option],
                expected=_("hanya untuk berkas dengan satu baris per pengunjung"),
            )
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
