"""Social media by day, platform and post: a table whose columns are known by name."""

from niaga.collect.social.reader import DESCRIPTION, LABEL, TABLES, detect, fingerprint, read

__all__ = ["DESCRIPTION", "LABEL", "TABLES", "detect", "fingerprint", "read"]
