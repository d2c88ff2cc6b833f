"""Why nothing is foreseen of customers, in words."""

import pytest

from niaga.insight.lifetime import Reason
from niaga.insight.lifetime.reasons import (
    DidNotConverge,
    HistoryTooShort,
    SpendingFollowsFrequency,
    TooFewRepeats,
    UnknownBuyer,
    WorseThanMean,
)
from niaga.web.dashboards.lifetime import why


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (TooFewRepeats(100, 12), "perlu 100 orang"),
        (HistoryTooShort(52, 26), "baru ada 26"),
        (WorseThanMean(1.5, 1.25), "galat 1,5"),
        (SpendingFollowsFrequency(0.41), "korelasi 0,41"),
        (DidNotConverge(), "tak ada model"),
        (UnknownBuyer(), "Belum ada pesanan"),
    ],
)
def test_each_reason_is_said(reason: Reason, said: str) -> None:
    assert said in why(reason)
