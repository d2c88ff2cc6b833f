"""The boards of A/B tests and the planner, over a small shop with tests of every outcome."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from niaga import metrics
from niaga.kernel.journal.models import JournalEvent
from niaga.kernel.permissions import Role
from niaga.metrics import questions
from niaga.warehouse import load, snapshot
from niaga.warehouse.engines import duckdb
from niaga.web.dashboards.experiments.board import BOARD, DETAIL
from tests.warehouse import shops

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_march")]
# 20 March 2026 is today: one test ended, one runs, one is torn, one tells no days.


def counts(start: date, days: int, a: tuple[int, int], b: tuple[int, int]) -> str:
    lines = ["date,variant,visitors,conversions"]
    for n in range(days):
        for name, (visitors, converted) in (("control", a), ("baru", b)):
            lines.append(f"{start + timedelta(n)},{name},{visitors},{converted}")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def tested_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tested")


@pytest.fixture
def tested(settings: Any, tested_home: Path, db: None) -> str:
    """The pencil shop with four tests; its key."""
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tested_home, tested_home / "warehouse"
    code = shops.KSHOES.code
    if settings.NIAGA_WAREHOUSE.exists():
        return code
    load.publish(shops.pencil_shop(), shops.LINEAGE, "replace")
    files = {
        "menang": (counts(date(2026, 2, 2), 28, (1_000, 30), (1_000, 45)), {"planned_days": "28"}),
        "jalan": (
            counts(date(2026, 3, 10), 10, (1_000, 30), (1_000, 37)),
            {"planned_days": "28", "planned_effect": "10%"},
        ),
        "timpang": (counts(date(2026, 1, 5), 14, (900, 30), (700, 40)), {}),
        "tanpa-hari": ("variant,visitors,conversions,revenue\na,9000,270,5\nb,9000,281,7\n", {}),
    }
    for name, (text, options) in files.items():
        path = tested_home / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        load.import_source("ab", path, shops.KSHOES, options)
    return code


def page(client: Client, board: str, **query: str) -> str:
    response = client.get(reverse("dashboards:board", args=[board]), query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_list_tells_every_outcome(owner: Client, tested: str) -> None:
    shown = page(owner, "eksperimen", toko=tested)
    for text in ("Tolak H₀: ada beda", "Gagal tolak H₀", "Lanjutkan uji", "Tidak sah"):
        assert text in shown
    assert "diputuskan pada pemeriksaan ke-1 dari 4" in shown
    assert "Belum ada uji" not in shown


def test_visitors_are_the_catalogues(tested: str) -> None:
    visitors, rate = metrics.query(
        ["experiment_visitors", "experiment_rate"],
        tested,
        by=["variant"],
        filters={"experiment": ["menang"], "outcome": ["conversions"]},
    )
    assert visitors.values == {"baru": 28_000, "control": 28_000}
    assert rate.values == pytest.approx({"baru": 0.045, "control": 0.03})


def test_a_decided_test(owner: Client, tested: str) -> None:
    shown = page(owner, "uji", toko=tested, uji="menang")
    assert "Tolak H₀: ada beda" in shown
    assert "melewati batas 4,05" in shown or "melewati batas 4,04" in shown
    assert "Pakai baru untuk semua pengunjung" in shown
    assert "Bukan untuk memutuskan." in shown


def test_a_running_test_tells_no_raw_p_outside_the_experts_table(
    owner: Client, tested: str
) -> None:
    address = reverse("dashboards:file", args=["uji", "csv", "raw"])
    told = owner.get(address, {"toko": tested, "uji": "jalan"}).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(told)))
    assert rows[0][1] == "p mentah"
    raw = rows[-1][1]
    assert float(raw) < 0.01  # it looks as if it were decided
    shown = page(owner, "uji", toko=tested, uji="jalan")
    before = shown.split('data-tile="raw"')[0]
    assert "Lanjutkan uji" in before
    assert f"p = {raw}" not in before
    assert "ke-2 dari 4, pada 23 Mar 2026" in before
    assert "Cara baca Bayes" not in before


def test_a_torn_test_shows_visitors_and_no_difference(owner: Client, tested: str) -> None:
    shown = page(owner, "uji", toko=tested, uji="timpang")
    assert "Tidak sah" in shown
    assert "Jangan pakai hasil ini" in shown
    assert "12.600" in shown  # visitors of the control
    assert "5,71%" not in shown  # the variant's rate
    assert "3,33%" not in shown


def test_a_test_without_days_says_so(owner: Client, tested: str) -> None:
    shown = page(owner, "uji", toko=tested, uji="tanpa-hari")
    assert "tidak memuat tanggal" in shown
    assert "Besarnya beda" in shown  # what there is: the difference at the end
    assert "Sumbernya memberi jumlah tanpa jumlah kuadrat" in shown
    assert "Gagal tolak H₀" in shown


def test_an_unknown_test_is_the_newest(owner: Client, tested: str) -> None:
    assert "jalan" in page(owner, "uji", toko=tested, uji="tidak-ada")


def test_a_shop_without_tests_is_told_what_to_do(owner: Client, pencil: str) -> None:
    shown = page(owner, "eksperimen", toko=pencil)
    assert "Belum ada uji di toko ini" in shown
    assert reverse("dashboards:experiment_planner") in shown
    assert "Belum ada uji" in page(owner, "uji", toko=pencil)


def test_boards_keep_to_their_budget(
    owner: Client, tested: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    original = duckdb.rows

    def counting(sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return original(sql, *rest)

    monkeypatch.setattr(duckdb, "rows", counting)
    for board in (BOARD, DETAIL):
        questions._cache.clear()
        asked.clear()
        page(owner, board.slug, toko=tested)
        assert len(asked) <= 6
        assert len(board.cards) <= 6
        assert len(board.parts) <= 12


def test_who_may_not_see_tests(staff: Callable[[Role], Client], tested: str) -> None:
    client = staff(Role.WAREHOUSE)
    for address in (
        reverse("dashboards:board", args=["eksperimen"]),
        reverse("dashboards:board", args=["uji"]),
        reverse("dashboards:experiment_planner"),
    ):
        assert client.get(address).status_code == 403


def test_a_second_reading_replaces_the_first(tested: str, tmp_path: Path) -> None:
    path = tmp_path / "jalan.csv"
    path.write_text(counts(date(2026, 3, 10), 3, (10, 3), (10, 4)).replace("baru", "lain"))
    kept = {"filters": {"experiment": ["jalan"], "outcome": ["conversions"]}, "by": ["variant"]}
    before = metrics.query(["experiment_visitors"], tested, **kept)[0].values  # type: ignore[arg-type]
    assert before == {"baru": 10_000, "control": 10_000}
    original = (snapshot.warehouse_folder().parent / "jalan.csv", {"planned_days": "28"})
    try:
        load.import_source("ab", path, shops.KSHOES, {"running": "1"})
        after = metrics.query(["experiment_visitors"], tested, **kept)[0].values  # type: ignore[arg-type]
        assert after == {"control": 30, "lain": 30}
        menang = {**kept, "filters": {"experiment": ["menang"], "outcome": ["conversions"]}}
        assert metrics.query(["experiment_visitors"], tested, **menang)[0].values == {  # type: ignore[arg-type]
            "baru": 28_000,
            "control": 28_000,
        }
    finally:
        load.import_source("ab", original[0], shops.KSHOES, original[1])


def test_the_planner_answers_honestly(owner: Client, tested: str) -> None:
    address = reverse("dashboards:experiment_planner")

    def answer(**query: str) -> str:
        response = owner.get(address, {"toko": tested, **query})
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    small = answer(konversi="3", perubahan="5", pengunjung="400")
    assert "207.938" in small
    assert "terlalu lama" in small
    assert "53.211" in answer(konversi="3", perubahan="10")
    large = answer(konversi="3,0", perubahan="20%", pengunjung="4000")
    assert "13.914" in large
    assert "1 pekan penuh" in large
    assert "belum mengukur kunjungan" in answer()
    for wrong in ("abc", "0", "150", "nan", "-1"):
        assert "Isi angka di antara 0 dan 100" in answer(konversi=wrong)
    assert "melewati 100%" in answer(konversi="60", perubahan="100")


PLAN = {
    "title": "Ongkir di depan", "hypothesis": "Lebih sedikit yang pergi di pembayaran.",
    "control": "lama", "control_share": "1", "variant": "baru", "variant_share": "1",
    "second": "", "second_share": "", "third": "", "third_share": "", "primary": "Beli",
    "base": "3,0", "effect": "10", "alpha": "0.05", "power": "0.8", "weeks": "4",
    "started_on": "2026-04-06",
}  # fmt: skip


@pytest.fixture
def no_plans(tested: str, tested_home: Path) -> None:
    (tested_home / "experiments" / f"{tested}.jsonl").unlink(missing_ok=True)


def save_plan(browser: Client, shop: str, key: str = "", **changes: str) -> Any:
    address = reverse("dashboards:save_experiment_plan")
    return browser.post(address, {"toko": shop, "uji": key, **PLAN, **changes})


@pytest.mark.usefixtures("no_plans")
def test_a_plan_is_written_shown_and_changed(staff: Callable[..., Client], tested: str) -> None:
    browser = staff(Role.ANALYST)
    answer = save_plan(browser, tested)
    assert answer.status_code == 302, answer.content.decode()
    page = browser.get(answer.url).content.decode()
    assert "106.422" in page  # visitors of base 3 %, +10 %
    assert "4,05" in page  # the first look's boundary
    board = browser.get(f"/dasbor/eksperimen/ubin/?toko={tested}").content.decode()
    assert "Direncanakan" in board
    assert "Ongkir di depan" in board
    key = "ongkir-di-depan"
    assert save_plan(browser, tested).status_code == 302  # refused in words: the name is taken
    assert save_plan(browser, tested, key, effect="20").status_code == 302
    assert "27.828" in browser.get(answer.url).content.decode()  # 2 × 13,914


@pytest.mark.usefixtures("no_plans")
@pytest.mark.parametrize(
    "changes",
    [{"effect": "0"}, {"base": "120"}, {"variant": "lama"}, {"weeks": "0"}, {"title": ""},
     {"base": "80", "effect": "50"}, {"title": "menang"}, {"started_on": "x"}],
)  # fmt: skip
def test_a_plan_that_cannot_be(
    staff: Callable[..., Client], tested: str, changes: dict[str, str]
) -> None:
    answer = save_plan(staff(Role.OWNER), tested, **changes)
    assert answer.status_code == 422
    assert "field--error" in answer.content.decode()


@pytest.mark.usefixtures("no_plans")
def test_a_decision_is_recorded_once_and_freezes_the_plan(
    staff: Callable[..., Client], tested: str
) -> None:
    browser = staff(Role.OWNER)
    address = reverse("dashboards:record_decision")
    asked = {"toko": tested, "uji": "menang", "catatan": "Dipakai semua."}
    page = browser.get(f"{reverse('dashboards:experiment_plan')}?toko={tested}&uji=menang")
    assert "Catat keputusan" in page.content.decode()
    assert browser.post(address, asked).status_code == 302
    shown = browser.get(page.request["PATH_INFO"], {"toko": tested, "uji": "menang"})
    text = shown.content.decode()
    assert "Dipakai semua." in text
    assert "Simpan rencana" not in text
    assert (
        "Dicatat oleh"
        in browser.get(f"/dasbor/uji/ubin/?toko={tested}&uji=menang").content.decode()
    )
    save_plan(browser, tested, "menang")
    assert (
        "Ongkir di depan"
        not in browser.get(f"/dasbor/eksperimen/ubin/?toko={tested}").content.decode()
    )


def test_a_test_that_runs_is_not_recorded_and_roles_keep_out(
    staff: Callable[..., Client], tested: str
) -> None:
    address = reverse("dashboards:record_decision")
    asked = {"toko": tested, "uji": "jalan"}
    owner = staff(Role.OWNER)
    owner.post(address, asked)
    page = owner.get(f"{reverse('dashboards:experiment_plan')}?toko={tested}&uji=jalan")
    assert "Simpan rencana" in page.content.decode()
    assert staff(Role.WAREHOUSE).post(address, asked).status_code == 403
    assert save_plan(staff(Role.SALES), tested).status_code == 403


@pytest.mark.usefixtures("no_plans")
def test_a_recorded_decision_is_withdrawn_with_a_reason(
    staff: Callable[..., Client], tested: str
) -> None:
    browser = staff(Role.OWNER)
    asked = {"toko": tested, "uji": "menang"}
    page = f"{reverse('dashboards:experiment_plan')}?toko={tested}&uji=menang"
    browser.post(reverse("dashboards:record_decision"), {**asked, "catatan": "Dipakai semua."})
    address = reverse("dashboards:withdraw_decision")
    assert staff(Role.SALES).post(address, {**asked, "alasan": "x"}).status_code == 403
    browser.post(address, {**asked, "alasan": " "})
    assert "Tarik keputusan" in browser.get(page).content.decode()  # without a reason it stands
    assert browser.post(address, {**asked, "alasan": "Bot ikut terhitung."}).status_code == 302
    text = browser.get(page).content.decode()
    assert "Catat keputusan" in text
    assert "Simpan rencana" in text
    assert "Bot ikut terhitung." in text
    assert "Dicatat oleh" in text  # the history stays
    told = JournalEvent.objects.filter(aggregate_id=f"{tested}:menang").order_by("seq")
    assert [event.topic for event in told] == [
        "experiment.decided",
        "experiment.decision_withdrawn",
    ]
    assert told[1].payload["reason"] == "Bot ikut terhitung."


@pytest.mark.usefixtures("no_plans")
def test_a_plan_is_put_beside_data_of_another_name(
    staff: Callable[..., Client], tested: str
) -> None:
    browser = staff(Role.ANALYST)
    save_plan(browser, tested, primary="conversions", control="control")
    plan = f"{reverse('dashboards:experiment_plan')}?toko={tested}&uji=ongkir-di-depan"
    text = browser.get(plan).content.decode()
    assert "Pasangkan" in text
    asked = {"toko": tested, "uji": "ongkir-di-depan", "data": "menang"}
    address = reverse("dashboards:attach_plan")
    assert staff(Role.SALES).post(address, asked).status_code == 403
    answer = browser.post(address, asked)
    assert answer.status_code == 302
    text = browser.get(answer.url).content.decode()
    assert "Dipasangkan dengan data “menang”" in text
    assert "tidak ada di berkasnya" not in text
    assert browser.get(plan).status_code == 404  # it is the plan of that test now
    board = browser.get(f"/dasbor/uji/ubin/?toko={tested}&uji=menang").content.decode()
    assert "Ongkir di depan" in board
    answer = browser.post(reverse("dashboards:detach_plan"), {"toko": tested, "uji": "menang"})
    assert "uji=ongkir-di-depan" in answer.url
    assert "Belum ada datanya" in browser.get(answer.url).content.decode()


@pytest.mark.usefixtures("no_plans")
def test_a_plan_whose_names_are_not_in_the_data_says_so(
    staff: Callable[..., Client], tested: str
) -> None:
    browser = staff(Role.ANALYST)
    save_plan(browser, tested, "menang", variant="terbaru", segments="Negara")
    page = browser.get(f"{reverse('dashboards:experiment_plan')}?toko={tested}&uji=menang")
    assert "tidak ada di berkasnya: lama, terbaru, Beli, Negara" in page.content.decode()
    assert "Datanya mulai 2 Feb 2026, sebelum hari pertama" in page.content.decode()
