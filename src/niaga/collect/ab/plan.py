"""What is told of a test beside its file: who is the control, what decides, how long, how much."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar

from django.utils.text import slugify
from django.utils.translation import gettext as _

from niaga.collect.ab.columns import CONTROLS
from niaga.collect.ab.problems import BadPlan

Value = TypeVar("Value")
LONGEST_TITLE = 120
MOST_DAYS = 366  # what runs longer has a look each week for years, and is no test any more


@dataclass(frozen=True)
class Plan:
    """`effect`, `alpha` and `power` in basis points. `is_running`: more visitors may come."""

    key: str
    title: str
    control: str
    weights: Mapping[str, int]
    visitors: int | None
    days: int | None
    effect: int | None
    alpha: int
    power: int
    started_on: date | None
    ended_on: date | None


def planned(
    path: Path,
    options: Mapping[str, str],
    variants: Sequence[str],
    first: date | None,
    last: date | None,
) -> Plan:
    """Raises BadPlan. A file of a test without a planned end is taken for the whole of it, unless
    it is told to run.
    """
    title = (options.get("experiment") or path.stem).strip()[:LONGEST_TITLE]
    visitors = _told(options, "planned_visitors", _positive, _("bilangan bulat di atas nol"))
    at_most = _("jumlah hari, bilangan bulat sampai %(most)s") % {"most": MOST_DAYS}
    days = _told(options, "planned_days", _days, at_most)
    ended = _told(options, "ended", date.fromisoformat, _("tanggal TTTT-BB-HH"))
    running = options.get("running", "") not in ("", "0")
    if ended is None and not running and not visitors and not days:
        ended = last
    return Plan(
        key=slugify(title) or "uji",
        title=title,
        control=_control(options.get("control", ""), variants),
        weights=_weights(options.get("allocation", ""), variants),
        visitors=visitors,
        days=days,
        effect=_told(options, "planned_effect", _share, _("pecahan, misalnya 0.1 atau 10%")),
        alpha=_told(options, "alpha", _chance, _("antara 0 dan 1")) or 500,
        power=_told(options, "power", _chance, _("antara 0 dan 1")) or 8_000,
        started_on=_told(options, "started", date.fromisoformat, _("tanggal TTTT-BB-HH")) or first,
        ended_on=ended,
    )


def _told(
    options: Mapping[str, str], name: str, read: Callable[[str], Value], expected: str
) -> Value | None:
    text = options.get(name, "").strip()
    if not text:
        return None
    try:
        return read(text)
    except (ValueError, InvalidOperation) as error:
        raise BadPlan(name=name, value=text, expected=expected) from error


def _positive(text: str) -> int:
    value = int(text)
    if not 0 < value < 10**12:
        raise ValueError(text)
    return value


def _days(text: str) -> int:
    days = _positive(text)
    if days > MOST_DAYS:
        raise ValueError(text)
    return days


def _share(text: str) -> int:
    text = text.replace(",", ".")
    value = Decimal(text.rstrip("% ")) / (100 if text.endswith("%") else 1)
    points = int((abs(value) * 10_000).to_integral_value())
    if not 0 < points <= 1_000_000:
        raise ValueError(text)
    return points


def _chance(text: str) -> int:
    points = _share(text)
    if points >= 10_000:
        raise ValueError(text)
    return points


def _control(told: str, variants: Sequence[str]) -> str:
    if told:
        if told not in variants:
            expected = _("variannya: %(variants)s") % {"variants": ", ".join(variants[:12])}
            raise BadPlan(name="control", value=told, expected=expected)
        return told
    by_name = {name.lower(): name for name in variants}
    return next((by_name[name] for name in CONTROLS if name in by_name), sorted(variants)[0])


def _weights(told: str, variants: Sequence[str]) -> dict[str, int]:
    """Equal parts, unless told as variant=1,other=2; a variant that saw nobody may be told."""
    if not told:
        return dict.fromkeys(sorted(variants), 1)
    weights = {}
    for part in told.split(","):
        name, _equals, weight = part.rpartition("=")
        if not name.strip() or not weight.strip().isdigit():
            expected = _("varian=bagian, misalnya a=1,b=1")
            raise BadPlan(name="allocation", value=told, expected=expected)
        weights[name.strip()] = int(weight)
    absent = [name for name in variants if name not in weights]
    return weights | dict.fromkeys(absent, 0)
