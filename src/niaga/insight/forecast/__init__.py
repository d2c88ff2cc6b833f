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
from niaga.insight.forecast.series import demand_outlook, known_demand, sales_outlook

__all__ = [
    "NotTrading",
    "NothingSold",
    "Outlook",
    "Range",
    "Reason",
    "TooShort",
    "demand_outlook",
    "foretell",
    "known_demand",
    "sales_outlook",
]
