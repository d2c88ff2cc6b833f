"""One test's plan: made before the start, changed until it is decided, frozen with the decision."""

from dataclasses import dataclass
from datetime import timedelta
from math import sqrt
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niaga.insight.experiments import looks
from niaga.insight.experiments.book import (
    RIGHT,
    Attached,
    Recorded,
    ToldPlan,
    Withdrawn,
    book,
    tell_plan,
)
from niaga.insight.experiments.data import Experiment, experiments
from niaga.insight.experiments.judge import Judgement, judge
from niaga.insight.experiments.power import power_at
from niaga.kernel.permissions import may
from niaga.metrics.formulas import business_day
from niaga.store.customers.queries import actor_names
from niaga.warehouse import snapshot
from niaga.warehouse.snapshot import ShopEntry
from niaga.web.backoffice.access import StaffRequest, deed, done, page
from niaga.web.dashboards.experiments import words
from niaga.web.dashboards.experiments.figures import CHOSEN
from niaga.web.dashboards.experiments.plan_form import PlanForm, of_address, of_file, of_plan
from niaga.web.dashboards.experiments.traffic import traffic_of
from niaga.web.dashboards.frame import show
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.selection import selected
from niaga.web.dashboards.tiles import Column, Table

AREA = "metrics.experiments"


@dataclass(frozen=True)
class Known:
    """All that is known of one test; a new one has nothing."""

    shop: ShopEntry
    key: str = ""
    told: ToldPlan | None = None
    experiment: Experiment | None = None
    judgement: Judgement | None = None
    decision: Recorded | None = None
    withdrawn: tuple[Withdrawn, ...] = ()
    attached: Attached | None = None
    unplanned: tuple[tuple[str, str], ...] = ()  # key and title of data without a plan

    @property
    def address(self) -> str:
        return plan_address(self.shop.code, self.key)


def plan_address(shop: str, key: str = "") -> str:
    chosen = {"toko": shop} | ({CHOSEN: key} if key else {})
    return f"{reverse('dashboards:experiment_plan')}?{urlencode(chosen)}"


@page(AREA)
def plan(request: StaffRequest) -> HttpResponse:
    """The form, empty or with what is known of the test that the address names."""
    test = test_of(request, request.GET.get(CHOSEN, ""))
    if test.told is not None:
        first = of_plan(test.told)
    elif test.experiment is not None:
        first = of_file(test.experiment.plan)
    else:
        first = of_address(request.GET, business_day(test.shop) + timedelta(days=1))
    return _page(request, test, PlanForm(initial=first))


@deed(AREA)
def save(request: StaffRequest) -> HttpResponse:
    test = test_of(request, request.POST.get(CHOSEN, ""))
    form = PlanForm(request.POST)
    if form.is_valid() and not test.key:
        known = experiments(test.shop, request.user.actor)
        if any(form.plan().key == each.plan.experiment for each in known):
            form.add_error("title", _("Sudah ada uji dengan nama ini."))
    if not form.is_valid():
        return _page(request, test, form, status=422)
    key = tell_plan(request.user.actor, test.shop.code, form.plan(), test.key)
    return done(
        request, _("Rencana disimpan, dengan nama Anda."), plan_address(test.shop.code, key)
    )


def test_of(request: StaffRequest, key: str) -> Known:
    """Raises Http404 for a name that no test has, or where there is no shop."""
    choice = request.POST if request.method == "POST" else request.GET
    selection = selected(choice, snapshot.current())
    if selection is None:
        raise Http404
    if not key:
        return Known(selection.shop)
    known = book(selection.shop.code)
    found = experiments(selection.shop, request.user.actor)
    experiment = next((each for each in found if each.plan.experiment == key), None)
    if experiment is None and key not in known.plans:
        raise Http404
    judgement = judge(experiment.seen, business_day(selection.shop)) if experiment else None
    free = [each.plan for each in found if each.plan.experiment not in known.plans]
    return Known(
        shop=selection.shop,
        key=key,
        told=known.plans.get(key),
        experiment=experiment,
        judgement=judgement,
        decision=known.decisions.get(key),
        withdrawn=known.withdrawn.get(key, ()),
        attached=known.attached.get(key),
        unplanned=tuple((plan.experiment, plan.title) for plan in free),
    )


def _page(request: StaffRequest, test: Known, form: PlanForm, status: int = 200) -> HttpResponse:
    heading = test.told.title if test.told else ""
    if not heading and test.experiment:
        heading = test.experiment.plan.title
    board = reverse("dashboards:board", args=["eksperimen"])
    judgement = test.judgement
    context = {
        "form": form,
        "test": test,
        "chosen": CHOSEN,
        "may_plan": may(request.user.actor, RIGHT),
        "is_open": test.decision is None,
        "variants": [(form[name], form[f"{name}_share"]) for name in ("control", "variant")],
        "more": [(form[name], form[f"{name}_share"]) for name in ("second", "third")],
        "has_more": bool(form["second"].value() or form["third"].value()),
        "facts": _facts(request, test),
        "looks": _looks(test),
        "history": _history(test),
        "outcomes": _outcomes(test),
        "segments": _segments(test),
        "badge": words.decision_badge(judgement.leading) if judgement else None,
        "can_record": judgement is not None and judgement.decision != "running",
        "recorded": _decision(test),
        "withdrawn": _withdrawn(test),
        "attached": _attached(test),
        "amiss": _amiss(test),
        "result": _result_address(test) if test.experiment else "",
        "crumbs": [
            (_("Uji A/B"), f"{board}?{urlencode({'toko': test.shop.code})}"),
            (heading or _("Rencana baru"), ""),
        ],
    }  # fmt: skip
    return show(
        request, "experiments/plan.html", heading or _("Rencana uji baru"), context, status=status
    )


def _outcomes(test: Known) -> str:
    """What the primary outcome may be, where a file has come."""
    if test.experiment is None:
        return ""
    names = ", ".join(sorted(test.experiment.seen.outcomes))
    return _("Satu hasil yang memutuskan. Yang terukur di berkasnya: %(names)s.") % {"names": names}


def _segments(test: Known) -> str:
    """What visitors are known by, where a file has come."""
    if test.experiment is None or not test.experiment.segments:
        return ""
    names = ", ".join(test.experiment.segments)
    return _(
        "Dipisah koma, bila sejak awal diduga bedanya tidak sama. Di berkasnya: %(names)s."
    ) % {"names": names}


def _result_address(test: Known) -> str:
    query = urlencode({"toko": test.shop.code, CHOSEN: test.key})
    return f"{reverse('dashboards:board', args=['uji'])}?{query}"


def _facts(request: StaffRequest, test: Known) -> tuple[tuple[str, str], ...]:
    """What the plan asks for, and what the shop's own traffic can give."""
    told = test.told
    if told is None:
        return ()
    facts = []
    if told.visitors:
        facts.append((_("Pengunjung yang diperlukan"), Writer("count", "").exact(told.visitors)))
    last = told.started_on + timedelta(days=told.days - 1)
    facts.append((_("Berjalan"), f"{date_format(told.started_on, 'j M Y')} – "
                  f"{date_format(last, 'j M Y')}"))  # fmt: skip
    daily = traffic_of(test.shop, business_day(test.shop), request.user.actor).daily
    if told.visitors and told.base and daily:
        coming = daily * told.days
        facts.append(
            (_("Pengunjung yang akan datang, seperti sekarang"), Writer("count", "").exact(coming))
        )
        smallest = min(told.weights.values()) / sum(told.weights.values()) * coming
        rate = told.base * (1 + told.effect / 2)
        error = sqrt(2 * rate * (1 - rate) / smallest)
        power = power_at(told.effect * told.base, error, told.alpha)
        facts.append((_("Daya yang akan dicapai"), percent(float(power), decimals=0)))
    return tuple(facts)


def _looks(test: Known) -> Table | None:
    """When it may be decided, and how far the statistic must be from nought then."""
    if test.told is None:
        return None
    plan = test.told.plan
    level = plan.alpha / max(1, len(plan.treatments))
    edges = looks.boundary(plan.shares, (), level)
    return Table(
        columns=(
            Column(_("Pemeriksaan")),
            Column(_("Setelah hari"), "day"),
            Column(_("Batas |z|"), "score"),
        ),
        rows=tuple(
            (str(n), plan.day(number), edge)
            for n, (number, edge) in enumerate(zip(plan.look_days, edges, strict=True), 1)
        ),
        currency="",
    )


def _history(test: Known) -> str:
    """Who told the plan, and whether visitors had come before."""
    told = test.told
    if told is None or told.told_at is None:
        return ""
    who = actor_names([told.actor]).get(told.actor, told.actor)
    local = told.told_at.astimezone(ZoneInfo(test.shop.time_zone))
    text = _("Ditulis oleh %(who)s pada %(when)s.") % {
        "who": who,
        "when": date_format(local, "j M Y H.i"),
    }
    before = [day for day in test.experiment.seen.days if day < local.date()] if (
        test.experiment
    ) else []  # fmt: skip
    if not before:
        return text
    late = ngettext(
        "Saat itu uji sudah berjalan %(n)s hari: rencana yang ditulis setelah melihat angka lebih "
        "lemah buktinya.",
        "Saat itu uji sudah berjalan %(n)s hari: rencana yang ditulis setelah melihat angka lebih "
        "lemah buktinya.",
        len(before),
    ) % {"n": len(before)}
    return f"{text} {late}"


def _decision(test: Known) -> tuple[str, str]:
    """Who recorded it when, and their note."""
    found = test.decision
    if found is None:
        return "", ""
    return words.recorded(found, ZoneInfo(test.shop.time_zone)), found.note


def _withdrawn(test: Known) -> list[str]:
    """Decisions that do not stand any more, the newest first."""
    zone, told = ZoneInfo(test.shop.time_zone), []
    for each in reversed(test.withdrawn):
        who = actor_names([each.actor]).get(each.actor, each.actor)
        text = _("Ditarik oleh %(who)s pada %(when)s: %(reason)s") % {
            "who": who,
            "when": date_format(each.at.astimezone(zone), "j M Y H.i"),
            "reason": each.reason,
        }
        told.append(f"{words.recorded(each.decision, zone)} {text}")
    return told


def _attached(test: Known) -> str:
    """Who put the plan beside the data, where a name did not."""
    found = test.attached
    if found is None:
        return ""
    return _("Dipasangkan dengan data “%(data)s” oleh %(who)s pada %(when)s.") % {
        "data": test.key,
        "who": actor_names([found.actor]).get(found.actor, found.actor),
        "when": date_format(found.at.astimezone(ZoneInfo(test.shop.time_zone)), "j M Y H.i"),
    }


def _amiss(test: Known) -> str:
    """What the plan names and the data do not have: there the file's own word stands."""
    if test.told is None or test.experiment is None:
        return ""
    outcomes = test.experiment.seen.outcomes
    variants = {name for by_variant in outcomes.values() for name in by_variant}
    lacking = [name for name in test.told.weights if name not in variants]
    lacking += [name for name in (test.told.primary,) if name not in outcomes]
    lacking += [name for name in test.told.segments if name not in test.experiment.segments]
    told = []
    if lacking:
        text = _("Ada di rencana, tidak ada di berkasnya: %(names)s. Samakan namanya.")
        told.append(text % {"names": ", ".join(lacking)})
    days = test.experiment.seen.days
    if days and days[0] < test.told.started_on:
        text = _("Datanya mulai %(first)s, sebelum hari pertama di rencana (%(planned)s).")
        told.append(
            text % {"first": words.day(days[0]), "planned": words.day(test.told.started_on)}
        )
    return " ".join(told)
