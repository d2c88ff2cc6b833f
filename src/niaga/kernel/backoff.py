"""How long to wait before trying again."""

import random
from datetime import timedelta

LONGEST = timedelta(minutes=10)


def delay(
    attempt: int,
    first: timedelta = timedelta(seconds=1),
    longest: timedelta = LONGEST,
) -> timedelta:
    """`first` after attempt 1, doubling up to `longest`; ±20 % so that failures do not march
    in step."""
    doubled = first * 2 ** min(attempt - 1, 20)
    return min(doubled, longest) * random.uniform(0.8, 1.2)
