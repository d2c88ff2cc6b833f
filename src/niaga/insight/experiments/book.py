"""What the house itself says of its tests: plans, and decisions as they were taken.

`experiments/<shop>.jsonl` is a log that only grows; a later plan of a test stands in the place of
an earlier one. Once the decision on a test is recorded, its plan is frozen with it: who, when, and
the figures that it rested on.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from math import ceil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from niaga.insight.experiments.plan import Plan
from niaga.insight.experiments.power import sample_size
from niaga.kernel import clock, lines
from niaga.kernel.errors import NiagaError
from niaga.kernel.permissions import Actor, require

RIGHT = "experiments.plan"
POINTS = 10_000  # basis points in a whole
MOST_DAYS = 180
MOST_SEGMENTS = 3
LONGEST_TEXT = 300


class PlanIsFrozen(NiagaError):
    code = "plan_is_frozen"
    message = _("Keputusan uji ini sudah dicatat; rencananya tidak berubah lagi.")


class PlanExists(NiagaError):
    code = "plan_exists"
    message = _("Sudah ada uji bernama “%(title)s”. Pilih nama lain, atau ubah rencananya.")


class NothingToRecord(NiagaError):
    code = "nothing_to_record"
    message = _("Uji ini belum diputuskan, jadi belum ada yang dicatat.")


@dataclass(frozen=True)
class ToldPlan:
    """`weights`: variant → share, the control among them. `effect`: the relative change that
    matters; `base`: the rate of the primary outcome before the start, None: not known. `days`: how
    long it is to run. `segments`: the kinds of segment, as their columns are called, that may
    decide for their own visitors.
    """

    title: str
    hypothesis: str
    control: str
    weights: Mapping[str, int]
    primary: str
    effect: float
    base: float | None
    alpha: float
    power: float
    days: int
    started_on: date
    segments: tuple[str, ...] = ()
    actor: str = ""
    told_at: datetime | None = None

    @property
    def key(self) -> str:
        """What a file of the test calls it, told `experiment=` and the title."""
        return slugify(self.title)[:120] or "uji"

    @property
    def visitors(self) -> int | None:
        """Of all variants together, for the planned effect; None: the base is not known."""
        size = sample_size(self.base, self.effect, self.alpha, self.power) if self.base else None
        if size is None:
            return None
        shares = [weight for weight in self.weights.values() if weight > 0]
        return ceil(size.per_variant * sum(shares) / min(shares))

    @property
    def plan(self) -> Plan:
        return Plan(
            experiment=self.key,
            title=self.title,
            control=self.control,
            primary=self.primary,
            weights=self.weights,
            visitors=self.visitors,
            days=self.days,
            effect=self.effect,
            alpha=self.alpha,
            power=self.power,
            started_on=self.started_on,
            segments=frozenset(self.segments),
        )


@dataclass(frozen=True)
class Recorded:
    """A decision as it was taken. `difference` in the outcome's unit; None: it may not be read."""

    decision: str
    variant: str
    visitors: int
    p: float | None
    difference: float | None
    low: float | None
    high: float | None
    note: str = ""
    actor: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True)
class Book:
    """By the key of the test. `changed_at`: when a plan was last told again, after the first."""

    plans: Mapping[str, ToldPlan] = field(default_factory=dict)
    decisions: Mapping[str, Recorded] = field(default_factory=dict)
    changed_at: Mapping[str, datetime] = field(default_factory=dict)


def book(shop: str) -> Book:
    plans: dict[str, ToldPlan] = {}
    decisions: dict[str, Recorded] = {}
    changed: dict[str, datetime] = {}
    for line in lines.read(_path(shop)):
        key, at = line["experiment"], datetime.fromisoformat(line["at"])
        if line["kind"] == "decision":
            decisions[key] = Recorded(**line["told"], actor=line["actor"], decided_at=at)
            continue
        if key in plans:
            changed[key] = at
        plans[key] = _plan(line["told"], line["actor"], at)
    return Book(plans, decisions, changed)


def tell_plan(actor: Actor, shop: str, plan: ToldPlan, key: str = "") -> str:
    """Write it down; `key` names the test whose plan it is, none a new test. Returns the key.

    Raises NotAllowed, PlanExists, PlanIsFrozen.
    """
    require(actor, RIGHT)
    known = book(shop)
    if not key and plan.key in known.plans:
        raise PlanExists(title=plan.title)
    key = key or plan.key
    if key in known.decisions:
        raise PlanIsFrozen
    told = asdict(replace(plan, weights=dict(plan.weights)))
    del told["actor"], told["told_at"]
    _append(actor, shop, "plan", key, told | {"started_on": plan.started_on.isoformat()})
    return key


def record(actor: Actor, shop: str, key: str, decision: Recorded) -> None:
    """Freeze a test. Raises NotAllowed, NothingToRecord for one that still runs, PlanIsFrozen."""
    require(actor, RIGHT)
    if decision.decision == "running":
        raise NothingToRecord
    if key in book(shop).decisions:
        raise PlanIsFrozen
    told = asdict(decision)
    del told["actor"], told["decided_at"]
    _append(actor, shop, "decision", key, told)


def forget(shop: str) -> None:
    """Without a trace; for a demo shop that is made again."""
    _path(shop).unlink(missing_ok=True)


def _path(shop: str) -> Path:
    return Path(settings.NIAGA_HOME) / "experiments" / f"{shop}.jsonl"


def _append(actor: Actor, shop: str, kind: str, key: str, told: dict[str, Any]) -> None:
    head = {"kind": kind, "experiment": key, "actor": str(actor), "at": clock.now().isoformat()}
    lines.append(_path(shop), head | {"told": told})


def _plan(told: Mapping[str, Any], actor: str, at: datetime) -> ToldPlan:
    started = date.fromisoformat(told["started_on"])
    segments = tuple(told.get("segments", ()))  # plans of an earlier version have none
    given = {"started_on": started, "segments": segments, "actor": actor, "told_at": at}
    return ToldPlan(**{**told, **given})
