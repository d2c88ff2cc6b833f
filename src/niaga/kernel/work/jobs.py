"""Jobs: tasks of django-tasks that are tried again when they fail."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django_tasks import task
from django_tasks.base import Task


@dataclass(frozen=True)
class Policy:
    """A task is begun at most `retries` + 1 times; the pauses double from `backoff` on."""

    retries: int = 0
    backoff: timedelta = timedelta(seconds=2)


_policies: dict[str, Policy] = {}


def job(
    *,
    retries: int = 5,
    backoff: timedelta = Policy.backoff,
    priority: int = 0,
    takes_context: bool = False,
) -> Callable[[Callable[..., Any]], Task]:
    """Make a module's function a task: `send_invoice.enqueue(order_id)` puts it in the queue, in
    the caller's transaction, and a worker runs it outside any.

    It may run more than once (a worker can be killed after the deed and before the note of it),
    so it has to be idempotent. Arguments and result are what JSON can hold. A plain `@task` of
    django-tasks is not tried again.
    """

    def make(function: Callable[..., Any]) -> Task:
        made = task(priority=priority, takes_context=takes_context)(function)
        _policies[made.module_path] = Policy(retries, backoff)
        return made

    return make


def policy_of(task_path: str) -> Policy:
    return _policies.get(task_path, Policy())
