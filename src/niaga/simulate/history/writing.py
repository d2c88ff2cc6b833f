"""Rows on their way to the database: many at once, in the exact form that Django would give."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

BATCH = 20_000


def insert(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Writes `rows`, whose values stand in the order of `names`; other fields get their default.

    The primary key is drawn by the database unless it is named. UUIDs are given as 32 hexadecimal
    digits, and text for a JSON field is taken to be JSON already. Answers how many were written.
    """
    rows = list(rows)
    if not rows:
        return 0
    fields = {field.name: field for field in model._meta.concrete_fields}
    columns = [fields[name] for name in names]
    rest = [
        field
        for name, field in fields.items()
        if name not in names and not (field.primary_key and isinstance(field, models.AutoField))
    ]
    defaults = tuple(_plain(field, field.get_default()) for field in rest)
    changes = [(i, change) for i, field in enumerate(columns) if (change := _change(field))]
    made: list[tuple[Any, ...]] = []
    for row in rows:
        values = list(row)
        for i, change in changes:
            if values[i] is not None:
                values[i] = change(values[i])
        made.append((*values, *defaults))
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    listed = ", ".join(quote(str(field.column)) for field in [*columns, *rest])
    if connection.vendor == "postgresql":
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy,
        ):
            for line in made:
                copy.write_row(line)
        return len(made)
    marks = ", ".join(["%s"] * (len(columns) + len(rest)))
    with connection.cursor() as cursor:
        for start in range(0, len(made), BATCH):
            cursor.executemany(
                f"INSERT INTO {table} ({listed}) VALUES ({marks})",  # noqa: S608
                made[start : start + BATCH],
            )
    return len(made)


def reset_sequences(written: Iterable[type[models.Model]]) -> None:
    """After keys were given by hand, PostgreSQL has to be told where to go on."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(written))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _change(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    """How a Python value of the field becomes what the driver takes; None when it is the same."""
    sqlite = connection.vendor == "sqlite"
    if isinstance(field, models.JSONField):
        return _json
    if isinstance(field, models.DateTimeField):
        return _naive if sqlite else None
    if isinstance(field, models.DateField):
        return str if sqlite else None
    if isinstance(field, models.DecimalField):
        return str if sqlite else None
    return None


def _plain(field: models.Field[Any, Any], value: Any) -> Any:
    change = _change(field)
    return change(value) if change and value is not None else value


def _naive(moment: datetime) -> str:
    """UTC without its name, as Django keeps times on SQLite. `moment` must be in UTC."""
    return str(moment.replace(tzinfo=None))


def _json(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
