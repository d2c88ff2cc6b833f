"""What payments do by the clock."""

from datetime import timedelta

from niaga.kernel.work import scheduled
from niaga.store.payments.actions import check_pending, close_at_provider
from niaga.store.payments.inbox import process_inbox
from niaga.store.payments.refusals import prune_refusals


@scheduled(every=timedelta(seconds=1), name="payments.process_inbox")
def read_inbox() -> None:
    process_inbox()


@scheduled(every=timedelta(seconds=30), name="payments.check_pending")
def check_silent_payments() -> None:
    check_pending()


@scheduled(every=timedelta(seconds=30), name="payments.close_at_provider")
def close_ended_payments() -> None:
    close_at_provider()


@scheduled(every=timedelta(hours=1), name="payments.prune_refusals")
def forget_old_refusals() -> None:
    prune_refusals()
