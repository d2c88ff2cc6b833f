"""Plans of the house: told, told again, followed by the verdict, and frozen with the decision."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from niaga.insight.experiments import book as books
from niaga.insight.experiments.agreed import agreed
from niaga.insight.experiments.book import PlanExists, PlanIsFrozen, Recorded, ToldPlan, book
from niaga.insight.experiments.judge import Seen, judge
from niaga.insight.experiments.plan import Plan
from niaga.insight.experiments.samples import Proportion
from niaga.kernel.errors import NotAllowed
from niaga.kernel.permissions import Actor, Role

ANALYST = Actor("staff", "3", Role.ANALYST)
PLAN = ToldPlan(
    title="Foto besar",
    hypothesis="Orang menaruh lebih banyak di keranjang.",
    control="lama",
    weights={"lama": 1, "baru": 1},
    primary="Beli",
    effect=0.1,
    base=0.03,
    alpha=0.05,
    power=0.8,
    days=28,
    started_on=date(2026, 3, 2),
)
WON = Recorded("reject", "baru", 60_000, 0.001, 0.005, 0.002, 0.008, "Dipakai.")


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.NIAGA_HOME = tmp_path


def test_a_plan_is_told_again_until_its_decision_is_recorded() -> None:
    key = books.tell_plan(ANALYST, "toko", PLAN)
    assert key == "foto-besar"
    with pytest.raises(PlanExists):
        books.tell_plan(ANALYST, "toko", PLAN)
    books.tell_plan(ANALYST, "toko", replace(PLAN, effect=0.2), key)
    known = book("toko")
    assert known.plans[key].effect == 0.2
    assert known.plans[key].actor == "staff:3"
    assert key in known.changed_at
    books.record(ANALYST, "toko", key, WON)
    with pytest.raises(PlanIsFrozen):
        books.tell_plan(ANALYST, "toko", PLAN, key)
    with pytest.raises(PlanIsFrozen):
        books.record(ANALYST, "toko", key, WON)
    found = book("toko").decisions[key]
    assert (found.note, found.p, found.actor) == ("Dipakai.", 0.001, "staff:3")
    assert book("lain").plans == {}


def test_who_may_not_and_what_is_not_decided() -> None:
    with pytest.raises(NotAllowed):
        books.tell_plan(Actor("staff", "9", Role.WAREHOUSE), "toko", PLAN)
    with pytest.raises(books.NothingToRecord):
        books.record(ANALYST, "toko", "foto-besar", replace(WON, decision="running"))


def test_visitors_are_those_of_the_published_table() -> None:
    assert PLAN.visitors == 2 * 53_211  # base 3 %, +10 %
    assert replace(PLAN, weights={"lama": 9, "baru": 1}).visitors == 10 * 53_211
    assert replace(PLAN, base=None).visitors is None


def _seen(plan: Plan, days: int) -> Seen:
    first = date(2026, 3, 2)

    def course(rate: int) -> dict[date | None, Proportion]:
        return {first + timedelta(days=n): Proportion(1_000, rate) for n in range(days)}

    return Seen(plan, {"Beli": {"lama": course(30), "baru": course(42)}})  # type: ignore[arg-type]


def test_the_verdict_follows_the_plan_of_the_house() -> None:
    """Without a plan ten days are a finished test; with one they are the middle of it."""
    file = Plan("foto-besar", "foto", "lama", "Beli", {"baru": 1, "lama": 1},
                started_on=date(2026, 3, 2), ended_on=date(2026, 3, 11))  # fmt: skip
    today = date(2026, 3, 12)
    assert judge(_seen(file, 10), today).leading.why == "single"  # type: ignore[union-attr]
    plan = agreed(file, replace(PLAN, base=None), {"lama", "baru"}, {"Beli"})
    found = judge(_seen(plan, 10), today)
    assert found.decision == "running"
    assert found.leading is not None
    assert found.leading.next_look is not None
    assert found.leading.next_look.day == date(2026, 3, 15)


def test_a_plan_that_names_what_was_not_measured_gives_way() -> None:
    file = Plan("foto-besar", "foto", "a", "beli", {"a": 1, "b": 1})
    plan = agreed(file, PLAN, {"a", "b"}, {"beli"})
    assert (plan.control, plan.primary, plan.weights) == ("a", "beli", {"a": 1, "b": 1})
    assert (plan.effect, plan.days, plan.title) == (0.1, 28, "Foto besar")


def test_a_decision_is_withdrawn_with_its_reason_and_stays_known() -> None:
    key = books.tell_plan(ANALYST, "toko", PLAN)
    with pytest.raises(books.NothingToWithdraw):
        books.withdraw(ANALYST, "toko", key, "salah baca")
    books.record(ANALYST, "toko", key, WON)
    with pytest.raises(NotAllowed):
        books.withdraw(Actor("staff", "9", Role.WAREHOUSE), "toko", key, "salah baca")
    with pytest.raises(books.ReasonMissing):
        books.withdraw(ANALYST, "toko", key, "  ")
    assert key in book("toko").decisions
    books.withdraw(ANALYST, "toko", key, "Pembagiannya ternyata rusak.")
    known = book("toko")
    assert key not in known.decisions
    (told,) = known.withdrawn[key]
    assert (told.reason, told.actor) == ("Pembagiannya ternyata rusak.", "staff:3")
    assert told.decision.note == "Dipakai."
    books.tell_plan(ANALYST, "toko", replace(PLAN, effect=0.2), key)  # free again
    books.record(ANALYST, "toko", key, WON)
    books.withdraw(ANALYST, "toko", key, "Lagi.")
    assert [each.reason for each in book("toko").withdrawn[key]][1] == "Lagi."


def test_a_plan_is_attached_to_the_data_of_its_test_and_taken_off_again() -> None:
    key = books.tell_plan(ANALYST, "toko", PLAN)
    books.attach(ANALYST, "toko", key, "ekspor-alat-uji")
    known = book("toko")
    assert known.plans.keys() == {"ekspor-alat-uji"}
    assert (known.attached["ekspor-alat-uji"].plan, known.attached["ekspor-alat-uji"].actor) == (
        key,
        "staff:3",
    )
    other = books.tell_plan(ANALYST, "toko", replace(PLAN, title="Lain"))
    with pytest.raises(books.CannotAttach):
        books.attach(ANALYST, "toko", other, "ekspor-alat-uji")
    with pytest.raises(books.CannotAttach):
        books.detach(ANALYST, "toko", other)
    assert books.detach(ANALYST, "toko", "ekspor-alat-uji") == key
    assert book("toko").plans.keys() == {key, other}
    books.attach(ANALYST, "toko", key, "ekspor-alat-uji")
    books.record(ANALYST, "toko", "ekspor-alat-uji", WON)
    with pytest.raises(PlanIsFrozen):
        books.detach(ANALYST, "toko", "ekspor-alat-uji")
