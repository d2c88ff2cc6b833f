"""Recording the decision on a test, taking it back, and putting a plan beside the data of its test.

The book of the house keeps each of them with who and when; the journal tells them to the auditor.
"""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from niaga.insight.experiments.book import (
    Recorded,
    attach,
    detach,
    record,
    withdraw,
)
from niaga.insight.experiments.comparison import Comparison
from niaga.insight.experiments.judge import Judgement
from niaga.kernel import journal
from niaga.kernel.journal import event
from niaga.kernel.permissions import Actor
from niaga.kernel.transactions import unit_of_work
from niaga.web.backoffice.access import StaffRequest, deed, done
from niaga.web.dashboards.experiments.figures import CHOSEN
from niaga.web.dashboards.experiments.plan_page import AREA, plan_address, test_of

LONGEST_NOTE = 300


@event("experiment.decided", aggregate="experiment")
@dataclass(frozen=True)
class ExperimentDecided:
    """`decision`: reject, fail or invalid."""

    shop: str
    experiment: str
    decision: str
    variant: str


@event("experiment.decision_withdrawn", aggregate="experiment")
@dataclass(frozen=True)
class DecisionWithdrawn:
    shop: str
    experiment: str
    decision: str
    reason: str


@event("experiment.plan_attached", aggregate="experiment")
@dataclass(frozen=True)
class PlanAttached:
    """`plan`: the key under which it was told. `attached` false: it was taken off the data."""

    shop: str
    experiment: str
    plan: str
    attached: bool


@deed(AREA)
def decide(request: StaffRequest) -> HttpResponse:
    """Record the decision as it stands, and freeze the plan with it."""
    test = test_of(request, request.POST.get(CHOSEN, ""))
    if test.judgement is None or test.judgement.leading is None:
        raise Http404
    note = request.POST.get("catatan", "").strip()[:LONGEST_NOTE]
    told, shop = _recorded(test.judgement, note), test.shop.code
    record(request.user.actor, shop, test.key, told)
    _tell(ExperimentDecided(shop, test.key, told.decision, told.variant), request.user.actor)
    return done(request, _("Keputusan dicatat, dengan nama Anda."), test.address)


@deed(AREA)
def take_back(request: StaffRequest) -> HttpResponse:
    """The decision stays in the history with the reason, and the plan is free again."""
    test = test_of(request, request.POST.get(CHOSEN, ""))
    actor, shop = request.user.actor, test.shop.code
    reason = request.POST.get("alasan", "").strip()[:LONGEST_NOTE]
    withdrawn = withdraw(actor, shop, test.key, reason)
    _tell(DecisionWithdrawn(shop, test.key, withdrawn.decision, reason), actor)
    return done(request, _("Keputusan ditarik, dengan nama Anda dan alasannya."), test.address)


@deed(AREA)
def put_beside(request: StaffRequest) -> HttpResponse:
    """The plan judges the data of the test that was chosen."""
    test = test_of(request, request.POST.get(CHOSEN, ""))
    data = test_of(request, request.POST.get("data", ""))
    if not data.key or data.experiment is None:
        raise Http404
    actor, shop = request.user.actor, test.shop.code
    attach(actor, shop, test.key, data.key)
    _tell(PlanAttached(shop, data.key, test.key, attached=True), actor)
    return done(request, _("Rencana dipasangkan dengan datanya, dengan nama Anda."), data.address)


@deed(AREA)
def take_off(request: StaffRequest) -> HttpResponse:
    """The plan waits for its data again."""
    test = test_of(request, request.POST.get(CHOSEN, ""))
    actor, shop = request.user.actor, test.shop.code
    plan = detach(actor, shop, test.key)
    _tell(PlanAttached(shop, test.key, plan, attached=False), actor)
    return done(request, _("Rencana dilepas dari datanya."), plan_address(shop, plan))


def _tell(told: ExperimentDecided | DecisionWithdrawn | PlanAttached, actor: Actor) -> None:
    with unit_of_work():
        journal.record(told, f"{told.shop}:{told.experiment}"[:64], actor=actor)


def _recorded(judgement: Judgement, note: str) -> Recorded:
    leading = judgement.leading
    assert leading is not None
    found = leading.comparison if isinstance(leading.comparison, Comparison) else None
    readable = found if leading.why != "mismatch" else None
    return Recorded(
        decision=judgement.decision,
        variant=leading.variant,
        visitors=found.visitors if found else 0,
        p=leading.p if readable else None,
        difference=readable.difference if readable else None,
        low=readable.low if readable else None,
        high=readable.high if readable else None,
        note=note,
    )
