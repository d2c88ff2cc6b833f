"""Empties a demo shop, the append-only tables included. Never touches a shop that is not one."""

from django.apps import apps
from django.db import connection

from niaga.insight.experiments import book
from niaga.kernel.shop import current_shop
from niaga.kernel.transactions import unit_of_work
from niaga.metrics.targets.decisions import forget
from niaga.simulate.history.opening import is_open

# reference data and the framework's own
_KEPT = {"customers_region", "shipping_shippingrate", "orders_taxrule", "django_migrations",
         "django_content_type"}  # fmt: skip


def empty_demo() -> None:
    """Deletes every row but reference data, where the demo shop is what is there."""
    if not is_open():
        return
    code = current_shop().code
    forget(code)  # targets and plans of a history that is about to be another one
    book.forget(code)
    tables = [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.db_table not in _KEPT
    ]
    quote = connection.ops.quote_name
    with unit_of_work(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # checks that still wait forbid it
            cursor.execute("TRUNCATE " + ", ".join(map(quote, tables)) + " RESTART IDENTITY")
            return
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {quote(name)}")
        for table in tables:
            cursor.execute(f"DELETE FROM {quote(table)}")  # noqa: S608
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        for _name, sql in triggers:
            cursor.execute(sql)
