"""A shop that is really served: `niaga serve` on a free port, in a data home of its own."""

import contextlib
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_chance = random.SystemRandom()  # not the one that Hypothesis seeds alike in all processes


def free_port() -> int:
    """One that nobody else takes before it is used.

    It lies below those that the kernel gives to outgoing connections, and is drawn, so that other
    processes of the tests seldom try the same.
    """
    while True:
        port = _chance.randrange(12_000, 32_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def answers(port: int) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/robots.txt")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False


def wait_until(true: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


def members(group: int) -> list[int]:
    """Living processes of the group (zombies do not count)."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _parent, pgrp = stat.read_text().rpartition(")")[2].split()[:3]
            if int(pgrp) == group and state != "Z":
                found.append(int(stat.parent.name))
    return found


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NIAGA_")}
    return {**kept, "NIAGA_HOME": str(home), "LC_ALL": "en_US.UTF-8", **more}


@dataclass(frozen=True)
class Served:
    """A shop that answers at `url`."""

    process: "subprocess.Popen[str]"
    port: int
    home: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextlib.contextmanager
def serving(home: Path, *arguments: str, seconds: float = 60, **more: str) -> Iterator[Served]:
    """Start `niaga serve` (one web process) and wait until it tells its address.

    `more` is added to its environment; everything of it is killed at the end.
    """
    port = free_port()
    log = home.with_suffix(".log")
    with log.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "niaga", "serve", "--port", str(port), *arguments],
            env=environment(home, **more),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
            process_group=0,
        )
    try:
        told = f"127.0.0.1:{port} ("
        wait_until(lambda: told in log.read_text() or server.poll() is not None, seconds)
        assert server.poll() is None, log.read_text()
        yield Served(server, port, home)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()
