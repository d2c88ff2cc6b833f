"""`niaga serve` as a person meets it: one command, real processes, a real port."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

linux = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help is Linux's own")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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


@contextlib.contextmanager
def serving(home: Path, *arguments: str) -> Iterator[tuple["subprocess.Popen[str]", int]]:
    port = free_port()
    command = ["serve", "--port", str(port), "--workers", "1", "--no-worker", *arguments]
    log = home.with_suffix(".log")
    with log.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "niaga", *command],
            env=environment(home),
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
            process_group=0,
        )
    try:
        wait_until(lambda: f"127.0.0.1:{port}" in log.read_text() or server.poll() is not None, 60)
        assert server.poll() is None, log.read_text()
        yield server, port
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def test_ctrl_c_stops_every_process_within_seconds(tmp_path: Path) -> None:
    with serving(tmp_path / "home") as (server, port):
        assert answers(port)
        os.killpg(server.pid, signal.SIGINT)
        assert server.wait(timeout=12) == 0
        assert not answers(port)
        assert members(server.pid) == []


@linux
def test_a_killed_web_server_comes_back_on_the_same_port(tmp_path: Path) -> None:
    with serving(tmp_path / "home") as (server, port):
        before = set(members(server.pid))
        (web,) = (
            int(pid)
            for pid in Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        )
        os.kill(web, signal.SIGKILL)
        # its own workers go too: they would hold the port
        wait_until(lambda: before & set(members(server.pid)) == {server.pid})
        wait_until(lambda: answers(port))


@linux
def test_a_killed_parent_takes_its_children_along(tmp_path: Path) -> None:
    with serving(tmp_path / "home") as (server, port):
        server.kill()
        server.wait()
        wait_until(lambda: members(server.pid) == [])
        assert not answers(port)


def test_a_taken_port_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "niaga", "serve"],
            env=environment(tmp_path, NIAGA_PORT=str(port)),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert str(port) in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "shop.sqlite3").exists()


def test_a_host_of_another_machine_is_told(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "niaga", "serve", "--host", "192.0.2.1", "--port", "8311"],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "192.0.2.1" in done.stderr
    assert "Traceback" not in done.stderr
