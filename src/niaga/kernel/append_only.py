"""Append-only tables: triggers on both databases that refuse UPDATE and DELETE."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def append_only(table: str) -> migrations.RunPython:
    """A migration operation; whoever tries to change a row of `table` gets a database error."""

    def make(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(
                f"""CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger AS $$
                BEGIN RAISE EXCEPTION '{table} is append-only'; END $$ LANGUAGE plpgsql"""
            )
            editor.execute(
                f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"""
            )
            return
        for deed in ("UPDATE", "DELETE"):
            editor.execute(
                f"""CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table}
                BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""
            )

    def drop(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER {table}_append_only ON {table}")
            editor.execute(f"DROP FUNCTION {table}_append_only()")
            return
        for deed in ("update", "delete"):
            editor.execute(f"DROP TRIGGER {table}_no_{deed}")

    return migrations.RunPython(make, drop)
