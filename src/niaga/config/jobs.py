"""What joins the rooms by the clock."""

from datetime import timedelta

from niaga.kernel.work import scheduled


@scheduled(every=timedelta(seconds=2), name="warehouse.sync")
def sync_warehouse() -> None:
    from niaga.warehouse.sync import sync_shop  # heavy, and only the worker needs it
    from niaga.web.dashboards.ready import compile_questions

    sync_shop()
    compile_questions()


@scheduled(every=timedelta(seconds=2), name="warehouse.visits")
def sync_visits() -> None:
    from niaga.warehouse.visits import sync_visits  # heavy, and only the worker needs it

    sync_visits()
