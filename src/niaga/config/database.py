"""The shop's database: SQLite in the data home, or PostgreSQL from an address."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"  # money: a committed order survives a power cut
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA mmap_size=268435456;"
    "PRAGMA cache_size=-16000;"
)


def sqlite_database(path: Path) -> dict[str, Any]:
    """WAL with immediate transactions: readers never wait, writers queue and never deadlock."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_PRAGMAS,
        },
    }


def database_from_url(url: str) -> dict[str, Any]:
    """Read `postgresql://user:password@host:port/name` or `sqlite:///path`.

    Raises ImproperlyConfigured with the part that does not fit; the password is never in it.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite_database(Path(unquote(parts.path)))
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured(
            f"NIAGA_DATABASE_URL: unknown scheme '{parts.scheme}'; "
            "use postgresql://user:password@host:5432/name or sqlite:///path"
        )
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise ImproperlyConfigured("NIAGA_DATABASE_URL: the database's name is missing")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,  # after a restart of the server no request meets a dead one
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}},
    }
