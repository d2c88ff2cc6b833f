"""Processes that are killed with SIGKILL at a chosen point between two statements.

Run by the tests as a process of its own, `python -m tests.kernel.killing PART [MODULE]`, with
NIAGA_HOME and NIAGA_DATABASE_URL set to an empty database. It prepares Django once and forks a
child for each life, so that hundreds of deaths take seconds.
"""

import contextlib
import ctypes
import importlib
import json
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import django
from django.core.management import call_command
from django.db import connection, connections

PR_SET_PDEATHSIG = 1


KERNEL = "tests.kernel.lives"


def main(part: str, module: str = KERNEL) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "niaga.config.settings"
    django.setup()
    if module == KERNEL:
        for app in ("kernel", "django_tasks_database"):
            call_command("migrate", app, verbosity=0)
    else:
        call_command("migrate", verbosity=0)
    print(json.dumps(getattr(importlib.import_module(module), part)()))


def fork(life: Callable[[], None]) -> int:
    """Run `life` in a child of its own, with connections of its own; returns the child's id."""
    drop_connections()
    child = os.fork()
    if child:
        return child
    status = 1
    with contextlib.suppress(OSError, AttributeError):  # on Linux no life outlasts its parent's
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    try:
        life()
        connections.close_all()
        status = 0
    except BaseException as error:  # the child must never return into the parent's code
        print(f"a life ended by {error!r}", file=sys.stderr)
    os._exit(status)


def drop_connections() -> None:
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()  # its threads do not survive a fork


def wait(child: int) -> bool:
    """True when the child ended by itself, False when it was killed. Raises if it failed."""
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False
    assert os.WEXITSTATUS(status) == 0, "a life failed; see above"
    return True


def die_at(point: int) -> None:
    """Kill this process at the `point`th place: before each statement, and around each COMMIT."""
    passed = 0

    def place() -> None:
        nonlocal passed
        passed += 1
        if passed == point:
            os.kill(os.getpid(), signal.SIGKILL)

    def before_statement(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        place()
        return execute(sql, params, many, context)

    commit = connection._commit

    def around_commit() -> None:
        place()
        commit()
        place()

    connection.execute_wrappers.append(before_statement)
    connection._commit = around_commit


def at_every_point(life: Callable[[], None], before: Callable[[], None] = lambda: None) -> int:
    """Live once for each point of death until a life ends by itself; returns how many died."""
    point = 1
    while True:
        before()

        def doomed(point: int = point) -> None:
            die_at(point)
            life()

        if wait(fork(doomed)):
            return point - 1
        point += 1
        assert point < 500, "a life without an end"


def kill_at_random(lives: dict[str, Callable[[], None]], seconds: float, seed: int) -> int:
    """Keep all lives going for so long, killing and restarting one at a time; returns deaths."""
    choice = random.Random(seed)
    running = {name: fork(life) for name, life in lives.items()}
    deaths, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(choice.uniform(0.05, 0.3))
        name = choice.choice(sorted(running))
        os.kill(running[name], signal.SIGKILL)
        deaths += not wait(running[name])
        running[name] = fork(lives[name])
    for child in running.values():
        os.kill(child, signal.SIGKILL)
        deaths += not wait(child)
    return deaths


def never() -> threading.Event:
    return threading.Event()


if __name__ == "__main__":
    main(*sys.argv[1:])
