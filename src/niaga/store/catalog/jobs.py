"""What the catalogue does by the clock."""

from datetime import timedelta

from niaga.kernel.work import scheduled
from niaga.store.catalog.search import rebuild_if_stale


@scheduled(every=timedelta(seconds=10), name="catalog.refresh_search")
def refresh_search() -> None:
    """The search knows of a change within seconds, and once a day of what has sold."""
    rebuild_if_stale()
