"""What takes long to make: made once in a run, by whichever of its processes comes first.

Each test that asks gets a copy: it may change it, and finds nothing that another test asked.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from niaga.metrics import compiled

Stocked = Callable[[str, Callable[[], object]], Path]


def made_once(folder: Path, make: Callable[[Path], object]) -> Path:
    """The folder, as `make` fills it for the first process that needs it; others wait."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            half_made = folder.with_suffix(".making")
            shutil.rmtree(half_made, ignore_errors=True)
            half_made.mkdir()
            make(half_made)
            half_made.rename(folder)
    return folder


@pytest.fixture(scope="session")
def kept_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run share."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "kept_folder"
    shared.mkdir(exist_ok=True)
    return shared


@pytest.fixture(scope="session", autouse=True)
def questions_compiled_once(kept_folder: Path) -> Iterator[None]:
    """SQL depends on the question alone, never on a data home: the tests' many homes share it."""
    own = compiled.folder

    def shared() -> Path:
        return kept_folder / "sql" / own().name

    compiled.folder = shared
    yield
    compiled.folder = own


@pytest.fixture
def stocked(settings: Any, kept_folder: Path, tmp_path: Path) -> Stocked:
    """`stocked(name, publish)`: this test's data home is the one that `publish` filled once."""

    def settle(home: Path) -> None:
        settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = home, home / "warehouse"

    def stocked(name: str, publish: Callable[[], object]) -> Path:
        def make(home: Path) -> None:
            settle(home)
            publish()

        shutil.copytree(made_once(kept_folder / name, make), tmp_path, dirs_exist_ok=True)
        settle(tmp_path)
        return tmp_path

    return stocked
