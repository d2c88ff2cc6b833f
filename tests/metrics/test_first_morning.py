"""A month has its target before its first sale, and a month without a sale is told as one."""

from datetime import UTC, date, datetime

from niaga.kernel import clock
from niaga.metrics import query
from niaga.metrics.targets.rules import raised

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
FIRST_MORNING = datetime(2026, 3, 31, 18, tzinfo=UTC)  # 1 April, one o'clock in Jakarta


def test_the_target_stands_on_the_first_morning(pencil: str) -> None:
    with clock.at(FIRST_MORNING):
        sold = query(["net_sales"], pencil, grain="month")[0].values
        (target,) = query(["net_sales_target"], pencil, grain="month")
        (attained,) = query(["target_attainment"], pencil, grain="month")
    assert APRIL not in sold
    row = target.rows[-1]
    assert (row.key, row.value, row.partial) == ((APRIL,), raised(int(sold[MARCH] or 0)), True)
    assert attained.rows[-1].value == (0.0 if row.value else None)


def test_nothing_is_told_beyond_what_is_asked_or_known(pencil: str) -> None:
    with clock.at(FIRST_MORNING):
        (asked,) = query(["net_sales_target"], pencil, grain="month", period=(None, APRIL))
    assert asked.rows[-1].key == (MARCH,)
    with clock.at(datetime(2027, 1, 1, tzinfo=UTC)):  # the shop is history by now
        (known,) = query(["net_sales_target"], pencil, grain="month")
    assert known.rows[-1].key == (MARCH,)
