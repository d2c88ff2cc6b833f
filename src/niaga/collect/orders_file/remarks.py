"""What a person is told of a file that was read, put together from what was found in it."""

from collections.abc import Collection, Sequence
from typing import Any

from niaga.collect.orders_file import notes
from niaga.collect.orders_file.credits import Matched
from niaga.collect.orders_file.notes import Note
from niaga.collect.orders_file.orders import Grouping, Order


def remarks(
    grouping: Grouping, matched: Sequence[Matched], orders: Collection[Order], nameless: int
) -> list[Note]:
    """`nameless`: orders of nobody."""
    cells, plan = grouping.cells, grouping.plan
    told: list[Note] = []

    def tell(condition: Any, message: Any, level: Any = "info", **values: Any) -> None:
        if condition:
            told.append(Note(message, values, level))

    gone = ", ".join(plan.lacking)
    tell(plan.lacking, notes.LACKING, "warn", name=plan.kept, columns=gone)
    tell(plan.kept and not plan.lacking, notes.KEPT, name=plan.kept)
    for status, count in sorted(grouping.unknown_statuses.items()):
        tell(True, notes.UNKNOWN_STATUS, "warn", status=status, count=count)
    tell("order_id" not in cells.mapping, notes.NO_ORDER_ID, "warn")
    tell(cells.amounts.mixed, notes.MIXED_DECIMALS, "warn")
    again_told = len({each.credit.row for each in matched if each.is_again})
    found = sum(each.sold is not None and not each.is_again for each in matched)
    lost = len({each.credit.row for each in matched if each.sold is None})
    tell(found, notes.MATCHED, count=found)
    tell(lost, notes.LEDGER_ONLY, count=lost)
    tell(again_told, notes.TOLD_TWICE, count=again_told)
    tell(grouping.continued, notes.CONTINUED, count=grouping.continued)
    again = len(grouping.identical)
    dropped = plan.choices.duplicates == "drop"
    tell(again, notes.DROPPED if dropped else notes.IDENTICAL, count=again)
    tell(nameless, notes.NO_CUSTOMER, count=nameless)
    tell(cells.rounded, notes.ROUNDED, count=cells.rounded)
    joined = sum(item.line.joined for order in orders for item in order.items)
    tell(joined, notes.JOINED, count=joined)
    free = sum(item.line.unit_price == 0 for order in orders for item in order.items)
    tell(free, notes.FREE, count=free)
    for name, count in cells.unread.items():
        tell(True, notes.UNREAD, column=cells.mapping[name], count=count)
    tell(cells.discount_is_rate, notes.RATE, column=cells.mapping.get("discount"))
    for name in ("shipping", "tax"):
        if name in cells.mapping and not cells.differs_by_line(name):
            tell(True, notes.PER_ORDER, column=cells.mapping[name])
    tell(cells.columns.blank, notes.BLANK, count=cells.columns.blank)
    for message in plan.export.notes if plan.export else ():
        tell(True, message)
    described = cells.layout.described
    tell(described, notes.DESCRIBED, row=cells.layout.header_row + 1)
    return told
