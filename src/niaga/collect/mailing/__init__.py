"""Whom a campaign was sent to and what they did: a table whose columns are known by name."""

from niaga.collect.mailing.reader import DESCRIPTION, LABEL, TABLES, detect, fingerprint, read

__all__ = ["DESCRIPTION", "LABEL", "TABLES", "detect", "fingerprint", "read"]
