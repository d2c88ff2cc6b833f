"""Visits to the shop's own pages: told by its web processes, gathered into sessions.

    web process ──▶ log (a file for each process) ──▶ book (sessions, page counts) ──▶ staged rows

Nothing in here knows a name, an address or a telephone number, and neither an IP address nor a
user agent is ever written. See docs/explanation/visits.md.
"""

from pathlib import Path

from django.conf import settings


def home() -> Path:
    return Path(settings.NIAGA_HOME) / "visits"


def log_folder() -> Path:
    return home() / "log"
