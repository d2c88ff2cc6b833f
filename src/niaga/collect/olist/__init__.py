"""The Olist public data set: nine CSV files of a Brazilian marketplace, 2016 to 2018."""

from niaga.collect.olist.reader import SHOP, fingerprint, read

__all__ = ["SHOP", "fingerprint", "read"]
