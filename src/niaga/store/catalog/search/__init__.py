"""Finding products by words, forgiving slips of spelling, in Indonesian and English."""

from niaga.store.catalog.search.index import (
    SearchAnswer,
    forget_open_index,
    rebuild,
    rebuild_if_stale,
    search,
)

__all__ = ["SearchAnswer", "forget_open_index", "rebuild", "rebuild_if_stale", "search"]
