"""Targets of the live shop: what they are, what was decided, and what a decision would do."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from niaga import metrics
from niaga.kernel import clock
from niaga.kernel.shop import current_shop
from niaga.metrics.closing import TARGETED
from niaga.metrics.formulas import business_day, ratio
from niaga.metrics.periods import shifted, start_of
from niaga.metrics.targets import Decision, decide, decisions, plan_of, target_of
from niaga.store.customers.queries import actor_names
from niaga.warehouse import snapshot
from niaga.web.backoffice.access import deed, done, page
from niaga.web.backoffice.forms.fields import valid
from niaga.web.backoffice.forms.targets import KINDS, TargetForm
from niaga.web.backoffice.pages import show
from niaga.web.backoffice.requests import StaffRequest
from niaga.web.dashboards.numbers import percent

SHOWN_MONTHS = 12


@dataclass(frozen=True)
class _Month:
    month: date
    running: bool
    actual: int | None
    target: int | None
    origin: str
    plan: int | None
    attainment: float | None
    new_target: int | None = None
    new_plan: int | None = None

    @property
    def share(self) -> str:
        return percent(self.attainment)

    @property
    def changes(self) -> bool:
        return (self.target, self.plan) != (self.new_target, self.new_plan)


def _months(request: StaffRequest, proposed: Decision | None) -> list[_Month]:
    """The newest first: up to a year behind, the running month, and the one after it."""
    entry = snapshot.current().shop(current_shop().code)
    if entry is None or entry.last_date is None:
        return []
    actor = request.user.actor
    by_month = metrics.query([TARGETED], entry.code, grain="month", actor=actor)[0].values
    known = decisions(entry.code, TARGETED)
    running = start_of(business_day(entry), "month")
    first = min(by_month, default=running)
    found = []
    for back in range(-1, SHOWN_MONTHS):
        month = shifted(running, "month", -back)
        if month < first:
            break
        before = None if month <= first else int(by_month.get(shifted(month, "month", -1), 0) or 0)
        if month > running:
            before = None  # what the running month brings is not known yet
        target = target_of(month, before, known)
        then = (*known, proposed) if proposed else known
        actual = int(by_month.get(month, 0) or 0) if month <= running else None
        found.append(
            _Month(
                month,
                month == running,
                actual,
                target.amount,
                target.origin,
                plan_of(month, known),
                ratio(actual, target.amount),
                target_of(month, before, then).amount,
                plan_of(month, then),
            )
        )
    return found


def _page(
    request: StaffRequest, form: TargetForm, proposed: Decision | None = None, status: int = 200
) -> HttpResponse:
    code = current_shop().code
    told = [d for d in reversed(decisions(code, TARGETED)) if d.kind != "frozen"]
    context = {
        "form": form,
        "proposed": proposed,
        "months": _months(request, proposed),
        "decided": told,
        "actors": actor_names(d.actor for d in told),
        "kinds": KINDS,
        "origins": {"rule": _("aturan"), "fixed": _("diputuskan"), "frozen": _("sudah tutup")},
    }
    return show(request, "targets.html", _("Target"), context, status=status)


def _today() -> date:
    return clock.now().astimezone(current_shop().zone).date()


@page("targets.edit")
def targets(request: StaffRequest) -> HttpResponse:
    """With a decision in the address: what it would change. Nothing is written by looking."""
    if "kind" not in request.GET:
        return _page(request, TargetForm(initial={"month": f"{_today():%Y-%m}"}))
    form = TargetForm(request.GET)
    if not form.is_valid():
        return _page(request, form, status=422)
    return _page(request, form, form.decision(TARGETED))


@deed("targets.edit")
def set_target(request: StaffRequest) -> HttpResponse:
    entry = metrics.shop_named(current_shop().code)
    form = TargetForm(request.POST)
    valid(form)
    decide(request.user.actor, entry.code, form.decision(TARGETED), business_day(entry))
    done(request, _("Target dicatat, dengan nama Anda dan alasannya."))
    return redirect("backoffice:targets")
