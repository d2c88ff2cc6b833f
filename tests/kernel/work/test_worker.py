import threading

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils.module_loading import autodiscover_modules

from niaga.kernel import journal
from niaga.kernel.work import WorkerLease, scheduling, worker
from niaga.kernel.work.worker import Worker, _Lane, _start


def test_a_lane_outlives_errors_and_ends_when_told(monkeypatch):
    monkeypatch.setattr(worker.backoff, "delay", lambda *_, **__: worker.timedelta())
    tried = []
    stop = threading.Event()

    def step() -> bool:
        tried.append(len(tried))
        if len(tried) < 4:
            raise OperationalError("the database is away")
        stop.set()
        return False

    _start(_Lane("test", step), stop).join(timeout=10)
    assert tried == [0, 1, 2, 3]


def test_a_worker_waits_for_a_database_that_is_away(monkeypatch):
    monkeypatch.setattr(worker.backoff, "delay", lambda *_, **__: worker.timedelta())
    answers = iter([OperationalError("away"), OperationalError("away"), None])

    def deed() -> None:
        if answer := next(answers):
            raise answer

    assert Worker()._until_done(deed)


@pytest.mark.django_db
def test_once_does_all_that_is_ready_and_leaves_no_lease(capsys, monkeypatch):
    autodiscover_modules("jobs")  # what the apps schedule is found first and put aside
    monkeypatch.setattr(scheduling, "_scheduled", {})
    delivered = iter([2, 0, 0])
    monkeypatch.setattr(journal, "deliver_pending", lambda: next(delivered))
    call_command("worker", "--once")
    assert "2" in capsys.readouterr().out
    assert not WorkerLease.objects.exists()
