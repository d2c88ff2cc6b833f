"""The Complete Journey: a year of a grocer's baskets, with its coupon campaigns, as Parquet."""

from niaga.collect.completejourney.reader import SHOP, detect, fingerprint, read

__all__ = ["SHOP", "detect", "fingerprint", "read"]
