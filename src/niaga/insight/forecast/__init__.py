"""What is likely to come, as ranges that were judged on the past; and when to order again."""

from niaga.insight.forecast.outlook import (
    NothingSold,
    NotTrading,
    Outlook,
    Range,
    Reason,
    TooShort,
    foretell,
)
from niaga.insight.forecast.series import known_demand, known_sales

__all__ = [
    "NotTrading",
    "NothingSold",
    "Outlook",
    "Range",
    "Reason",
    "TooShort",
    "foretell",
    "known_demand",
    "known_sales",
]
