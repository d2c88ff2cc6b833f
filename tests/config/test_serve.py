"""`niaga serve` as a person meets it: one command, real processes, a real port."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving import answers, environment, free_port, members, serving, wait_until

PREPARE = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "niaga.config.settings"
import django; django.setup()
from niaga.config.preparation import prepare_database; prepare_database(sys.stdout)
"""
LEAN = ("--workers", "1", "--no-worker")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data home for all, so that its database is made once."""
    return tmp_path_factory.mktemp("served") / "data home"


linux = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help is Linux's own")


def test_ctrl_c_stops_every_process_within_seconds(home: Path) -> None:
    with serving(home, *LEAN) as shop:
        server, port = shop.process, shop.port
        assert answers(port)
        os.killpg(server.pid, signal.SIGINT)
        assert server.wait(timeout=12) == 0
        assert not answers(port)
        assert members(server.pid) == []


@linux
def test_a_killed_web_server_comes_back_on_the_same_port(home: Path) -> None:
    with serving(home, *LEAN) as shop:
        server, port = shop.process, shop.port
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
def test_a_killed_parent_takes_its_children_along(home: Path) -> None:
    with serving(home, *LEAN) as shop:
        server, port = shop.process, shop.port
        server.kill()
        server.wait()
        wait_until(lambda: members(server.pid) == [])
        assert not answers(port)


def test_two_that_start_at_once_prepare_one_database(tmp_path: Path) -> None:
    home = tmp_path / "data home"
    preparing = [
        subprocess.Popen(
            [sys.executable, "-c", PREPARE],
            env=environment(home),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(2)
    ]
    said = [process.communicate(timeout=120)[0] for process in preparing]
    assert [process.returncode for process in preparing] == [0, 0], said
    assert sorted("Preparing" in each for each in said) == [False, True], said


def refused(home: Path, *arguments: str, **more: str) -> str:
    """What `niaga serve` says when it ends at once, without a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "niaga", "serve", *arguments],
        env=environment(home, **more),
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_taken_port_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        said = refused(tmp_path, NIAGA_PORT=port)
    assert port in said
    assert "--port" in said
    assert not (tmp_path / "shop.sqlite3").exists()


def test_a_host_of_another_machine_is_told(tmp_path: Path) -> None:
    assert "192.0.2.1" in refused(tmp_path, "--host", "192.0.2.1", "--port", str(free_port()))


@pytest.mark.slow
def test_a_database_that_does_not_answer_is_told(tmp_path: Path) -> None:
    nobody = f"postgresql://niaga@127.0.0.1:{free_port()}/niaga"
    said = refused(tmp_path, "--port", str(free_port()), NIAGA_DATABASE_URL=nobody)
    assert "NIAGA_DATABASE_URL" in said


def test_a_database_address_that_is_none_is_told(tmp_path: Path) -> None:
    assert "mysql" in refused(tmp_path, NIAGA_DATABASE_URL="mysql://root:secret@localhost/shop")


def test_a_data_home_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "NIAGA_HOME" in refused(tmp_path / "file")
