"""Sums kept beside the facts of a big shop, from which most of its questions are answered."""

from niaga.metrics.rollups.choosing import chosen, counts_firsts, within
from niaga.metrics.rollups.declared import ROLLUPS, ROWS, Firsts, Rollup, summed
from niaga.metrics.rollups.files import forget, is_worth, made
from niaga.metrics.rollups.segments import (
    BUYER_SEGMENTS,
    forget_segments,
    kept_table,
    segments_as_of,
)

__all__ = [
    "BUYER_SEGMENTS",
    "ROLLUPS",
    "ROWS",
    "Firsts",
    "Rollup",
    "chosen",
    "counts_firsts",
    "forget",
    "forget_segments",
    "is_worth",
    "kept_table",
    "made",
    "segments_as_of",
    "summed",
    "within",
]
