"""A source that is one delimited file: where it is, what names its content, and reading it."""

import hashlib
from dataclasses import replace
from pathlib import Path

from niaga.collect import stage
from niaga.collect.delimited import FileSpec
from niaga.collect.problems import SourceMissing
from niaga.collect.stage import StagedFile

HEAD = 64 * 1024


def located(path: Path, spec: FileSpec) -> Path:
    """The file itself, or the one of that name in a folder. Raises SourceMissing."""
    file = path / spec.filename if path.is_dir() else path
    if not file.is_file():
        raise SourceMissing(path=file)
    return file


def fingerprint(path: Path, spec: FileSpec, version: str) -> str:
    digest = hashlib.sha256(version.encode())
    with located(path, spec).open("rb") as file:
        digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:20]


def staged(path: Path, spec: FileSpec, work: Path) -> StagedFile:
    """The file's valid rows below `work`. Raises ImportRefused."""
    file = located(path, spec)
    spec = replace(spec, filename=file.name)
    return stage.stage_files(file.parent, (spec,), work)[spec.name]


def header(path: Path, spec: FileSpec) -> str:
    """The first line of the file; empty when there is none that can be read."""
    try:
        with located(path, spec).open("rb") as file:
            first = file.read(HEAD).split(b"\n", 1)[0]
        return first.decode("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError, SourceMissing):
        return ""


def likeness(path: Path, spec: FileSpec) -> float:
    """Which share of the columns the first line names."""
    names = {name.strip(' "\r') for name in header(path, spec).split(spec.delimiter)}
    return len(names & {column.name for column in spec.columns}) / len(spec.columns)
