"""Marketing cost by day, channel and campaign: a table whose columns are known by name."""

from niaga.collect.spend.reader import DESCRIPTION, LABEL, TABLES, detect, fingerprint, read

__all__ = ["DESCRIPTION", "LABEL", "TABLES", "detect", "fingerprint", "read"]
