"""Satisfaction answers: a table of answers as survey tools export it."""

from niaga.collect.survey.reader import DESCRIPTION, LABEL, TABLES, detect, fingerprint, read

__all__ = ["DESCRIPTION", "LABEL", "TABLES", "detect", "fingerprint", "read"]
