"""Consent and visits in a real browser, and how soon what happens is in the numbers."""

import sqlite3
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from niaga.kernel import clock
from niaga.metrics import query
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_storefront import assert_accessible, buy
from tests.serving import Served

CODE = "kshoes"
FRESH = 10  # seconds

pytestmark = pytest.mark.slow


@pytest.fixture
def value(settings: Any, shop: Served) -> Callable[..., Any]:
    """A number of today from the served shop's own warehouse, as its dashboards ask for it."""
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = shop.home, shop.home / "warehouse"

    def value(name: str, **filters: list[str]) -> Any:
        today = (clock.now() + timedelta(hours=7)).date()
        period = (today, today + timedelta(days=1))
        return query([name], CODE, period=period, filters=filters)[0].value or 0

    return value


def within(seconds: float, true: Callable[[], bool]) -> float:
    """How long it took to become true."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, "it was not in the numbers in time"
        time.sleep(0.2)
    return time.monotonic() - began


def at_rest(number: Callable[[], int]) -> int:
    """What it is once nothing that an earlier test did is still on its way."""
    found, since = number(), time.monotonic()
    while time.monotonic() - since < FRESH:
        time.sleep(0.5)
        if (now := number()) != found:
            found, since = now, time.monotonic()
    return found


def cookies(page: Page) -> set[str]:
    return {cookie["name"] for cookie in page.context.cookies()}


@pytest.fixture
def measured(value: Callable[..., Any]) -> Callable[..., Any]:
    """The same, once the history has been loaded."""
    within(60, lambda: _is_known("visits", value) and _is_known("orders", value))
    return value


def _is_known(name: str, value: Callable[..., Any]) -> bool:
    try:
        return query([name], CODE)[0].value is not None and query([name], CODE)[0].value > 0
    except Exception:
        return False


def test_no_cookie_before_the_answer_and_none_after_no(phone_without_javascript: Page) -> None:
    page = phone_without_javascript
    page.goto("/")
    page.goto("/cari/?q=lari")
    assert cookies(page) <= {"csrftoken"}
    page.get_by_role("button", name="Tidak", exact=True).click()
    page.goto("/")
    assert page.get_by_role("button", name="Boleh", exact=True).count() == 0
    assert cookies(page) <= {"csrftoken", "niaga_consent"}
    page.get_by_role("button", name="Izinkan").click()
    assert "niaga_visit" in cookies(page)
    page.get_by_role("button", name="Tarik izin").click()
    assert "niaga_visit" not in cookies(page)


@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_both_answers_weigh_the_same(visit: Callable[..., Page], device: dict[str, Any]) -> None:
    page = visit(device)
    page.goto("/")
    no, yes = (page.get_by_role("button", name=name, exact=True) for name in ("Tidak", "Boleh"))
    look = "e => { const s = getComputedStyle(e); return [s.color, s.backgroundColor, s.fontSize] }"
    assert no.evaluate(look) == yes.evaluate(look)
    assert no.bounding_box()["width"] == pytest.approx(yes.bounding_box()["width"], abs=1)
    assert_accessible(page)


def test_a_view_of_a_stranger_is_in_the_numbers(
    visit: Callable[..., Page], measured: Callable[..., Any]
) -> None:
    kind = {"audience": ["unasked"], "page_kind": ["info"]}
    before = at_rest(lambda: measured("page_views", **kind))
    visit(PHONE).goto("/info/grade/")
    within(FRESH, lambda: measured("page_views", **kind) == before + 1)
    time.sleep(3)  # the picture of the page is no second view
    assert measured("page_views", **kind) == before + 1


def test_a_visit_and_its_order_are_in_the_numbers(
    visit: Callable[..., Page], measured: Callable[..., Any]
) -> None:
    told = ("visits", "ordering_visits", "orders", "converted_visits", "attributed_orders")
    way = {"campaign": ["uji-segar"]}
    before = {name: measured(name) for name in told}
    page = visit(PHONE)
    page.goto("/?utm_source=instagram&utm_medium=bio&utm_campaign=uji-segar")
    page.get_by_role("button", name="Boleh", exact=True).click()
    within(FRESH, lambda: measured("visits", **way) == 1)
    assert measured("visits", channel=["social"], **way) == 1
    buy(page, scripted=True, pay="cod")
    # An order of an earlier test may arrive as well; what this visit brought is told exactly.
    within(FRESH, lambda: measured("orders") > before["orders"])
    within(FRESH, lambda: measured("converted_visits", **way) == 1)
    assert measured("visits", **way) == 1
    assert measured("attributed_orders", **way) == 1
    assert measured("attributed_revenue", **way) == measured("visit_revenue", **way) > 0


def test_a_review_is_in_the_numbers(
    visit: Callable[..., Page], shop: Served, measured: Callable[..., Any]
) -> None:
    database = shop.home / "shop.sqlite3"
    if not database.exists():
        pytest.skip("the order to review is looked up in the shop's SQLite file")
    with sqlite3.connect(database) as shop_database:
        (token, number) = shop_database.execute(
            "SELECT o.token, o.number FROM orders_order o WHERE o.state = 'completed' AND NOT "
            "EXISTS (SELECT 1 FROM reviews_review r JOIN orders_orderline l ON l.id = r.line_id "
            "WHERE l.order_id = o.id) ORDER BY o.placed_at DESC LIMIT 1"
        ).fetchone()

    def reviews() -> int:
        return query(["reviews"], CODE, filters={"order": [number]})[0].value or 0

    assert reviews() == 0
    page = visit(PHONE)
    page.goto(f"/pesanan/{token}/")
    page.locator(".rating label").first.click()
    page.locator("textarea").first.fill("Nyaman dipakai.")
    page.get_by_role("button", name="Kirim ulasan").first.click()
    within(FRESH, lambda: reviews() == 1)
