"""How long something lasts, when some of it lasts still: the estimate of Kaplan and Meier.

What has not ended counts among those at risk for as long as it is known to have lasted. Plain
quantiles of what has ended would leave it out, and tell too short a time.
"""

from collections.abc import Sequence
from typing import Any

ROUNDING = 1e-9  # products that are equal on paper differ by less between engines


def surviving(counted: Any, group: Sequence[str], time: str) -> Any:
    """`counted`: one row per group and time, with `people` who lasted just so long and the `events`
    among them (the others last still). With `left`: the share that lasts longer than `time`.
    """
    import ibis

    after = ibis.window(group_by=list(group), order_by=time, preceding=0, following=None)
    risked = counted.mutate(at_risk=counted.people.sum().over(after))
    share = risked.events.cast("float64") / risked.at_risk
    # ln 0 is written as a number that no product comes back from.
    logged = risked.mutate(
        step=ibis.ifelse(share >= 1, -1e6, (1 - ibis.least(share, 0.999999999)).ln())
    )
    so_far = ibis.window(group_by=list(group), order_by=time, preceding=None, following=0)
    return logged.mutate(left=logged.step.sum().over(so_far).exp())


def quantiles(
    table: Any, group: Sequence[str], time: Any, ended: Any, wanted: dict[str, float], people: Any
) -> Any:
    """Columns of the group and of `wanted` (name → q): the shortest time within which the part q
    has ended; null where it has not yet. `people`: how many a row stands for. Rows without a time
    are left out.
    """
    lasting = table.select(*group, lasted=time, ended=ended, people=people)
    lasting = lasting.filter(lasting.lasted.notnull())
    counted = lasting.group_by([*group, "lasted"]).aggregate(
        people=lasting.people.sum().cast("int64"),
        events=lasting.people.sum(where=lasting.ended).fill_null(0).cast("int64"),
    )
    known = surviving(counted, group, "lasted")
    found = {
        name: known.lasted.min(where=known.left <= 1 - q + ROUNDING) for name, q in wanted.items()
    }
    return known.group_by(list(group)).aggregate(**found) if group else known.aggregate(**found)
