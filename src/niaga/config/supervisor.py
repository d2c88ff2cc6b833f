"""Keeps a few processes running together: starts them, starts again what dies, stops them all.

All are in the caller's own process group. On Linux the kernel stops them when the supervisor is
killed, and what a killed child leaves behind comes back to the supervisor, who ends it.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

POLL_SECONDS = 0.25
STOP_SECONDS = 8.0
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0  # after so long alive, the pauses begin at the shortest again
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Service:
    """One process to keep running. `environment` is added to the supervisor's own."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass
class _Running:
    service: Service
    process: "subprocess.Popen[bytes]"
    started: float
    failures: int = 0
    start_again_at: float | None = None


class Supervisor:
    """Run services until `stop()` or a signal. `on_restart(name, exit_code, seconds)` is told."""

    def __init__(self, on_restart: Callable[[str, int, float], None]) -> None:
        self._on_restart = on_restart
        self._running: list[_Running] = []
        self._stopping = threading.Event()
        _prctl(PR_SET_CHILD_SUBREAPER, 1)

    def __enter__(self) -> "Supervisor":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        return self

    def __exit__(self, *_: object) -> None:
        self._stop_all()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)

    @property
    def stopping(self) -> bool:
        return self._stopping.is_set()

    def start(self, service: Service) -> None:
        self._running.append(_Running(service, self._spawn(service), time.monotonic()))

    def alive(self, name: str) -> bool:
        """Whether the service runs now, and has never died since it was started."""
        return any(
            r.service.name == name and not r.failures and r.process.poll() is None
            for r in self._running
        )

    def stop(self) -> None:
        self._stopping.set()

    def wait(self, seconds: float | None = None) -> None:
        """Look after the services until they are to stop, or for so many seconds."""
        until = None if seconds is None else time.monotonic() + seconds
        while not self._stopping.wait(POLL_SECONDS):
            for running in self._running:
                self._look_after(running)
            self._end_orphans()
            if until is not None and time.monotonic() >= until:
                return

    def _look_after(self, running: _Running) -> None:
        now = time.monotonic()
        code = running.process.poll()
        if code is None:
            return
        if running.start_again_at is None:
            if now - running.started > STEADY_SECONDS:
                running.failures = 0
            pause = min(LONGEST_PAUSE, 2.0**running.failures)
            running.failures += 1
            running.start_again_at = now + pause
            self._on_restart(running.service.name, code, pause)
        elif now >= running.start_again_at:
            running.process = self._spawn(running.service)
            running.started = now
            running.start_again_at = None

    def _spawn(self, service: Service) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            list(service.command),
            env={**os.environ, **service.environment},
            stdin=subprocess.DEVNULL,
            preexec_fn=_left_to_the_supervisor(),
        )

    def _end_orphans(self) -> None:
        """End what a killed child left behind (its own workers still hold the port)."""
        ours = {running.process.pid for running in self._running}
        for pid in _children():
            if pid in ours:
                continue
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)

    def _stop_all(self) -> None:
        self._stopping.set()
        processes = [running.process for running in self._running]
        for process in processes:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in processes:
            try:
                process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._end_orphans()

    def _on_signal(self, number: int, _frame: object) -> None:
        if self._stopping.is_set() and number == signal.SIGINT:  # asked twice: at once
            for running in self._running:
                running.process.kill()
        self._stopping.set()


def ended_with_parent() -> Callable[[], None] | None:
    """For `preexec_fn`: the kernel ends the child when this process dies. Linux only, else None."""
    if sys.platform != "linux":
        return None
    parent = os.getpid()

    def follow_parent() -> None:
        _prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died before the line above
            os._exit(1)

    return follow_parent


def _left_to_the_supervisor() -> Callable[[], None]:
    """For `preexec_fn`: Ctrl-C reaches the whole group, but it is the supervisor who stops."""
    follow_parent = ended_with_parent()

    def prepare() -> None:
        # Blocked, not ignored: programs that set a handler of their own would hear it again.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        if follow_parent:
            follow_parent()

    return prepare


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _children() -> list[int]:
    """Process ids of this process's children, by the main thread; empty where /proc is not."""
    try:
        listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
    except OSError:
        return []
    return [int(pid) for pid in listed.split()]
