"""The demo shop: the books agree, the same seed is the same shop, and nothing is half-made."""

import io
import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from niaga import metrics
from niaga.collect.visits import history as finished
from niaga.collect.visits.book import Book
from niaga.collect.visits.channels import CHANNELS, channel_of
from niaga.insight.experiments.data import experiments
from niaga.insight.experiments.judge import judge
from niaga.kernel import clock, journal
from niaga.kernel.health import all_checks
from niaga.kernel.journal import JournalEvent
from niaga.kernel.models import StateChange
from niaga.kernel.permissions import SYSTEM
from niaga.kernel.shop import current_shop
from niaga.simulate.history.opening import SIGN_IN
from niaga.simulate.history.seasons import Seasons
from niaga.simulate.shop.places import CITIES
from niaga.store.catalog.models import Product, Variant
from niaga.store.customers.models import Customer, Region, User
from niaga.store.inventory.models import StockBalance, StockMovement, Unit
from niaga.store.orders.models import Order, OrderLine
from niaga.store.payments.models import PaymentAttempt
from niaga.store.reviews.models import Review
from niaga.store.shipping.models import Shipment
from niaga.store.shipping.tariffs import load_tariffs
from niaga.warehouse.sync import sync_shop
from niaga.warehouse.visits import sync_visits

END = datetime(2026, 3, 13, 6, 0, tzinfo=UTC)  # a Friday in Jakarta, 13:00, before Lebaran
COMPARED = (Product, Variant, Unit, Customer, StockBalance, StockMovement, Order, OrderLine,
            PaymentAttempt, Shipment, Review, JournalEvent, StateChange)  # fmt: skip


def settings_of(home: Path) -> dict[str, Path]:
    return {
        "NIAGA_HOME": home,
        "MEDIA_ROOT": home / "media",
        "NIAGA_WAREHOUSE": home / "warehouse",
    }


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    with override_settings(**settings_of(tmp_path)):
        yield tmp_path


@pytest.fixture
def places(db: None) -> None:
    settle_cities()


def settle_cities() -> None:
    """A few kelurahan in each of the cities that the buyers live in."""
    Region.objects.bulk_create(
        Region(
            code=f"{city}.01.10{n:02}",
            village=f"Kelurahan {n}",
            district="Kecamatan Satu",
            city=f"Kota {city}",
            province=f"Provinsi {city[:2]}",
            postal_code=f"{10000 + n}",
            search_text=f"kelurahan {n}",
        )
        for city in CITIES
        for n in range(1, 4)
    )
    load_tariffs()


def demo(**options: object) -> str:
    out = io.StringIO()
    with clock.at(END):
        call_command("demo", stdout=out, **{"seed": 7, "months": 1, **options})
    return out.getvalue()


def contents() -> dict[str, list[tuple[object, ...]]]:
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in COMPARED}


def test_every_invariant_holds_and_there_is_work_for_today(home, places):
    demo(months=3)
    with clock.at(END):
        faults = [(check.code, fault) for check in all_checks() for fault in check.find()]
    assert faults == []
    assert Order.objects.count() > 800
    assert {"placed", "confirmed", "completed", "cancelled", "expired"} == set(
        Order.objects.values_list("state", flat=True)
    )
    assert PaymentAttempt.objects.filter(provider="bank_transfer", state="pending").exists()
    assert Shipment.objects.filter(state__in=["open", "picking"]).exists()
    assert Shipment.objects.filter(state="in_transit").exists()
    assert StockBalance.objects.filter(on_hand__lte=F("low_at")).exists()
    assert Unit.objects.filter(state="listed").count() > 30
    assert set(User.objects.exclude(role="").values_list("role", flat=True)) == {
        "owner", "sales", "warehouse", "marketing", "analyst", "support",
    }  # fmt: skip


def differing(one: dict[str, object], other: dict[str, object]) -> list[str]:
    """Names only: the rows themselves are too many to be shown side by side."""
    return [name for name in one if one[name] != other[name]]


@pytest.mark.slow
def test_the_same_seed_is_the_same_shop_and_another_is_another(home, places):
    demo()
    demo(force=True)  # begins to count rows at 1, whatever has been in this database before
    first = contents()
    demo(force=True)
    assert differing(first, contents()) == []
    demo(force=True, seed=8)
    assert "Order" in differing(first, contents())


@pytest.mark.parametrize("force", [False, True])
def test_a_shop_with_data_of_its_own_is_left_alone(home, places, force):
    Customer.objects.create(name="Pelanggan sungguhan", created_at=END)
    with pytest.raises(CommandError):
        demo(force=force)
    assert Customer.objects.count() == 1
    assert not Order.objects.exists()
    assert not (home / SIGN_IN).exists()


def test_an_odd_length_is_refused(home, places):
    with pytest.raises(CommandError):
        demo(months=0)


@pytest.fixture(scope="class")
def looked_at(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Path, str]]:
    """The shop's folder, and what was said when it was made."""
    home = tmp_path_factory.mktemp("month")
    around = transaction.atomic()
    around._from_testcase = True  # as Django's own tests: a unit of work may be durable in it
    with django_db_blocker.unblock(), override_settings(**settings_of(home)), around:
        settle_cities()
        yield home, demo()
        transaction.set_rollback(True)


class TestOneMonth:
    """What is seen in one shop of a month, which all of these only look at."""

    def test_the_past_causes_nothing_again_and_tells_nothing_of_the_future(self, looked_at):
        before = contents()
        with clock.at(END):
            assert journal.deliver_pending() == 0
        assert contents() == before
        assert not JournalEvent.objects.filter(occurred_at__gt=END).exists()
        assert not StateChange.objects.filter(at__gt=END).exists()
        assert not Order.objects.filter(placed_at__gt=END).exists()
        times = list(JournalEvent.objects.order_by("seq").values_list("occurred_at", flat=True))
        assert times == sorted(times)

    def test_the_shop_goes_on_from_where_the_past_ends(self, looked_at):
        """Keys given by hand leave no trap for the rows that come after."""
        with transaction.atomic():
            assert Customer.objects.create(name="Baru", created_at=END).pk
            assert User.objects.create(name="Baru", email="baru@example.com", created_at=END).pk
            transaction.set_rollback(True)

    def test_a_second_start_keeps_the_shop(self, looked_at):
        home, _said = looked_at
        orders, keys = Order.objects.count(), (home / SIGN_IN).read_text()
        assert "sudah ada" in demo() or "already" in demo()
        assert Order.objects.count() == orders
        assert (home / SIGN_IN).read_text() == keys

    def test_passwords_are_told_to_the_owner_of_the_folder_only(self, looked_at):
        home, said = looked_at
        path = home / SIGN_IN
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        told = path.read_text()
        assert told.strip() in said
        owner = User.objects.get(email="owner@kshoes.example")
        password = next(line.split()[1] for line in told.splitlines() if "owner@" in line)
        assert owner.check_password(password)
        buyer = User.objects.filter(role="").exclude(password="!").get()
        assert buyer.customer.orders.exists()

    def test_pictures_are_there(self, looked_at):
        home, _said = looked_at
        for path in Product.objects.values_list("pictures__path", flat=True):
            assert path
            assert (home / "media" / path).stat().st_size > 1000
        assert (home / "media" / "logo.svg").exists()

    def test_visits_lead_to_the_orders_and_mostly_to_none(self, looked_at):
        home, _said = looked_at
        visits = finished.all_finished(home / "visits").to_pylist()
        bought = {row["session_id"]: row["customer_id"] for row in visits if row["orders"]}
        named = Order.objects.exclude(session_id="")
        assert bought == dict(named.values_list("session_id", "customer"))
        assert 0.5 < named.count() / Order.objects.count() < 0.75  # the others did not agree
        assert 0.02 < len(bought) / len(visits) < 0.08
        assert all(row["started_at"] <= row["ended_at"] <= END for row in visits)
        assert {row["channel"] for row in visits} <= set(CHANNELS)
        told = {(row["referrer"], row["utm_source"], row["utm_medium"]): row for row in visits}
        for (referrer, source, medium), row in told.items():
            way = {"referrer": referrer or "", "source": source or "", "medium": medium or ""}
            assert channel_of(**way) == row["channel"]

    def test_views_of_pages_are_counted_of_all(self, looked_at):
        home, _said = looked_at
        book = Book(home / "visits", current_shop().zone)
        counts = book.changed()[1]
        book.close()
        agreed = sum(row.views for row in counts if row.audience == "agreed")
        visits = finished.all_finished(home / "visits")
        assert agreed == sum(visits["pages"].to_pylist())
        people = sum(
            row.views for row in counts if row.audience in ("agreed", "declined", "unasked")
        )
        assert 0.5 < agreed / people < 0.7


def test_what_other_systems_tell_has_come_in_through_the_readers(home, places):
    """The warehouse holds it beside the shop's own orders, and it fits them, nearly all."""
    demo(months=2)
    sync_shop()
    sync_visits()
    with clock.at(END):
        (answers, payout, strays, unsettled, gain) = (
            result.value
            for result in metrics.query(
                ["csat_answers", "settlement_gross", "settlement_unmatched",
                 "unsettled_payments", "roi"],
                "kshoes",
                actor=SYSTEM,
            )
        )  # fmt: skip
        judged = {
            each.plan.title: judge(each.seen, END.date()).decision
            for each in experiments(metrics.shop_named("kshoes"), SYSTEM)
        }
    captured = PaymentAttempt.objects.filter(provider="midtrans", captured_at__isnull=False)
    paid = sum(captured.values_list("amount", flat=True))
    assert answers > 20
    assert 0.99 * paid < payout <= 1.001 * paid
    assert strays <= 0.01 * paid
    assert unsettled <= 0.01 * paid
    assert gain is not None  # the cost of every credited line is known
    assert judged["Ongkir terlihat di halaman produk"] == "running"
    assert {path.name for path in (home / "exports").iterdir()} >= {"uji-foto.csv"}


def test_the_calendar_knows_lebaran_and_the_twin_days():
    seasons = Seasons(date(2024, 11, 1), date(2026, 10, 31))
    assert date(2025, 3, 31) in seasons.lebaran
    assert date(2026, 3, 21) in seasons.lebaran
    ordinary = seasons.factor(date(2025, 9, 17))
    assert seasons.factor(date(2025, 11, 11)) > 2.5 * ordinary
    assert seasons.factor(date(2025, 3, 22)) > 1.2 * seasons.factor(date(2025, 2, 22))
    assert seasons.factor(date(2025, 4, 1)) < 0.5 * seasons.factor(date(2025, 4, 29))
    sunday = datetime(2025, 9, 14, 3, tzinfo=UTC)
    assert seasons.staffed(sunday) == datetime(2025, 9, 15, 2, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_killed_in_the_middle_the_next_start_begins_anew(tmp_path):
    environment = {**os.environ, "NIAGA_HOME": str(tmp_path), "LANG": "en_US.UTF-8"}
    environment.pop("NIAGA_DATABASE_URL", None)
    command = [sys.executable, "-m", "niaga"]

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, *arguments], env=environment, capture_output=True, text=True, check=False
        )

    assert run("migrate", "-v0").returncode == 0
    assert run("loadregions", "-v0").returncode == 0
    rng = random.Random(4)
    for _kill in range(3):
        victim = subprocess.Popen(
            [*command, "demo", "--months", "1"], env=environment, stdout=subprocess.DEVNULL
        )
        time.sleep(rng.uniform(1.2, 3.5))
        victim.send_signal(signal.SIGKILL)
        victim.wait()
    done = run("demo", "--months", "1")
    assert done.returncode == 0, done.stderr
    checked = run("doctor")
    assert checked.returncode == 0, checked.stdout
