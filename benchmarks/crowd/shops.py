"""A shop to be stormed: its own data home, its own server, on either database."""

import contextlib
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@contextlib.contextmanager
def database(kind: str) -> Iterator[str]:
    """The address of an empty database; of PostgreSQL a cluster that is thrown away."""
    if kind == "sqlite":
        yield ""
        return
    from tests import postgres

    with postgres.cluster(crash_safe=True) as cluster:
        yield cluster.create_database("niaga")


def free_port() -> int:
    from tests.serving import free_port

    return free_port()


@dataclass
class Server:
    """`niaga serve` on a port, which can be killed and started again."""

    home: Path
    port: int
    arguments: tuple[str, ...]
    process: "subprocess.Popen[bytes] | None" = None

    def start(self, seconds: float = 300) -> None:
        from niaga.config.supervisor import ended_with_parent

        log = (self.home / "serve.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "niaga", "serve", "--port", str(self.port), *self.arguments],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            process_group=0,
            preexec_fn=ended_with_parent(),
        )
        deadline = time.monotonic() + seconds
        while not self.answers():
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise RuntimeError((self.home / "serve.log").read_text()[-2000:])
            time.sleep(0.1)

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/robots.txt")
            return connection.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def kill_all(self) -> None:
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def kill_one(self, choice: random.Random) -> bool:
        """One process of the group but its supervisor, which starts another in its place."""
        from tests.serving import members

        assert self.process is not None
        others = [pid for pid in members(self.process.pid) if pid != self.process.pid]
        if not others:
            return False
        with contextlib.suppress(ProcessLookupError):
            os.kill(choice.choice(others), signal.SIGKILL)
        return True


def set_up(home: Path, address: str, port: int, **more: str) -> None:
    """This process and all that it starts speak of this shop."""
    for name in [name for name in os.environ if name.startswith("NIAGA_")]:
        del os.environ[name]
    os.environ |= {
        "NIAGA_HOME": str(home),
        "NIAGA_DATABASE_URL": address,
        "NIAGA_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "niaga.config.settings",
        **more,
    }
    import django

    django.setup()


def doctor() -> int:
    """How many faults `niaga doctor` finds."""
    done = subprocess.run(
        [sys.executable, "-m", "niaga", "doctor", "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(done.stdout)
    if found["faults"]:
        sys.stderr.write(f"{done.stdout}\n")
    return int(found["faults"])
