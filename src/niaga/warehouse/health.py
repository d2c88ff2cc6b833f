"""What `niaga doctor` asks of the warehouse: files that are there, and numbers that can be right.

W-1: the snapshot can be read. W-2: each file that it names is whole. W-3: no error among what is
expected of the tables. W-4: the last try to load each source did not fail.
"""

from collections.abc import Iterable

from niaga.kernel.health import Fault, check
from niaga.warehouse import attempts, files, snapshot
from niaga.warehouse.problems import FilesLost, SnapshotBroken


def _shops() -> list[snapshot.ShopEntry]:
    try:
        return list(snapshot.current().shops.values())
    except SnapshotBroken:
        return []


@check("W-1", "The list of the warehouse's content can be read")
def snapshot_is_readable() -> Iterable[Fault]:
    if not snapshot.is_damaged():
        return
    try:
        snapshot.current()
    except SnapshotBroken as error:
        yield Fault(snapshot.NAME, str(error))
    else:
        yield Fault(snapshot.NAME, "damaged; its copy serves, and the next load writes it anew")


@check("W-2", "Each file of the warehouse is there and whole")
def files_are_whole() -> Iterable[Fault]:
    for entry in _shops():
        for path in files.lost(entry):
            source = files.source_of(path)
            remedy = (
                "niaga sync --full" if source in ("shop", "visits") else f"niaga import {source}"
            )
            yield Fault(path, f"lost or torn; to be loaded again: {remedy}")


@check("W-3", "The warehouse's tables are as expected")
def tables_are_as_expected() -> Iterable[Fault]:
    from niaga.warehouse.quality import findings  # loads the engine

    for entry in _shops():
        for source in entry.loads:
            try:
                found = [each for each in findings(entry, source) if each.is_fatal]
            except FilesLost:
                continue  # W-2 tells which
            for each in found:
                rule = f"{each.expectation.table}.{each.expectation.name}"
                yield Fault(f"{entry.code}/{source}", f"{rule}: {each.failing} rows")


@check("W-4", "The last try to load each source succeeded")
def last_loads_succeeded() -> Iterable[Fault]:
    for each in attempts.attempts():
        if each.failures:
            yield Fault(f"{each.shop}/{each.source}", f"{each.failed_at}: {each.reason}")
