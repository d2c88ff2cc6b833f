"""Sums kept beside the facts of a big shop, from which most of its questions are answered."""

from niaga.metrics.rollups.choosing import chosen, counts_firsts, within
from niaga.metrics.rollups.declared import ROLLUPS, ROWS, Firsts, Rollup, summed
from niaga.metrics.rollups.files import forget, is_worth, made

__all__ = [
    "ROLLUPS",
    "ROWS",
    "Firsts",
    "Rollup",
    "chosen",
    "counts_firsts",
    "forget",
    "is_worth",
    "made",
    "summed",
    "within",
]
