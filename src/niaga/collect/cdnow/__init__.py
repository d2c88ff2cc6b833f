"""CDNOW: what 23,570 people bought of a CD shop from January 1997 to June 1998."""

from niaga.collect.cdnow.reader import (
    MASTER_DESCRIPTION,
    MASTER_LABEL,
    MASTER_SHOP,
    SAMPLE_DESCRIPTION,
    SAMPLE_LABEL,
    SAMPLE_SHOP,
    TABLES,
    detect_master,
    detect_sample,
    fingerprint,
    read_master,
    read_sample,
)

__all__ = [
    "MASTER_DESCRIPTION",
    "MASTER_LABEL",
    "MASTER_SHOP",
    "SAMPLE_DESCRIPTION",
    "SAMPLE_LABEL",
    "SAMPLE_SHOP",
    "TABLES",
    "detect_master",
    "detect_sample",
    "fingerprint",
    "read_master",
    "read_sample",
]
