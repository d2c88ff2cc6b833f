"""The Complete Journey: a year of a grocer's baskets, with its coupon campaigns, as Parquet."""

from niaga.collect.completejourney.reader import (
    DESCRIPTION,
    LABEL,
    SHOP,
    TABLES,
    detect,
    fingerprint,
    read,
)

__all__ = ["DESCRIPTION", "LABEL", "SHOP", "TABLES", "detect", "fingerprint", "read"]
