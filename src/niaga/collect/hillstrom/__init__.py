"""An e-mail campaign with a control group: one CSV with a row per person."""

from niaga.collect.hillstrom.reader import (
    DESCRIPTION,
    LABEL,
    SHOP,
    TABLES,
    detect,
    fingerprint,
    read,
)

__all__ = ["DESCRIPTION", "LABEL", "SHOP", "TABLES", "detect", "fingerprint", "read"]
