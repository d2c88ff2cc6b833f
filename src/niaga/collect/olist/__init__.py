"""The Olist public data set: nine CSV files of a Brazilian marketplace, 2016 to 2018."""

from niaga.collect.olist.reader import (
    DESCRIPTION,
    LABEL,
    SHOP,
    TABLES,
    detect,
    fingerprint,
    read,
)

__all__ = ["DESCRIPTION", "LABEL", "SHOP", "TABLES", "detect", "fingerprint", "read"]
