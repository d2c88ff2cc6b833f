"""A disk that is really full: a small file system of its own, as Linux lets anyone mount."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ALONE = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
MOUNT = 'mount -t tmpfs -o size=24m tmpfs "$0" && exec "$@"'


def can_mount(folder: Path) -> bool:
    if shutil.which("unshare") is None:
        return False
    run = subprocess.run([*ALONE, MOUNT, str(folder), "true"], capture_output=True, check=False)
    return run.returncode == 0


@pytest.mark.slow
def test_numbers_stay_words_are_clear_and_space_heals(tmp_path: Path) -> None:
    home, source = tmp_path / "home", tmp_path / "source"
    home.mkdir()
    source.mkdir()
    if not can_mount(home):
        pytest.skip("this system lets nobody mount a file system of their own")
    script = [sys.executable, "-m", "tests.warehouse.full_disk", str(home), str(source)]
    run = subprocess.run(
        [*ALONE, MOUNT, str(home), *script],
        cwd=ROOT,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-3_000:]
    told = json.loads(run.stdout.splitlines()[-1])
    before = told["before"]
    for left in (0, 8_000, 60_000):
        assert told[f"load with {left}"] == ["DiskFull", "warehouse_disk_full", before]
    assert told["pages"] == [200] * 5
    assert told["health"]
    assert told["upload"].startswith("200 /kantor/ Ruang penyimpanan penuh")
    assert told["sync"] == "DiskFull"
    assert (told["after"], told["failures"]) == (before + 110, 0)
    assert told["sync after"]
    assert told["upload after"].startswith("200 /kantor/impor/0")
