"""What `niaga doctor` asks of the numbers. W-5: kept sums are those of their facts."""

from collections.abc import Iterable

from niaga.kernel import clock
from niaga.kernel.health import Fault, check
from niaga.metrics import compiled
from niaga.metrics.builder import RollupShape
from niaga.metrics.fetching import keeps_rollups
from niaga.metrics.rollups import ROLLUPS
from niaga.metrics.rollups.checked import unequal
from niaga.warehouse import snapshot
from niaga.warehouse.problems import FilesLost, SnapshotBroken


@check("W-5", "Kept sums equal their facts, on days drawn anew each day")
def kept_sums_equal_facts() -> Iterable[Fault]:
    try:
        shops = list(snapshot.current().shops.values())
    except SnapshotBroken:
        return  # W-1 tells
    seed = clock.now().date().isoformat()
    for entry in shops:
        for rollup in ROLLUPS.values():
            if not keeps_rollups(entry, rollup.fact):
                continue
            sql = compiled.sql(RollupShape(rollup.name))
            try:
                for each in unequal(rollup, sql, entry, seed):
                    told = f"{each.day}: kept {each.kept}, facts {each.facts}"
                    wrong = told if each.day else "cannot be read"
                    remedy = "delete this file, and the next question makes it anew"
                    yield Fault(f"{entry.code}/{rollup.name}", f"{wrong}; {remedy}: {each.path}")
            except FilesLost:
                continue  # W-2 tells which
