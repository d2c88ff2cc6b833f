"""`niaga` alone tells what there is."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.core.management import get_commands

from niaga.config import usage
from tests.serving import environment

ROOT = Path(__file__).resolve().parents[2]


def said(home: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "niaga", *arguments]
    return subprocess.run(
        command, env=environment(home), capture_output=True, text=True, check=True
    ).stdout


def test_every_command_that_is_told_is_there(tmp_path: Path) -> None:
    told = set(re.findall(r"^  (\w+) ", said(tmp_path), re.MULTILINE))
    assert told == set(usage.COMMANDS)
    assert told <= set(get_commands())


def test_the_version_is_that_of_the_project(tmp_path: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert said(tmp_path, "--version").strip() == project["version"] == usage.UNPACKAGED


@pytest.mark.slow
def test_a_command_makes_the_tables_that_it_needs(tmp_path: Path) -> None:
    assert "0 orders" in said(tmp_path, "sync")
