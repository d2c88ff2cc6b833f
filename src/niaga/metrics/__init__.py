"""Every number that the business speaks of, defined once. Ask through `query` and `rows`."""

from niaga.metrics.questions import RowsBehind, query, rows, shop_named
from niaga.metrics.results import Result, Row

__all__ = ["Result", "Row", "RowsBehind", "query", "rows", "shop_named"]
