"""Questions that are asked all day: put into SQL once, and asked with other values each time.

Django writes a queryset's SQL anew each time it is used, which costs several times what the
database needs to answer by key. A prepared question is a queryset like any other, written once for
each thread; its rows are read by Django as ever.
"""

import threading
from collections.abc import Callable
from datetime import date
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.sql import InsertQuery
from django.db.transaction import mark_for_rollback_on_error

Row = TypeVar("Row")
Made = TypeVar("Made", bound=Model)

# Stand-ins that no row and no constant of a query has, by which the place of a value is found.
_STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda n: 7_999_583_201_000_000_000 + n,
    str: lambda n: f"prepared-value-{n}-of-a-question",
    date: lambda n: date(9_583, 2, 1 + n),
}


class _Statement:
    """The SQL in one thread. Not to be used by two at once: the values lie in it while it runs."""

    def __init__(self, queryset: Any, stand_ins: list[Any]) -> None:
        self._queryset = queryset
        self.connection = connections[DEFAULT_DB_ALIAS]
        compiler: Any = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, given = compiler.as_sql()
        stand_ins = [self._as_sent(value) for value in stand_ins]
        places = [stand_ins.index(value) if value in stand_ins else None for value in given]
        if missing := set(range(len(stand_ins))) - set(places):
            raise ValueError(f"values {sorted(missing)} are not in the SQL as they are: {sql}")
        converters = compiler.get_converters([column[0] for column in compiler.select])
        compiler.get_converters = lambda _expressions: converters
        compiler.as_sql = lambda *_args, **_kwargs: (sql, self._parameters)
        queryset.query.get_compiler = lambda *_args, **_kwargs: compiler
        self._given, self._places = given, places
        self._parameters: tuple[Any, ...] = ()

    def _as_sent(self, value: Any) -> Any:
        if isinstance(value, date):
            return self.connection.ops.adapt_datefield_value(value)
        return value

    def ask(self, values: tuple[Any, ...]) -> list[Any]:
        self._parameters = tuple(
            given if place is None else self._as_sent(values[place])
            for given, place in zip(self._given, self._places, strict=True)
        )
        return list(self._queryset._iterable_class(self._queryset))


class Prepared(Generic[Row]):
    """`build` answers the queryset for values of these `kinds` (int, str or date), which must
    stand in its SQL as they are given: keys, codes, tokens. Nothing may be prefetched."""

    def __init__(self, build: "Callable[..., QuerySet[Any, Row]]", *kinds: type) -> None:
        self._build = build
        self._kinds = kinds
        self._statements = threading.local()

    def rows(self, *values: int | str | date) -> list[Row]:
        """The answer to the queryset of these values. One statement."""
        statement: _Statement | None = getattr(self._statements, "own", None)
        if statement is None or statement.connection is not connections[DEFAULT_DB_ALIAS]:
            stand_ins = [_STAND_INS[kind](n) for n, kind in enumerate(self._kinds)]
            statement = _Statement(self._build(*stand_ins), stand_ins)
            self._statements.own = statement
        return statement.ask(values)

    def first(self, *values: int | str | date) -> Row | None:
        """The first row; the queryset itself should be cut to one."""
        rows = self.rows(*values)
        return rows[0] if rows else None


class PreparedInsert(Generic[Made]):
    """The INSERT of one model, for rows that are written all day. Sends no signals."""

    def __init__(self, model: type[Made]) -> None:
        self._model = model
        self._statements = threading.local()

    def insert(self, instance: Made) -> Made:
        """Write a new row; the key that the database drew is set. One statement."""
        connection: Any = connections[DEFAULT_DB_ALIAS]
        known = getattr(self._statements, "own", None)
        if known is None or known[0] is not connection:
            known = self._statements.own = (connection, *self._compiled(instance))
        _connection, sql, fields, compiler = known
        values = [
            compiler.prepare_value(field, compiler.pre_save_val(field, instance))
            for field in fields
        ]
        with mark_for_rollback_on_error(DEFAULT_DB_ALIAS), connection.cursor() as cursor:
            cursor.execute(sql, values)
            (instance.pk,) = connection.ops.fetch_returned_insert_columns(cursor, ())
        instance._state.adding, instance._state.db = False, DEFAULT_DB_ALIAS
        return instance

    def _compiled(self, instance: Made) -> tuple[str, list[Any], Any]:
        options = self._model._meta
        fields = [field for field in options.local_concrete_fields if field is not options.pk]
        query = InsertQuery(self._model)
        query.insert_values(fields, [instance])
        compiler: Any = query.get_compiler(DEFAULT_DB_ALIAS)
        compiler.returning_fields = [options.pk]
        ((sql, _values),) = compiler.as_sql()
        return sql, fields, compiler
