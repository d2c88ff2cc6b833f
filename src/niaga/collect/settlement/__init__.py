"""Payouts: what a payment gateway says it pays out, line by line."""

from niaga.collect.settlement.reader import (
    DESCRIPTION,
    LABEL,
    MIDTRANS_DESCRIPTION,
    MIDTRANS_LABEL,
    TABLES,
    detect,
    detect_midtrans,
    fingerprint,
    read,
    read_midtrans,
)

__all__ = [
    "DESCRIPTION",
    "LABEL",
    "MIDTRANS_DESCRIPTION",
    "MIDTRANS_LABEL",
    "TABLES",
    "detect",
    "detect_midtrans",
    "fingerprint",
    "read",
    "read_midtrans",
]
