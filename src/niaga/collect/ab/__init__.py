"""A/B tests: a table with a row per visitor, or with counts per day and variant."""

from niaga.collect.ab.reader import DESCRIPTION, LABEL, TABLES, detect, fingerprint, read

__all__ = ["DESCRIPTION", "LABEL", "TABLES", "detect", "fingerprint", "read"]
