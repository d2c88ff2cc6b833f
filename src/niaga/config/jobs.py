"""What joins the rooms by the clock."""

from datetime import timedelta

from niaga.kernel.work import scheduled


@scheduled(every=timedelta(seconds=2), name="warehouse.sync")
def sync_warehouse() -> None:
    from niaga.warehouse.sync import sync_shop  # heavy, and only the worker needs it

    sync_shop()


@scheduled(every=timedelta(seconds=5), name="dashboards.prepare")
def prepare_dashboards() -> None:
    from niaga.web.dashboards.ready import prepare  # heavy, and only the worker needs it

    prepare(seconds=1.0)


@scheduled(every=timedelta(seconds=2), name="warehouse.visits")
def sync_visits() -> None:
    from niaga.warehouse.visits import sync_visits  # heavy, and only the worker needs it

    sync_visits()


@scheduled(every=timedelta(seconds=30), name="warehouse.stock")
def sync_stock() -> None:
    from niaga.warehouse.stock import sync_stock  # heavy, and only the worker needs it

    sync_stock()


@scheduled(every=timedelta(hours=1), name="metrics.close_months")
def close_months() -> None:
    from niaga.kernel.shop import current_shop
    from niaga.metrics.closing import close_months  # heavy, and only the worker needs it

    close_months(current_shop().code)


@scheduled(every=timedelta(minutes=10), name="insight.watch")
def watch_shops() -> None:
    from niaga.insight.alerts import watch  # heavy, and only the worker needs it

    watch()


@scheduled(every=timedelta(minutes=10), name="warehouse.examine")
def examine_warehouse() -> None:
    """Test what has changed against what is expected of it, and mend what is damaged."""
    from niaga.warehouse.load import examine_sources
    from niaga.warehouse.sync import heal

    heal()
    examine_sources(every=timedelta(hours=1))
