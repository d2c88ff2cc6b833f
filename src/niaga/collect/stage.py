"""Staging the files of a source: each once, remembered by content, so that a killed load resumes.

A work folder belongs to one content: its name is the fingerprint of the files. A file that is done
leaves a Parquet file, its rejects, and a line in the manifest; only what is missing is read again.
"""

import hashlib
import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from niaga.collect.delimited import FileSpec, read_file
from niaga.collect.problems import FilesMissing, SourceMissing


@dataclass(frozen=True)
class StagedFile:
    """One staged file: `rows` counts its data rows, the rejected among them."""

    spec: FileSpec
    path: Path
    rejects_path: Path
    rows: int

    def table(self) -> pa.Table:
        return pq.read_table(self.path)

    def rejects(self) -> pa.Table:
        return pq.read_table(self.rejects_path)


def require_files(directory: Path, specs: Iterable[FileSpec]) -> None:
    """Raises SourceMissing or FilesMissing, naming all that is absent at once."""
    if not directory.is_dir():
        raise SourceMissing(path=directory)
    absent = [spec.filename for spec in specs if not (directory / spec.filename).is_file()]
    if absent:
        raise FilesMissing(path=directory, files=", ".join(absent))


def fingerprint(directory: Path, specs: Iterable[FileSpec], version: str) -> str:
    """The same files read by the same reader give the same text."""
    digest = hashlib.sha256(version.encode())
    for spec in specs:
        with (directory / spec.filename).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:20]


def stage_files(directory: Path, specs: Iterable[FileSpec], work: Path) -> dict[str, StagedFile]:
    """Read each file that the work folder has not yet. Raises ImportRefused at the first fault."""
    work.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(max_workers=2) as pool:
        done = list(pool.map(lambda spec: _stage(directory, spec, work), specs))
    return {staged.spec.name: staged for staged in done}


def _stage(directory: Path, spec: FileSpec, work: Path) -> StagedFile:
    path, rejects, mark = (work / f"{spec.name}{end}" for end in (".parquet", ".rejects", ".json"))
    if mark.exists():
        return StagedFile(spec, path, rejects, json.loads(mark.read_text())["rows"])
    reading = read_file(spec, directory / spec.filename, path)
    pq.write_table(reading.rejects_table(), rejects)
    partial = mark.with_suffix(".tmp")
    partial.write_text(json.dumps({"rows": reading.rows}))
    partial.replace(mark)  # the mark appears last: with it, the two files are whole
    return StagedFile(spec, path, rejects, reading.rows)
