"""What the house itself says of its tests: plans, and decisions as they were taken.

`experiments/<shop>.jsonl` is a log that only grows; a later plan of a test stands in the place of
an earlier one. Once the decision on a test is recorded, its plan is frozen with it: who, when, and
the figures that it rested on. A decision that was withdrawn stays known, with the reason, and frees
the plan. A plan and the data of its test find each other by name, or by being attached.
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


class NothingToWithdraw(NiagaError):
    code = "nothing_to_withdraw"
    message = _("Uji ini tidak punya keputusan yang tercatat.")


class ReasonMissing(NiagaError):
    code = "reason_missing"
    message = _("Tulis mengapa keputusan itu ditarik.")


class CannotAttach(NiagaError):
    code = "cannot_attach"
    message = _("Uji itu sudah punya rencana, atau rencana ini tidak ada lagi.")


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
class Withdrawn:
    """A decision that does not stand any more."""

    decision: Recorded
    reason: str
    actor: str
    at: datetime


@dataclass(frozen=True)
class Attached:
    """`plan`: the key under which the plan was told."""

    plan: str
    actor: str
    at: datetime


@dataclass(frozen=True)
class Book:
    """By the key of the test. `changed_at`: when a plan was last told again, after the first.
    `withdrawn`: the oldest first. `attached`: plans that a person put beside the data.
    """

    plans: dict[str, ToldPlan] = field(default_factory=dict)
    decisions: dict[str, Recorded] = field(default_factory=dict)
    changed_at: dict[str, datetime] = field(default_factory=dict)
    withdrawn: dict[str, tuple[Withdrawn, ...]] = field(default_factory=dict)
    attached: dict[str, Attached] = field(default_factory=dict)


def book(shop: str) -> Book:
    known = Book()
    for line in lines.read(_path(shop)):
        _KINDS[line["kind"]](known, line, datetime.fromisoformat(line["at"]))
    return known


def _planned(known: Book, line: Mapping[str, Any], at: datetime) -> None:
    key = line["experiment"]
    if key in known.plans:
        known.changed_at[key] = at
    known.plans[key] = _plan(line["told"], line["actor"], at)


def _decided(known: Book, line: Mapping[str, Any], at: datetime) -> None:
    told = Recorded(**line["told"], actor=line["actor"], decided_at=at)
    known.decisions[line["experiment"]] = told


def _withdrawn(known: Book, line: Mapping[str, Any], at: datetime) -> None:
    key = line["experiment"]
    if key in known.decisions:  # two may have withdrawn it at once
        told = Withdrawn(known.decisions.pop(key), line["told"]["reason"], line["actor"], at)
        known.withdrawn[key] = (*known.withdrawn.get(key, ()), told)


def _attached(known: Book, line: Mapping[str, Any], at: datetime) -> None:
    key, to = line["experiment"], line["told"]["to"]
    if key in known.plans and to not in known.plans:
        _move(known, key, to)
        known.attached[to] = Attached(key, line["actor"], at)


def _detached(known: Book, line: Mapping[str, Any], at: datetime) -> None:
    key = line["experiment"]
    if key in known.attached:
        _move(known, key, known.attached.pop(key).plan)


def _move(known: Book, key: str, to: str) -> None:
    known.plans[to] = known.plans.pop(key)
    if key in known.changed_at:
        known.changed_at[to] = known.changed_at.pop(key)


_KINDS = {
    "plan": _planned,
    "decision": _decided,
    "withdrawal": _withdrawn,
    "attach": _attached,
    "detach": _detached,
}


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


def withdraw(actor: Actor, shop: str, key: str, reason: str) -> Recorded:
    """The decision stands no more; it stays in the book with the reason. Returns it.

    Raises NotAllowed, NothingToWithdraw, ReasonMissing.
    """
    require(actor, RIGHT)
    decision = book(shop).decisions.get(key)
    if decision is None:
        raise NothingToWithdraw
    reason = reason.strip()[:LONGEST_TEXT]
    if not reason:
        raise ReasonMissing
    _append(actor, shop, "withdrawal", key, {"reason": reason})
    return decision


def attach(actor: Actor, shop: str, key: str, to: str) -> None:
    """From now on the plan told as `key` judges the data that are known as `to`.

    Raises NotAllowed, CannotAttach, PlanIsFrozen.
    """
    require(actor, RIGHT)
    known = book(shop)
    if {key, to} & known.decisions.keys():
        raise PlanIsFrozen
    if key not in known.plans or to in known.plans or key in known.attached:
        raise CannotAttach
    _append(actor, shop, "attach", key, {"to": to})


def detach(actor: Actor, shop: str, key: str) -> str:
    """The plan is without data again. Returns the key under which it was told.

    Raises NotAllowed, CannotAttach, PlanIsFrozen.
    """
    require(actor, RIGHT)
    known = book(shop)
    if key in known.decisions:
        raise PlanIsFrozen
    if key not in known.attached or known.attached[key].plan in known.plans:
        raise CannotAttach
    _append(actor, shop, "detach", key, {})
    return known.attached[key].plan


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
