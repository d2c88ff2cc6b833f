"""What is known of days to come: paydays, twin dates, Ramadan and Lebaran.

The dates of Lebaran are those of Indonesia's public holidays; Ramadan is the thirty days before.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import holidays

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

EFFECTS = (
    "payday",  # from the 25th to the 2nd
    "twin",  # 1.1, 2.2 … 10.10
    "great_twin",  # 11.11, 12.12
    "twin_after",  # the day after a great one
    "ramadan",  # its first half
    "ramadan_late",  # its second, when bonuses are paid
    "lebaran",  # the feast and the five days after
)


@lru_cache(maxsize=64)
def lebaran(year: int) -> tuple[date, ...]:
    """The first day of each feast that begins in the year; a Gregorian year can have two."""
    names = holidays.country_holidays("ID", years=year, language="id")
    days = sorted(day for day, name in names.items() if "Idul Fitri" in name)
    return tuple(day for day in days if day - timedelta(days=1) not in days)


def effects(first: date, days: int) -> "npt.NDArray[np.float64]":
    """Days × EFFECTS: 1 where the effect is on, else 0."""
    import numpy as np

    years = range(first.year, (first + timedelta(days=days)).year + 2)
    feasts = [day for year in years for day in lebaran(year)]
    table = np.zeros((days, len(EFFECTS)))
    for n in range(days):
        day = first + timedelta(days=n)
        before = day - timedelta(days=1)
        away = [(feast - day).days for feast in feasts]
        table[n] = (
            day.day >= 25 or day.day <= 2,
            day.day == day.month and day.month < 11,
            day.day == day.month and day.month >= 11,
            before.day == before.month and before.month >= 11,
            any(15 < left <= 30 for left in away),
            any(0 < left <= 15 for left in away),
            any(-6 < left <= 0 for left in away),
        )
    return table
