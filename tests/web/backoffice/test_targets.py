from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from niaga.kernel import clock
from niaga.kernel.permissions import Role
from niaga.kernel.shop import current_shop
from niaga.metrics.targets import decisions
from niaga.warehouse import load
from tests.warehouse import shops

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 20, 3, tzinfo=UTC)
CHOICE = {"kind": "fixed", "month": "2026-03", "amount": "400.000", "reason": "Pameran"}


@pytest.fixture(autouse=True)
def _shop(settings: Any, tmp_path: Path) -> None:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"
    own = replace(shops.pencil_shop(), shop=replace(shops.KSHOES, code=current_shop().code))
    load.publish(own, shops.LINEAGE, "replace")


def test_a_decision_is_shown_before_it_is_made(sign_in: Any) -> None:
    owner = sign_in(Role.OWNER)
    with clock.at(NOW):
        page = owner.get(reverse("backoffice:targets")).content.decode()
        assert "507.500" in page  # 1.015 × the 500,000 of February
        seen = owner.get(reverse("backoffice:targets"), CHOICE).content.decode()
        assert "507.500" in seen
        assert "400.000" in seen
        assert decisions(current_shop().code, "net_sales") == ()
        answer = owner.post(reverse("backoffice:set_target"), CHOICE)
        assert answer.status_code == 302
        page = owner.get(reverse("backoffice:targets")).content.decode()
    assert "Pameran" in page
    (decision,) = decisions(current_shop().code, "net_sales")
    assert (decision.amount, decision.reason) == (400_000, "Pameran")


def test_a_closed_month_and_a_missing_value_are_refused(sign_in: Any) -> None:
    owner = sign_in(Role.OWNER)
    with clock.at(NOW):
        owner.post(reverse("backoffice:set_target"), {**CHOICE, "month": "2026-02"})
        rule = {"kind": "rule", "month": "2026-03", "reason": "Berani"}
        assert owner.get(reverse("backoffice:targets"), rule).status_code == 422
    assert decisions(current_shop().code, "net_sales") == ()


@pytest.mark.parametrize("role", [Role.SALES, Role.ANALYST, Role.MARKETING])
def test_only_the_owner(sign_in: Any, role: Role) -> None:
    assert sign_in(role).get(reverse("backoffice:targets")).status_code == 403
