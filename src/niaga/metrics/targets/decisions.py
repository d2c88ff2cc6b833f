"""Decisions on targets: a log in the data home, one line each, that only grows.

`targets/<shop>.jsonl` is what a back-up has to keep. A later decision on the same thing stands in
the place of an earlier one; months that are over take none, and their targets are frozen.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from niaga.kernel import clock, lines
from niaga.kernel.errors import NiagaError
from niaga.kernel.permissions import Actor, require

Kind = Literal["rule", "fixed", "plan", "frozen"]


class MonthIsClosed(NiagaError):
    code = "month_is_closed"
    message = _("Bulan %(month)s sudah tutup; targetnya tidak berubah lagi.")


class NoReason(NiagaError):
    code = "no_reason"
    message = _("Tuliskan alasannya, supaya yang membaca kelak mengerti.")


class BadTarget(NiagaError):
    code = "bad_target"
    message = _("Nilai target tidak masuk akal: %(value)s.")


@dataclass(frozen=True)
class Decision:
    """`month`: first day. rule: from that month on `basis_points` above the month before (150 is
    1.5 %). fixed: `amount` for that month. plan: `amount` for the year that begins there. frozen:
    the target with which the month closed, None for none. Amounts are smallest units.
    """

    metric: str
    kind: Kind
    month: date
    amount: int | None = None
    basis_points: int | None = None
    reason: str = ""
    actor: str = ""
    decided_at: datetime | None = None

    @property
    def percent(self) -> float | None:
        return None if self.basis_points is None else self.basis_points / 100


def decisions(shop: str, metric: str) -> tuple[Decision, ...]:
    """All of them, oldest first."""
    known = (_decision(values) for values in lines.read(_path(shop)))
    return tuple(decision for decision in known if decision.metric == metric)


def decide(actor: Actor, shop: str, decision: Decision, today: date) -> Decision:
    """Write it down with who and when. `today`: the shop's business day.

    Raises NotAllowed, MonthIsClosed, NoReason, BadTarget.
    """
    require(actor, "targets.edit")
    month = today.replace(day=1)
    closed = decision.month.year < today.year if decision.kind == "plan" else decision.month < month
    if closed:
        raise MonthIsClosed(month=f"{decision.month:%Y-%m}")
    if not decision.reason.strip():
        raise NoReason
    value = decision.basis_points if decision.kind == "rule" else decision.amount
    limits = (-10_000, 100_000) if decision.kind == "rule" else (1, 10**15)
    if value is None or not limits[0] <= value <= limits[1]:
        raise BadTarget(value=value)
    return _append(shop, decision, str(actor))


def freeze(shop: str, metric: str, targets: Mapping[date, int | None], actor: Actor) -> int:
    """Write down the targets with which months closed; returns how many were not yet."""
    known = {d.month for d in decisions(shop, metric) if d.kind == "frozen"}
    new = {month: amount for month, amount in sorted(targets.items()) if month not in known}
    for month, amount in new.items():
        _append(shop, Decision(metric, "frozen", month, amount), str(actor))
    return len(new)


def forget(shop: str) -> None:
    """Without a trace; for a demo shop that is made again."""
    _path(shop).unlink(missing_ok=True)


def _path(shop: str) -> Path:
    return Path(settings.NIAGA_HOME) / "targets" / f"{shop}.jsonl"


def _append(shop: str, decision: Decision, actor: str) -> Decision:
    values = asdict(decision) | {"actor": actor, "decided_at": clock.now().isoformat()}
    values["month"] = decision.month.isoformat()
    lines.append(_path(shop), values)
    return _decision(values)


def _decision(values: Mapping[str, Any]) -> Decision:
    return Decision(
        **{
            **values,
            "month": date.fromisoformat(values["month"]),
            "decided_at": datetime.fromisoformat(values["decided_at"]),
        }
    )
