"""The two shops side by side in a scratch folder: set up, served, measured and stopped."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
OSCAR_CASES = {
    "memory": "rss_start",
    "category": "a_list_db",  # its best: the shipped one asks a search engine, which costs more
    "product": "b_detail",
    "search": "c_search",
    "add": "d_add",
    "order": "e_order_8",
    "order_browser": "e_browser_8",
    "memory_end": "rss_end",
    "sql_category": "q_list_db",
    "sql_product": "q_detail",
    "sql_search": "q_search",
    "sql_add": "q_add",
    "sql_order": "q_order",
}
START_SECONDS = 120


class SetupFailed(RuntimeError):
    """Something that has to be there is not; says what, and what to do."""


@dataclass(frozen=True)
class Bench:
    """One run. `scratch` is kept, so that the next run starts at once."""

    scratch: Path
    database: str  # "sqlite" or "postgresql"
    seconds: int
    repeats: int
    cases: tuple[str, ...]  # empty for all

    @property
    def peers(self) -> Path:
        return self.scratch / "peers"

    @property
    def oscar_database(self) -> str:
        return "pg" if self.database == "postgresql" else "sqlite"

    @property
    def measuring(self) -> dict[str, str]:
        return {"SECS": str(self.seconds), "REPEATS": str(self.repeats)}


def run(command: Sequence[str | Path], **options: Any) -> None:
    done = subprocess.run([str(part) for part in command], check=False, **options)
    if done.returncode:
        raise SetupFailed(f"{' '.join(map(str, command))} ended with {done.returncode}")


def prepare(bench: Bench, source: Path) -> None:
    """Copy the peers beside the scratch data, and set django-oscar up; does so once."""
    if shutil.which("wrk") is None:
        raise SetupFailed("wrk is not installed: apt-get install wrk")
    if not bench.peers.exists():
        if not source.is_dir():
            raise SetupFailed(f"{source} is not there: name the peers' folder with --peers")
        shutil.copytree(source, bench.peers)
        for path in (bench.peers, *bench.peers.rglob("*")):
            path.chmod(path.stat().st_mode | 0o200)
    oscar = bench.peers / "oscar"
    if not (oscar / "var" / f"catalogue_{bench.oscar_database}.json").exists():
        print("Setting up django-oscar, two to three minutes …", flush=True)
        run([oscar / "setup.sh", bench.oscar_database], cwd=oscar)


@contextlib.contextmanager
def database_server(bench: Bench) -> Iterator[None]:
    """The peers' own PostgreSQL, for both shops alike; nothing for SQLite."""
    if bench.database == "sqlite":
        yield
        return
    script = bench.peers / "_common" / "pg.sh"
    run([script, "start"])
    try:
        yield
    finally:
        run([script, "stop"])


def measure_oscar(bench: Bench) -> dict[str, Any]:
    oscar = bench.peers / "oscar"
    wanted = [
        theirs for ours, theirs in OSCAR_CASES.items() if not bench.cases or ours in bench.cases
    ]
    run([oscar / "stop.sh"])
    run([oscar / "serve.sh", bench.oscar_database, "gunicorn"])
    try:
        run(
            [
                bench.peers / "_common" / "venv" / "bin" / "python",
                oscar / "bench.py",
                bench.oscar_database,
                "gunicorn",
                ",".join(wanted),
            ],
            cwd=oscar,
            env={**os.environ, **bench.measuring},
        )
    finally:
        run([oscar / "stop.sh"])
    found = json.loads((oscar / "results" / f"{bench.oscar_database}-gunicorn.json").read_text())
    return {ours: found[theirs] for ours, theirs in OSCAR_CASES.items() if theirs in found}


def measure_niaga(bench: Bench) -> dict[str, Any]:
    """A new data home each time: the code decides what is in it."""
    home = bench.scratch / f"niaga-{bench.database}"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    environment = {name: value for name, value in os.environ.items() if name[:6] != "NIAGA_"}
    environment["NIAGA_HOME"] = str(home)
    if bench.database == "postgresql":
        run([bench.peers / "_common" / "pg.sh", "createdb", "niaga"])
        environment["NIAGA_DATABASE_URL"] = "postgresql://postgres@127.0.0.1:56432/niaga"
    run([sys.executable, "-m", "niaga", "migrate", "-v0"], env=environment)
    catalogue, results = home / "catalogue.json", home / "results.json"
    loading = (
        f"import django; django.setup(); import catalogue; catalogue.load_into({str(catalogue)!r})"
    )
    settings = {"DJANGO_SETTINGS_MODULE": "niaga.config.settings"}
    run([sys.executable, "-c", loading], cwd=HERE, env={**environment, **settings})
    if bench.database == "postgresql":
        script = bench.peers / "_common" / "pg.sh"
        run([script, "psql", "-d", "niaga", "-qc", "vacuum analyze"])
    with _served(home, environment) as (pid, port):
        setup = home / "setup.json"
        setup.write_text(
            json.dumps(
                {
                    "peers_common": str(bench.peers / "_common"),
                    "url": f"http://127.0.0.1:{port}",
                    "pid": pid,
                    "database": bench.database,
                    "database_name": "niaga",
                    "catalogue": str(catalogue),
                    "results": str(results),
                    "cases": bench.cases,
                }
            )
        )
        python = bench.peers / "_common" / "venv" / "bin" / "python"
        run([python, HERE / "cases.py", setup], env={**os.environ, **bench.measuring})
    found: dict[str, Any] = json.loads(results.read_text())
    return found


@contextlib.contextmanager
def _served(home: Path, environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """`niaga serve` with two web processes of four threads and its worker; (pid, port)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    log = home / "serve.log"
    with log.open("w") as out:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "niaga", "serve"),
                *("--port", str(port), "--workers", "2", "--threads", "4"),
            ],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            process_group=0,
        )
    try:
        _wait(server, port, log)
        yield server.pid, port
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _wait(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Until both web processes have shown a page: the memory of a start is of shops that work."""
    deadline = time.monotonic() + START_SECONDS
    answers = 0
    while answers < 20:
        if server.poll() is not None or time.monotonic() > deadline:
            raise SetupFailed(f"niaga serve does not answer:\n{log.read_text()}")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", "/", headers={"Connection": "close"})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise SetupFailed(f"the home page answers {answer.status}:\n{log.read_text()}")
            answers += 1
        except OSError:
            time.sleep(0.3)
        finally:
            connection.close()
