"""Day or month first: by evidence over the whole column, by the file's order, or by asking."""

from datetime import UTC, date, datetime

import pytest

from niaga.collect.tabular import dates
from niaga.collect.tabular.dates import DateStyle
from niaga.collect.tabular.numbers import NATIVE


@pytest.mark.parametrize(
    ("texts", "style"),
    [
        (["01/02/2026", "25/02/2026"], DateStyle("dmy", "evidence")),
        (["12/1/2010 8:26", "12/13/2010 8:34"], DateStyle("mdy", "evidence")),
        (["2026-02-01"], DateStyle("ymd", "clear")),
        (["01/02/2026", "03/04/2026"], DateStyle("dmy", "none")),
        # Sorted by day first, the other reading jumps to and fro.
        (
            [f"{day:02}/{month:02}/2026" for month in (1, 2) for day in range(1, 13)],
            DateStyle("dmy", "sequence"),
        ),
        (
            [f"{month:02}/{day:02}/2026" for month in (1, 2) for day in range(1, 13)],
            DateStyle("mdy", "sequence"),
        ),
    ],
)
def test_order(texts: list[str], style: DateStyle) -> None:
    assert dates.decide(texts) == style


def test_nothing_was_sold_tomorrow() -> None:
    today = date(2026, 3, 5)
    assert dates.decide(["02/03/2026", "03/03/2026", "04/12/2025"], today=today).order == "dmy"
    assert dates.decide(["03/12/2025", "03/04/2026"], today=today) == DateStyle("mdy", "sequence")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("21/11/2026 09.15", datetime(2026, 11, 21, 9, 15)),
        ("21-11-26", datetime(2026, 11, 21)),
        ("21 Nopember 2026", datetime(2026, 11, 21)),
        ("Sabtu, 21 Nov 2026 08:00", datetime(2026, 11, 21, 8)),
        ("Nov 21, 2026 9:15 PM", datetime(2026, 11, 21, 21, 15)),
        ("21 de novembro de 2026", datetime(2026, 11, 21)),
        ("2026-11-21T09:15:30+07:00", datetime(2026, 11, 21, 2, 15, 30, tzinfo=UTC)),
        ("2026-03-02 09:15:00 +0700", datetime(2026, 3, 2, 2, 15, tzinfo=UTC)),
        ("21/11/2026 09:15 WIB", datetime(2026, 11, 21, 2, 15, tzinfo=UTC)),
        ("20261121", datetime(2026, 11, 21)),
        ("46347,5", datetime(2026, 11, 21, 12)),  # a serial day of a workbook
        (f"{NATIVE}2026-11-21T09:15:00", datetime(2026, 11, 21, 9, 15)),
    ],
)
def test_read(text: str, told: datetime) -> None:
    assert dates.instant(text, DateStyle("dmy", "evidence")) == (told, "")


@pytest.mark.parametrize(
    "text",
    [
        "30/02/2026",
        "31/31/2026",
        "kemarin",
        "5",
        "21/11/1899",
        "",
        "2026-03-02 09:15 +99:00",  # no zone is a day away
    ],
)
def test_refused(text: str) -> None:
    assert dates.instant(text, DateStyle("dmy", "evidence")) == (None, "unreadable_date")
