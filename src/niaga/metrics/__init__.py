"""Every number that the business speaks of, defined once. Ask through `query` and `rows`."""

from niaga.metrics.at_once import ask_at_once
from niaga.metrics.questions import Question, RowsBehind, query, rows, shop_named
from niaga.metrics.results import Result, Row

__all__ = ["Question", "Result", "Row", "RowsBehind", "ask_at_once", "query", "rows", "shop_named"]
