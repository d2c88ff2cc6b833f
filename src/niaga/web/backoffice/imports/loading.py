"""Loading a file that was looked at. Runs in the worker."""

import time

from niaga.collect.registry import kind_named
from niaga.kernel import clock
from niaga.kernel.errors import NiagaError
from niaga.warehouse.load import import_source
from niaga.web.backoffice.imports.checking import in_words, target_of
from niaga.web.backoffice.imports.drafts import (
    Draft,
    answer,
    drop_older_originals,
    forget_samples,
    leave,
)
from niaga.web.dashboards.ready import answer_questions


def load(draft: Draft) -> None:
    """Load the file with its choices, telling each step; what went wrong is told in words."""
    before = answer(draft, "load") or {}
    if before.get("state") == "done":
        return
    started = time.monotonic()

    def tell(step: str) -> None:
        leave(draft, "load", {"state": "running", "step": step})

    try:
        kind = kind_named(draft.kind)
        report = import_source(kind.name, draft.path, target_of(draft, kind), draft.options, tell)
    except NiagaError as error:
        words = in_words(error.__str__)
        leave(draft, "load", {"state": "failed", "error": words})
        return
    except Exception:
        leave(draft, "load", {"state": "failed", "error": None})
        raise  # the queue tries again, and staff see it among the failed tasks
    tell("dashboards")
    answer_questions(report.shop)
    leave(
        draft,
        "load",
        {
            "state": "done",
            "shop": report.shop,
            "load_id": report.load_id,
            "unchanged": report.unchanged,
            "rows_in": report.rows_in,
            "rows_out": dict(report.rows_out),
            "loaded": report.rows_in - sum(report.rejected.values()),
            "rejected": sum(report.rejected.values()),
            "merged": dict(report.merged),
            "seconds": round(time.monotonic() - started, 1),
            "at": clock.now().isoformat(),
        },
    )
    forget_samples(draft)
    drop_older_originals(draft)
