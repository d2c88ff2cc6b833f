"""Looking after all shops from time to time, so that every finding knows its age."""

from niaga.insight.alerts import sightings
from niaga.insight.alerts.gather import alerts_for
from niaga.kernel import clock
from niaga.kernel.permissions import SYSTEM
from niaga.warehouse import snapshot


def watch() -> int:
    """How many findings hold now, over all shops. What could not be asked keeps its age."""
    found = 0
    for entry in snapshot.current().shops.values():
        if not entry.loads:
            continue
        alerts = alerts_for(entry.code, SYSTEM)
        kept = sightings.read(entry.code) if alerts.unknown else {}
        keys = {finding.key for finding in alerts.findings}
        sightings.write(entry.code, keys | kept.keys(), clock.now())
        found += len(keys)
    return found
