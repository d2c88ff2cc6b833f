"""The decision on one test: the word, what it rests on, and what to do."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from niaga.insight.experiments.bayes import Belief, belief
from niaga.insight.experiments.comparison import Comparison
from niaga.insight.experiments.reasons import NoPlan
from niaga.web.dashboards.experiments import words
from niaga.web.dashboards.experiments.chosen import (
    METRICS,
    Shown,
    none,
    shown_of,
)
from niaga.web.dashboards.experiments.figures import CHOSEN, ExperimentFigures
from niaga.web.dashboards.experiments.plan_page import plan_address
from niaga.web.dashboards.experiments.words import Badge
from niaga.web.dashboards.numbers import p_text, percent
from niaga.web.dashboards.tiles import Choice, Tile


@dataclass(frozen=True)
class Fact:
    name: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class VerdictCard:
    title: str
    badge: Badge
    why: str
    sentence: str
    action: str
    detectable: str
    facts: tuple[Fact, ...]
    belief: str
    hypothesis: str
    recorded: str
    plan: str


def verdict(figures: ExperimentFigures) -> Tile:
    title = _("Keputusan")
    shown = shown_of(figures)
    if shown is None:
        return none(figures, "verdict", title)
    judgement, found = shown.judgement, shown.verdict
    shop, key = figures.selection.shop, judgement.plan.experiment
    told, decision = figures.book.plans.get(key), figures.book.decisions.get(key)
    card = VerdictCard(
        title=judgement.plan.title,
        badge=words.decision_badge(found),
        why=words.why(judgement, found),
        sentence=words.sentence(judgement, found, shown.scale),
        action=words.action(judgement, found),
        detectable=words.detectable(judgement, found, shown.scale),
        facts=tuple(_facts(shown)),
        belief=_belief(shown),
        hypothesis=told.hypothesis if told else "",
        recorded=words.recorded(decision, ZoneInfo(shop.time_zone)) if decision else "",
        plan=plan_address(shop.code, key),
    )
    return Tile(
        "verdict",
        judgement.plan.title,
        body="dashboards/experiments/verdict.html",
        data=card,
        choices=_others_to_choose(figures, judgement.plan.experiment),
        metrics=METRICS,
    )


def _others_to_choose(figures: ExperimentFigures, key: str) -> tuple[Choice, ...]:
    """The shop's tests, when there are several but few enough to stand side by side."""
    plans = [each.plan for each in figures.experiments]
    if not 1 < len(plans) <= 3:
        return ()
    return tuple(
        Choice(
            plan.title,
            figures.selection.query(**{CHOSEN: plan.experiment}),
            plan.experiment == key,
        )
        for plan in plans
    )


def _facts(shown: Shown) -> list[Fact]:
    found, plan = shown.verdict, shown.judgement.plan
    compared = found.comparison
    facts = []
    if isinstance(compared, Comparison) and shown.is_readable:
        is_early = found.why in ("waiting", "sequence")
        method = _("berlaku kapan pun dilihat") if is_early else words.METHODS[compared.method]()
        name = _("p selalu-sah") if is_early else "p"
        facts.append(Fact(name, p_text(found.p), method))
        level = percent(1 - plan.alpha, decimals=0)
        facts.append(
            Fact(
                _("Selang %(level)s") % {"level": level},
                shown.scale.interval(compared.low, compared.high),
                _("deret kepercayaan") if is_early else "",
            )
        )
        if compared.saved is not None:
            note = _("oleh %(before)s") % {"before": plan.adjusted.get(plan.primary, "")}
            facts.append(
                Fact(_("Ragam berkurang"), percent(max(0.0, compared.saved), decimals=0), note)
            )
    power = found.planned_power
    if isinstance(power, NoPlan):
        facts.append(
            Fact(_("Daya pada rencana"), "—", _("perubahan yang penting tidak diberi tahu"))
        )
    else:
        note = _("untuk perubahan %(effect)s") % {"effect": percent(plan.effect, decimals=0)}
        facts.append(Fact(_("Daya pada rencana"), percent(power, decimals=0), note))
    if found.detectable is not None and shown.is_readable:
        text = shown.scale.size(found.detectable)
        note = _("dengan daya %(power)s") % {"power": percent(plan.power, decimals=0)}
        facts.append(Fact(_("Beda yang terdeteksi kini"), text, note))
    if (look := found.next_look) and look.day:
        number = _("ke-%(look)s dari %(looks)s") % {
            "look": look.number,
            "looks": len(found.looks),
        }
        facts.append(Fact(_("Pemeriksaan berikutnya"), words.day(look.day), number))
    return facts


def _belief(shown: Shown) -> str:
    compared = shown.verdict.comparison
    if not isinstance(compared, Comparison) or not compared.error or not shown.is_readable:
        return ""
    if shown.verdict.decision == "running":
        return ""  # it would be read as a reason to stop
    found: Belief = belief(compared.difference, compared.error)
    return _(
        "Cara baca Bayes (tanpa prior, bukan untuk memutuskan): peluang %(variant)s lebih baik "
        "%(chance)s; bila salah pilih, ruginya rata-rata %(loss)s per pengunjung."
    ) % {
        "variant": shown.verdict.variant,
        "chance": _chance(found.chance_to_win),
        "loss": shown.scale.size(found.loss),
    }


def _chance(chance: float) -> str:
    """Never quite certain."""
    if chance > 0.999:
        return "> " + percent(0.999)
    return "< " + percent(0.001) if chance < 0.001 else percent(chance)
