"""Segments on a test's page: who decides, who does not, and what is told while it runs."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from niaga.insight.experiments.book import ToldPlan, tell_plan
from niaga.kernel.permissions import Actor, Role
from niaga.warehouse import load
from tests.warehouse import shops

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_march")]
START = date(2026, 2, 2)


def counts(days: int) -> str:
    """On telephones the variant is better, on laptops it is not."""
    lines = ["date,variant,Perangkat,visitors,conversions"]
    for n in range(days):
        for device, a, b in (("HP", 30, 45), ("laptop", 40, 40)):
            lines.append(f"{START + timedelta(n)},control,{device},500,{a}")
            lines.append(f"{START + timedelta(n)},baru,{device},500,{b}")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("segments")


@pytest.fixture
def tested(settings: Any, home: Path, db: None) -> str:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = home, home / "warehouse"
    code = shops.KSHOES.code
    if not settings.NIAGA_WAREHOUSE.exists():
        load.publish(shops.pencil_shop(), shops.LINEAGE, "replace")
        for name, days, options in (("usai", 14, {}), ("jalan", 7, {"planned_days": "60"})):
            path = home / f"{name}.csv"
            path.write_text(counts(days), encoding="utf-8")
            load.import_source("ab", path, shops.KSHOES, options)
    return code


def tile(browser: Client, shop: str, key: str) -> str:
    address = reverse("dashboards:file", args=["uji", "csv", "by_segment"])
    response = browser.get(address, {"toko": shop, "uji": key})
    return str(response.content.decode("utf-8-sig"))


def board(browser: Client, shop: str, key: str) -> str:
    text = browser.get("/dasbor/uji/ubin/", {"toko": shop, "uji": key}).content.decode()
    return " ".join(text.split())


def test_what_was_not_planned_does_not_decide(owner: Client, tested: str) -> None:
    shown = board(owner, tested, "usai")
    assert "dugaan, bukan untuk memutuskan" in shown
    assert "terbukti lebih baik di segmen ini" not in shown
    assert "Benjamini–Hochberg" in shown
    assert "Pengaruhnya tidak sama di semua Perangkat" in shown
    rows = [line.split(",") for line in tile(owner, tested, "usai").splitlines()]
    told = {row[0]: row[2:5] for row in rows if row[0].startswith("Perangkat")}
    assert told["Perangkat: HP"] == ["14000", "0.06", "0.09"]
    assert told["Perangkat: laptop"] == ["14000", "0.08", "0.08"]


def test_what_was_planned_decides_for_its_own(
    staff: Callable[..., Client], tested: str, home: Path
) -> None:
    plan = ToldPlan(
        "usai", "Di HP tombolnya kecil.", "control", {"control": 1, "baru": 1}, "conversions",
        0.2, 0.07, 0.05, 0.8, 14, START, segments=("Perangkat",),
    )  # fmt: skip
    actor = Actor("staff", "1", Role.OWNER)
    tell_plan(actor, tested, plan, "usai")
    try:
        shown = board(staff(Role.ANALYST), tested, "usai")
        assert "terbukti lebih baik di segmen ini" in shown
        assert "Holm" in shown
        assert "bukan untuk memutuskan</td>" not in shown
    finally:
        (home / "experiments" / f"{tested}.jsonl").unlink()


def test_while_it_runs_nothing_is_told_but_who_came(owner: Client, tested: str) -> None:
    shown = board(owner, tested, "jalan")
    assert "baru dibuka setelah uji diputuskan" in shown
    assert "Cochran" not in shown
    assert "Batas bawah" not in tile(owner, tested, "jalan")
