"""`./run` on machines that lack something: one clear sentence each, and the way out.

Each test has a checkout of its own: the real `run`, a lock of at most one small package, and a
`niaga` that only tells how it was called. Nothing here needs the network.
"""

import base64
import hashlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.timeout(300)  # an environment takes seconds, on a busy machine a minute

ROOT = Path(__file__).resolve().parents[2]
TOOLS = [
    "awk",
    "cat",
    "chmod",
    "cksum",
    "df",
    "dirname",
    "env",
    "grep",
    "id",
    "mkdir",
    "mv",
    "rm",
    "sed",
    "sh",
    "sleep",
    "tail",
]
BASE = getattr(sys, "_base_executable", sys.executable)
TELLS = "import os, sys\nprint('niaga', *sys.argv[1:], 'home=' + os.environ['NIAGA_HOME'])\n"


class Machine:
    """A checkout, and a PATH that has just what the test puts there."""

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "a shop" / "niaga"
        self.bin = folder / "bin"
        self.bin.mkdir(parents=True)
        for tool in TOOLS:
            if found := shutil.which(tool):
                (self.bin / tool).symlink_to(found)
        (self.checkout / "requirements").mkdir(parents=True)
        (self.checkout / "src" / "niaga").mkdir(parents=True)
        (self.checkout / "src" / "niaga" / "__main__.py").write_text(TELLS)
        shutil.copy(ROOT / "run", self.checkout / "run")
        self.lock("# nothing\n")

    def lock(self, text: str) -> None:
        for name in ("runtime", "dev"):
            (self.checkout / "requirements" / f"{name}.txt").write_text(text)

    def program(self, name: str, script: str) -> None:
        path = self.bin / name
        path.unlink(missing_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def install_python(self, name: str = "python3.11") -> None:
        self.program(name, f'exec "{BASE}" "$@"')

    def install_quick_python(self, environment: Path, name: str = "python3.11") -> None:
        """One that copies the environment where the real one takes seconds to make it anew."""
        copies = f'[ "$1 $2" = "-m venv" ] && exec "{shutil.which("cp")}" -a "{environment}/." "$3"'
        self.program(name, f'{copies}\nexec "{BASE}" "$@"')

    def run(
        self,
        *arguments: str,
        become: Callable[[], None] | None = None,
        cwd: Path | str = "/",
        **environment: str,
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [self.checkout / "run", *arguments],
            env={"PATH": str(self.bin), "HOME": "/nonexistent", "LANG": "en_US", **environment},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            cwd=cwd,
            timeout=140,
            check=False,
            preexec_fn=become,
        )


@pytest.fixture
def machine() -> Iterator[Machine]:
    folder = Path(tempfile.mkdtemp(prefix="niaga-run-"))
    folder.chmod(0o755)
    yield Machine(folder)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the real Python makes of `-m venv`."""
    made = tmp_path_factory.mktemp("made") / "environment"
    subprocess.run([BASE, "-m", "venv", made], check=True)
    return made


def wheel(folder: Path) -> str:
    """A real, tiny package; returns its sha256."""
    path = folder / "tiny_thing-1.0-py3-none-any.whl"
    meta = "tiny_thing-1.0.dist-info"
    files = {
        "tiny_thing.py": "",
        f"{meta}/METADATA": "Metadata-Version: 2.1\nName: tiny-thing\nVersion: 1.0\n",
        f"{meta}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},sha256={_digest(text)},{len(text)}\n" for name, text in files.items())
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
        archive.writestr(f"{meta}/RECORD", f"{record}{meta}/RECORD,,\n")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def test_first_start_sets_up_and_the_second_only_runs(machine: Machine) -> None:
    machine.install_python()
    first = machine.run("niaga", "doctor", "--format", "a b")
    assert first.returncode == 0, first.stderr
    assert "Setting up" in first.stderr
    home = machine.checkout / "var"
    assert first.stdout == f"niaga doctor --format a b home={home}\n"

    compiled = machine.checkout / "src" / "niaga" / "__pycache__"
    assert list(compiled.glob("__main__.*.pyc"))  # no process compiles what another has compiled

    second = machine.run("niaga", "doctor")
    assert (second.returncode, second.stderr) == (0, "")
    assert second.stdout == f"niaga doctor home={home}\n"

    inside = subprocess.run(
        [machine.checkout / ".venv" / "bin" / "niaga", "metric"],
        env={"NIAGA_HOME": "x", "PATH": str(machine.bin)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert inside.stdout == "niaga metric home=x\n"


def test_without_arguments_the_demo_shop_is_served(
    machine: Machine, environment: Path, tmp_path: Path
) -> None:
    machine.install_quick_python(environment)
    done = machine.run(NIAGA_HOME="data here", cwd=tmp_path)
    assert done.stdout == "niaga serve --demo home=data here\n", done.stderr
    assert (tmp_path / "data here").is_dir()  # relative to where the person stands


def test_packages_come_by_hash_and_again_when_the_lock_changes(
    machine: Machine, environment: Path, tmp_path: Path
) -> None:
    machine.install_quick_python(environment)
    digest = wheel(tmp_path)
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path)}
    assert machine.run("setup", **offline).returncode == 0
    machine.lock(f"tiny-thing==1.0 \\\n    --hash=sha256:{digest}\n")
    done = machine.run("setup", **offline)
    assert done.returncode == 0, done.stderr
    assert "anew" not in done.stderr  # what is whole is renewed, not thrown away
    assert list((machine.checkout / ".venv").glob("lib/*/site-packages/tiny_thing.py"))


def test_a_package_that_is_not_the_locked_one_is_refused(
    machine: Machine, environment: Path, tmp_path: Path
) -> None:
    machine.install_quick_python(environment)
    wheel(tmp_path)
    machine.lock(f"tiny-thing==1.0 \\\n    --hash=sha256:{'0' * 64}\n")
    done = machine.run("setup", PIP_NO_INDEX="1", PIP_FIND_LINKS=str(tmp_path))
    assert done.returncode == 1
    assert "its hash differs" in done.stderr
    assert not list((machine.checkout / ".venv").glob("lib/*/site-packages/tiny_thing.py"))


@pytest.mark.slow
def test_without_network_it_says_so_and_the_next_start_begins_anew(
    machine: Machine, environment: Path
) -> None:
    machine.install_quick_python(environment)
    machine.lock(f"tiny-thing==1.0 \\\n    --hash=sha256:{'0' * 64}\n")
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0"}
    done = machine.run("setup", **nowhere)
    assert done.returncode == 1
    assert "Check the connection" in done.stderr

    machine.lock("# nothing\n")
    again = machine.run("setup")
    assert again.returncode == 0
    assert "half-made" in again.stderr


@pytest.mark.slow
def test_an_environment_that_was_moved_is_made_anew(machine: Machine, environment: Path) -> None:
    machine.install_quick_python(environment)
    assert machine.run("setup").returncode == 0
    machine.checkout = machine.checkout.rename(machine.checkout.with_name("moved"))
    done = machine.run("niaga")
    assert done.returncode == 0
    assert "it is made anew" in done.stderr


def test_no_python(machine: Machine) -> None:
    done = machine.run()
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "No Python was found. Install Python 3.11, 3.12 or 3.13" in done.stderr


@pytest.mark.parametrize(("answer", "version"), [("old 3.9.2", "3.9.2"), ("new 3.15.0", "3.15.0")])
def test_only_a_python_that_does_not_fit(machine: Machine, answer: str, version: str) -> None:
    machine.program("python3", f"echo {answer}")
    done = machine.run()
    assert done.returncode == 1
    assert f"found Python {version}" in done.stderr
    assert "NIAGA_PYTHON" in done.stderr


def test_an_old_python_and_a_broken_one_do_not_hide_a_fitting_one(
    machine: Machine, environment: Path
) -> None:
    machine.program("python3", "echo old 3.9.2")
    machine.program("python3.13", "echo not installed >&2; exit 127")
    machine.install_quick_python(environment, "python3.12")
    done = machine.run("setup")
    assert done.returncode == 0, done.stderr
    assert "python3.12" in done.stderr


def test_a_python_without_venv(machine: Machine) -> None:
    machine.program("python3", "echo bare 3.11.2")
    done = machine.run()
    assert done.returncode == 1
    assert "apt install python3-venv" in done.stderr


def test_a_named_python_that_is_none(machine: Machine) -> None:
    done = machine.run(NIAGA_PYTHON="/no/such/python")
    assert done.returncode == 1
    assert "NIAGA_PYTHON names /no/such/python" in done.stderr


def test_no_disk_space(machine: Machine) -> None:
    machine.install_python()
    machine.program("df", "printf 'Filesystem\\nx 1 1 1000 1 /\\n'")
    done = machine.run()
    assert done.returncode == 1
    assert "Not enough disk space" in done.stderr
    assert not (machine.checkout / ".venv").exists()


def test_a_data_folder_that_cannot_be_made(machine: Machine) -> None:
    (machine.checkout / "file").write_text("")
    done = machine.run(NIAGA_HOME=str(machine.checkout / "file" / "var"))
    assert done.returncode == 1
    assert "cannot be made or written" in done.stderr
    assert "NIAGA_HOME" in done.stderr


def test_a_checkout_that_cannot_be_written(machine: Machine, tmp_path: Path) -> None:
    machine.install_python()
    become = None
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")

        def become() -> None:
            os.setgid(nobody.pw_gid)
            os.setuid(nobody.pw_uid)
    else:
        machine.checkout.chmod(0o555)
    try:
        done = machine.run("setup", become=become)
    finally:
        machine.checkout.chmod(0o755)
    assert done.returncode == 1
    assert f"{machine.checkout} cannot be written" in done.stderr


def test_the_language_of_the_session(machine: Machine) -> None:
    indonesian, english = "Python tidak ditemukan", "No Python was found"
    assert indonesian in machine.run(LANG="id_ID.UTF-8").stderr
    assert english not in machine.run(LANG="id_ID.UTF-8").stderr
    assert indonesian not in machine.run(LANG="id_ID.UTF-8", LC_ALL="en_GB").stderr
    both = machine.run(LANG="C.UTF-8").stderr
    assert both.index(indonesian) < both.index(english)


def test_an_unknown_word_shows_what_there_is(machine: Machine) -> None:
    done = machine.run("serv")
    assert done.returncode == 2
    assert "./run niaga" in done.stdout
    assert machine.run("--help").returncode == 0


def test_two_at_once_make_one_environment(machine: Machine, environment: Path) -> None:
    machine.install_quick_python(environment)
    command = [machine.checkout / "run", "niaga"]
    environment = {"PATH": str(machine.bin), "LANG": "en"}
    both = [
        subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    ends = [process.communicate(timeout=140) for process in both]
    assert [process.returncode for process in both] == [0, 0], ends
    assert sum("Setting up" in errors for _out, errors in ends) == 1
    assert not (machine.checkout / ".venv-in-the-making").exists()
