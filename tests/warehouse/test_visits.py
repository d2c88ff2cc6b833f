"""Visits from the log to the warehouse: once, whole, and again when something died."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from niaga.collect.visits import history, log_folder, reader
from niaga.collect.visits.book import Book, PageCount
from niaga.collect.visits.events import CART_ADDED, ORDER_PLACED
from niaga.kernel import clock
from niaga.metrics import query
from niaga.store.customers.models import Customer, User
from niaga.warehouse import snapshot, tables, visits
from niaga.warehouse.visits import sync_visits
from tests.collect.visits.told import JAKARTA, NOON, event, seen, write_lines

pytestmark = pytest.mark.django_db
SHOP = "toko"


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"
    return tmp_path


def tell(*told: Any, file: str = "a") -> None:
    write_lines(log_folder() / f"{file}.jsonl", told)


def sync(hours: float = 0.1) -> visits.VisitsReport:
    with clock.at(NOON + timedelta(hours=hours)):
        return sync_visits()


def rows(name: str = "sessions") -> dict[str, dict[str, Any]]:
    entry = snapshot.current().shop(SHOP)
    assert entry
    found = tables.read(name, entry.files.get(name, ())).to_pylist()
    return {row["session_id" if name == "sessions" else "page"]: row for row in found}


def value(name: str) -> Any:
    return query([name], SHOP)[0].value


def test_nothing_is_done_where_nothing_was_told(home: Path) -> None:
    assert sync() == visits.VisitsReport(0, 0, full=False)
    assert snapshot.current().shop(SHOP) is None


def test_a_session_grows_under_the_same_key(home: Path) -> None:
    tell(seen(1), seen(2, 0, visit=""))
    assert sync() == visits.VisitsReport(1, 2, full=True)
    assert (value("visits"), value("page_views"), value("consent_coverage")) == (1, 2, 0.5)
    assert sync() == visits.VisitsReport(0, 0, full=False)
    tell(seen(3, 40, page="product"), event(CART_ADDED, 60, visit="v1", audience="agreed"))
    assert sync() == visits.VisitsReport(1, 1, full=False)
    session = rows()["v1"]
    assert (session["pages"], session["product_views"], session["cart_adds"]) == (2, 1, 1)
    assert (session["seconds"], session["engaged"], session["channel"]) == (60, True, "direct")
    assert session["landing_page"] == "/home/"
    assert (value("visits"), value("page_views"), value("cart_visits")) == (1, 3, 1)


def test_nobody_can_be_known_by_a_session(home: Path) -> None:
    tell(seen(1))
    sync()
    session = rows()["v1"]
    assert session["visitor_key"] != "someone"
    assert len(session["visitor_key"]) == 24
    assert session["customer_key"] is None


def test_whoever_signed_in_or_ordered_is_their_customer(home: Path) -> None:
    user = User.objects.create(email="a@example.com", phone="+6281200000001", created_at=NOON)
    account = Customer.objects.create(user=user, name="A", phone="+62800", created_at=NOON)
    guest = Customer.objects.create(name="B", phone="+6281200000002", created_at=NOON)
    tell(
        seen(1, visit="signed", user=user.pk),
        seen(2, visit="bought", visitor="other"),
        event(ORDER_PLACED, 9, visit="bought", order="N1", customer=guest.pk, audience="agreed"),
        seen(3, visit="both", visitor="third"),
        event(ORDER_PLACED, 9, visit="both", order="N2", customer=account.pk, audience="agreed"),
    )
    sync()
    found = rows()
    assert found["signed"]["customer_key"] == found["both"]["customer_key"] is not None
    assert found["bought"]["customer_key"] not in (None, found["both"]["customer_key"])
    assert "+62812" not in str(found)


def test_finished_visits_are_kept_and_told_again(home: Path) -> None:
    tell(seen(1), seen(2, 10))
    sync()
    sync(hours=24 * 6)
    assert len(list(history.folder_of(home / "visits").glob("*.parquet"))) == 1
    with reader.open_book() as book:
        assert book.changed(everything=True)[0] == []
    tell(seen(3, 24 * 6 * 3600, visit="v2"), file="b")
    with clock.at(NOON + timedelta(days=6, hours=1)):
        report = sync_visits(full=True)
    assert (report.sessions, report.full) == (2, True)
    assert {key: row["pages"] for key, row in rows().items()} == {"v1": 2, "v2": 1}
    assert value("page_views") == 3


def test_the_log_goes_once_it_was_read_and_is_old(home: Path) -> None:
    tell(seen(1))
    sync()
    with clock.at(clock.now() + timedelta(days=8)):
        sync_visits()
    assert list(log_folder().iterdir()) == []
    assert value("visits") == 1


@pytest.mark.parametrize("dies", ["gather", "publish", "published"])
def test_killed_anywhere_the_next_run_heals(
    home: Path, monkeypatch: pytest.MonkeyPatch, dies: str
) -> None:
    tell(seen(1), seen(2, 5, visit=""))
    sync()
    tell(seen(3, 30), seen(4, 31, visit=""))
    owner, name = {
        "gather": (Book, "_enter"),
        "publish": (visits, "publish"),
        "published": (Book, "published"),
    }[dies]

    def died(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, died)
        with pytest.raises(KeyboardInterrupt):
            sync()
    assert value("visits") == 1
    sync()
    assert (rows()["v1"]["pages"], value("visits"), value("page_views")) == (2, 1, 4)
    assert sync() == visits.VisitsReport(0, 0, full=False)


def test_orders_of_the_shop_stay_when_visits_come(home: Path) -> None:
    from niaga.warehouse.sync import sync_shop

    tell(seen(1))
    sync()
    sync_shop()
    assert value("visits") == 1
    entry = snapshot.current().shop(SHOP)
    assert entry is not None
    assert set(entry.loads) == {"shop", "visits"}


def test_counts_that_were_made_elsewhere_are_added_to(home: Path) -> None:
    book = Book(home / "visits", JAKARTA)
    book.add_page_views([PageCount(NOON.date(), "home", "unasked", 10)])
    book.close()
    tell(seen(1, visit=""))
    sync()
    assert value("page_views") == 11
