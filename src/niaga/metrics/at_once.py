"""Several questions in one statement.

A page asks a handful of questions of facts that differ, each of which is quick. Their statements
are laid one under the other (UNION ALL), each row with the number of its question and with columns
of its own, so that the engine is asked once and works on all of them together. The answers are
remembered each by itself, exactly as if they had been asked one by one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from niaga.kernel.permissions import SYSTEM, Actor
from niaga.metrics import answers, fetching, questions
from niaga.metrics.questions import Part, Question
from niaga.warehouse.engines import engine
from niaga.warehouse.schema import Table
from niaga.warehouse.snapshot import ShopEntry

_PLACE = re.compile(r"\$([a-z]\w*)")
Rows = list[tuple[Any, ...]]


def ask_at_once(
    asked: Iterable[tuple[Sequence[str], Question]], shop: str, actor: Actor = SYSTEM
) -> None:
    """Have what is not known yet answered by one statement, for `questions.query` to find.

    Metrics with a formula are left to `query`. Raises as `query`, and what the engine raises; then
    nothing is remembered, and each question can still be asked by itself.
    """
    entry = questions.shop_named(shop)
    unknown: dict[Any, Part] = {}
    for names, question in asked:
        plain = [
            metric for metric in questions.allowed(names, question, actor) if metric.formula is None
        ]
        for part in questions.parts_of(plain, entry, question):
            if not questions.is_remembered(part):
                unknown[part.key] = part
    parts = list(unknown.values())
    if len(parts) > 1:
        for part, rows in zip(parts, _fetched(parts, entry), strict=True):
            questions.remembered(part, entry, rows)


@dataclass(frozen=True)
class _Stack:
    """One statement, with what it reads and the values of its places."""

    sql: str
    paths: dict[str, list[str]]
    shapes: dict[str, Table]
    values: dict[str, Any]


def _fetched(parts: Sequence[Part], entry: ShopEntry) -> list[Rows]:
    """The rows of each, in that order."""
    stack = _stacked(parts, entry)
    if fetching.is_first_engine():
        ask = partial(engine().rows, stack.sql, stack.paths, stack.values, stack.shapes)
        fetched = answers.kept(stack.sql, stack.paths, stack.values, ask)
    else:
        fetched = list(engine().rows(stack.sql, stack.paths, stack.values))
    found: list[Rows] = [[] for _part in parts]
    spans = _spans(parts)
    for row in fetched:
        start, end = spans[row[0]]
        found[row[0]].append(tuple(row[start:end]))
    return found


def _spans(parts: Sequence[Part]) -> list[tuple[int, int]]:
    """From which to which column of a row of the stack the columns of each are."""
    spans, start = [], 1
    for part in parts:
        end = start + len(part.shape.keys) + len(part.shape.columns)
        spans.append((start, end))
        start = end
    return spans


def _stacked(parts: Sequence[Part], entry: ShopEntry) -> _Stack:
    spans = _spans(parts)
    width = spans[-1][1]
    selects: list[str] = []
    stack = _Stack("", {}, {}, {})
    for number, (part, (start, end)) in enumerate(zip(parts, spans, strict=True)):
        sql, paths, shapes = fetching.prepared(part.shape, part.read, entry, part.parameters)
        if any(stack.paths.get(name, files) != files for name, files in paths.items()):
            # Of a view that is kept as of a day, another day's rows are in the stack already.
            alone = replace(part.shape, kept=())
            sql, paths, shapes = fetching.prepared(alone, part.read, entry, part.parameters)
        stack.paths.update(paths)
        stack.shapes.update(shapes)
        stack.values.update({_own(number, name): v for name, v in part.parameters.items()})
        own = [f"c{n}" for n in range(start, end)]
        columns = ["NULL"] * (start - 1) + own + ["NULL"] * (width - end)
        named = ", ".join(f"{text} AS c{n}" for n, text in enumerate(columns, 1))
        placed = _PLACE.sub(partial(_placed, number), sql)
        selects.append(
            f"SELECT {number} AS c0, {named} FROM ({placed}) AS t({', '.join(own)})"  # noqa: S608
        )
    # Each question's rows come in the order of its keys, as by itself.
    keys = (
        f"c{start + n} NULLS LAST"
        for part, (start, _end) in zip(parts, spans, strict=True)
        for n in range(len(part.shape.keys))
    )
    sql = " UNION ALL ".join(selects) + " ORDER BY " + ", ".join(("c0", *keys))
    return _Stack(sql, stack.paths, stack.shapes, stack.values)


def _placed(number: int, place: re.Match[str]) -> str:
    return f"${_own(number, place[1])}"


def _own(number: int, name: str) -> str:
    return f"s{number}_{name}"
