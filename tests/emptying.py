"""Append-only tables and the emptying of tables between tests.

A test with real transactions ends with all tables emptied. PostgreSQL's TRUNCATE passes by the
triggers that make a table append-only; SQLite has DELETE alone, which they refuse. So there the
triggers of a table are taken away for its emptying, in the transaction that empties it.
"""

from typing import Any

from django.db.backends.sqlite3.base import DatabaseOperations


def let_append_only_tables_be_emptied() -> None:
    plain = DatabaseOperations.sql_flush

    def sql_flush(self: Any, style: Any, tables: list[str], **options: Any) -> list[str]:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = [(name, sql) for name, table, sql in cursor.fetchall() if table in tables]
        return [
            *(f'DROP TRIGGER "{name}"' for name, _ in triggers),
            *plain(self, style, tables, **options),
            *(sql for _, sql in triggers),
        ]

    DatabaseOperations.sql_flush = sql_flush  # type: ignore[method-assign]
