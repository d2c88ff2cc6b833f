"""A throw-away PostgreSQL cluster, started from the installed server's own binaries.

The server runs in the foreground as a child of the tests, on a free port of 127.0.0.1 and in a
folder of its own, and dies with them, however they end.
"""

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.serving import free_port

START_SECONDS = 60
PR_SET_PDEATHSIG = 1


class ClusterError(RuntimeError):
    """The server's programs are there, but did not do their work; carries what they said."""


@dataclass(frozen=True)
class Cluster:
    """A running server. `crash_safe` tells whether it forces commits to the disk."""

    host: str
    port: int
    socket_folder: Path
    user: str
    crash_safe: bool

    def url(self, database: str) -> str:
        return f"postgresql://{self.user}@{self.host}:{self.port}/{database}"

    def create_database(self, name: str) -> str:
        """Make an empty database; returns its address."""
        import psycopg
        from psycopg import sql

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.url(name)

    def drop_database(self, name: str) -> None:
        import psycopg
        from psycopg import sql

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )


def binaries() -> Path | None:
    """The folder of `initdb` and `postgres`: the newest Debian one, else the one on the PATH."""
    found = [
        folder
        for folder in Path("/usr/lib/postgresql").glob("*/bin")
        if (folder / "initdb").exists() and (folder / "postgres").exists()
    ]
    if found:
        return max(found, key=lambda folder: float(folder.parent.name))
    on_path = shutil.which("initdb")
    if on_path and (folder := Path(on_path).resolve().parent) and (folder / "postgres").exists():
        return folder
    return None


@contextlib.contextmanager
def cluster(*, crash_safe: bool = False) -> Iterator[Cluster]:
    """Start a cluster, stop it at the end. Raises ClusterError, FileNotFoundError if not installed.

    Without `crash_safe` nothing waits for the disk, which is several times faster.
    """
    programs = binaries()
    if programs is None:
        raise FileNotFoundError("PostgreSQL's server programs (initdb, postgres) are not installed")
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="niaga-pg-"))
    try:
        data, socket_folder = folder / "data", folder / "socket"
        for made in (data, socket_folder):
            made.mkdir(mode=0o700)
        if account:
            for owned in (folder, data, socket_folder):
                os.chown(owned, account.pw_uid, account.pw_gid)
        _initialise(programs, data, account)
        yield from _serve(programs, data, socket_folder, account, crash_safe)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _serve(
    programs: Path,
    data: Path,
    socket_folder: Path,
    account: pwd.struct_passwd | None,
    crash_safe: bool,
) -> Iterator[Cluster]:
    port = free_port()
    settings = {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": str(socket_folder),
        "max_connections": "120",
        "shared_buffers": "64MB",
        "log_min_messages": "fatal",
        "log_min_error_statement": "panic",
    }
    if not crash_safe:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    log_path = data.parent / "server.log"
    with log_path.open("wb") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-p", str(port), *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd="/",
            preexec_fn=_become(account),
            process_group=0,  # Ctrl-C reaches the tests alone; they then stop the server
        )
    try:
        _wait_until_it_answers(server, port, log_path)
        yield Cluster("127.0.0.1", port, socket_folder, "niaga", crash_safe)
    finally:
        server.send_signal(signal.SIGINT)  # "fast": open sessions are ended
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.send_signal(signal.SIGQUIT)
            server.wait(timeout=20)


def _initialise(programs: Path, data: Path, account: pwd.struct_passwd | None) -> None:
    command = ["-D", data, "-U", "niaga", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    done = subprocess.run(
        [programs / "initdb", *command],
        capture_output=True,
        text=True,
        cwd="/",
        preexec_fn=_become(account),
        check=False,
    )
    if done.returncode:
        raise ClusterError(f"initdb ended with {done.returncode}:\n{done.stdout}{done.stderr}")


def _wait_until_it_answers(server: "subprocess.Popen[bytes]", port: int, log_path: Path) -> None:
    import psycopg

    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            said = log_path.read_text(errors="replace")
            raise ClusterError(f"postgres ended with {server.returncode}:\n{said}")
        try:
            psycopg.connect(
                host="127.0.0.1", port=port, user="niaga", dbname="postgres", connect_timeout=2
            ).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise ClusterError(f"postgres did not answer within {START_SECONDS} s")


def _account() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise ClusterError("running as root, and there is no account 'postgres' or 'nobody'")


def _become(account: pwd.struct_passwd | None) -> Callable[[], None]:
    """In the child: give up root, and be stopped by the kernel when the parent is gone (Linux)."""

    def become() -> None:
        if account:
            os.setgroups([account.pw_gid])
            os.setgid(account.pw_gid)
            os.setuid(account.pw_uid)
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)

    return become


def sibling(url: str, name: str) -> str:
    """Make an empty database beside the one at `url`; returns its address."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return f"{url.rpartition('/')[0]}/{name}"
