"""Nothing is known of a visitor who did not agree; who agreed is known by a random number."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from niaga.collect.visits import events
from niaga.collect.visits.events import Payload, WebEvent
from niaga.kernel import clock
from niaga.store.catalog.models import Variant
from niaga.store.customers.models import User
from niaga.store.orders.models import Order
from tests.store import factories
from tests.web.storefront.test_checkout import ready_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
Told = Callable[[], list[WebEvent]]
QUESTION = "Boleh kami kenali kunjungan Anda?"


@pytest.fixture
def shoe() -> Variant:
    return factories.variant(5, price=450_000)


def hidden(page: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    assert found, name
    return found[1].replace("&amp;", "&")


def answer(client: Client, page: Any, jawaban: str) -> Any:
    """Press a button of the bar on this page."""
    names = ("next", "dari", "lihat", "halaman")
    fields = {name: hidden(page, name) for name in names}
    return client.post("/info/privasi/kunjungan/", {**fields, "jawaban": jawaban})


def agree(client: Client) -> None:
    answer(client, client.get("/"), "ya")
    client.get("/")


def picture(page: Any) -> str:
    found = re.search(r'src="(/lihat/[0-9a-f]{16}\.gif\?h=\w+)"', page.content.decode())
    assert found
    return found[1]


def test_before_an_answer_no_cookie_knows_anybody(browser: Client, told: Told) -> None:
    page = browser.get("/?utm_source=x", headers={"referer": "https://www.google.com/search?q=a"})
    assert QUESTION in page.content.decode()
    browser.get(picture(page))
    assert set(browser.cookies) <= {"csrftoken"}
    seen, shown = told()
    assert seen.payload == Payload(page="home", audience="unasked", view=seen.payload.view)
    assert shown.payload == seen.payload
    assert (seen.name, shown.name) == (events.PAGE_SEEN, events.PAGE_SHOWN)


def test_no_is_remembered_and_knows_nobody(browser: Client, told: Told) -> None:
    page: Any = answer(browser, browser.get("/"), "tidak")
    assert (page.status_code, page["Location"]) == (303, "/")
    assert set(browser.cookies) <= {"csrftoken", "niaga_consent"}
    told()
    page = browser.get("/cari/?q=lari")
    assert QUESTION not in page.content.decode()
    (seen,) = told()
    assert seen.payload == Payload(page="search", audience="declined", view=seen.payload.view)
    assert "niaga_visit" not in browser.cookies


def test_who_agrees_begins_a_visit_on_the_page_they_are_on(browser: Client, told: Told) -> None:
    address = "/?utm_source=ig&utm_medium=bio&utm_campaign=merdeka&fbclid=secret"
    page = browser.get(address, headers={"referer": "https://l.instagram.com/x?y=z"})
    (first,) = told()
    back = answer(browser, page, "ya")
    assert back["Location"] == address
    (agreed,) = told()
    assert agreed.payload == Payload(
        page="home",
        audience="agreed",
        view=first.payload.view,
        visitor=agreed.payload.visitor,
        visit=agreed.payload.visit,
        path="/",
        referrer="l.instagram.com",
        utm_source="ig",
        utm_medium="bio",
        utm_campaign="merdeka",
        device="phone",
    )
    again = browser.get(back["Location"])
    assert told() == []  # the same view, shown again
    assert QUESTION not in again.content.decode()
    assert "Tarik izin" in again.content.decode()
    browser.get("/cari/")
    (seen,) = told()
    assert seen.payload.visit == agreed.payload.visit
    assert (seen.payload.page, seen.payload.path) == ("category", "/cari/")


def test_nothing_tells_the_address_or_the_browser(browser: Client, told: Told, home: Path) -> None:
    agree(browser)
    browser.get("/", headers={"x-forwarded-for": "203.0.113.9"}, REMOTE_ADDR="203.0.113.9")
    assert told()
    text = "".join(p.read_text() for p in (home / "visits" / "log").iterdir())
    assert "203.0.113.9" not in text
    assert "Mozilla" not in text
    assert "SM-A155F" not in text


@pytest.mark.parametrize("signal", ["Sec-GPC", "DNT"])
def test_a_browser_that_says_no_is_not_asked(browser: Client, told: Told, signal: str) -> None:
    page = browser.get("/", headers={signal: "1"})
    assert QUESTION not in page.content.decode()
    assert "Browser Anda meminta agar tidak dikenali" in page.content.decode()
    browser.post("/info/privasi/kunjungan/", {"jawaban": "ya"}, headers={signal: "1"})
    assert set(browser.cookies) <= {"csrftoken"}
    assert [event.payload.audience for event in told()] == ["declined"]


def test_consent_can_be_taken_back(browser: Client, told: Told) -> None:
    agree(browser)
    assert browser.cookies["niaga_visit"].value
    told()
    browser.post("/info/privasi/kunjungan/", {"jawaban": "tidak", "next": "/"})
    assert not browser.cookies["niaga_visit"].value
    browser.get("/")
    (seen,) = told()
    assert seen.payload == Payload(page="home", audience="declined", view=seen.payload.view)


def test_midnight_and_campaigns_cut_no_visit_and_pauses_do(browser: Client, told: Told) -> None:
    agree(browser)
    told()
    moment, visits, visitors = clock.now(), [], []
    for minutes in (29, 29, 31):
        moment += timedelta(minutes=minutes)
        with clock.at(moment):
            browser.get(f"/?utm_campaign=c{minutes}")
        (event,) = told()
        visits.append(event.payload.visit)
        visitors.append(event.payload.visitor)
    assert visits[0] == visits[1] != visits[2]
    assert len(set(visitors)) == 1


def test_a_forged_cookie_is_nobody_known(browser: Client, told: Told) -> None:
    browser.cookies["niaga_consent"] = "ya"
    browser.cookies["niaga_visit"] = "x" * 300 + "\n.1.1"
    browser.get("/")
    (seen,) = told()
    assert re.fullmatch(r"[0-9a-f]{24}", seen.payload.visitor)


def test_from_the_cart_to_the_order(browser: Client, told: Told, shoe: Variant) -> None:
    agree(browser)
    told()
    browser.get(f"/p/{shoe.product.slug}/")
    fields = ready_page(browser, shoe)
    page = browser.post("/bayar/", fields)
    browser.get(page["Location"])
    order = Order.objects.get()
    found = told()
    assert [event.name for event in found] == [
        events.PRODUCT_SEEN,
        events.CART_ADDED,
        events.CHECKOUT_OPENED,
        events.CHECKOUT_STEP,
        events.CHECKOUT_STEP,
        events.ORDER_PLACED,
        events.PAGE_SEEN,
    ]
    assert len({event.payload.visit for event in found}) == 1
    assert order.session_id == found[0].payload.visit
    assert (found[5].payload.order, found[5].payload.customer) == (order.number, order.customer_id)
    assert found[6].payload.path == "/pesanan/"  # the order's address is a secret
    assert order.token not in repr(found)


def test_an_order_without_consent_names_no_visit(
    browser: Client, told: Told, shoe: Variant
) -> None:
    browser.post("/bayar/", ready_page(browser, shoe))
    assert Order.objects.get().session_id == ""
    assert {event.name for event in told()} == {events.CHECKOUT_OPENED}


def test_programs_and_staff_are_told_as_such(told: Told, browser: Client) -> None:
    Client(headers={"user-agent": "Googlebot/2.1"}).get("/")
    page = Client().get("/")
    assert QUESTION not in page.content.decode()
    assert "/lihat/" not in page.content.decode()
    assert [event.payload for event in told()] == [Payload(page="home", audience="bot")] * 2


def test_staff_who_look_at_their_shop_are_no_visitors(told: Told, browser: Client) -> None:
    someone = User.objects.create(
        email="owner@example.com", name="Pemilik", role="owner", created_at=clock.now()
    )
    browser.force_login(someone, "niaga.store.customers.authentication.EmailOrPhoneBackend")
    browser.get("/kantor/")
    page = browser.get("/")
    assert QUESTION not in page.content.decode()
    assert [event.payload for event in told()] == [Payload(page="home", audience="staff")]
    browser.logout()
    browser.get("/")
    assert [event.payload.audience for event in told()] == ["unasked"]


def test_what_is_no_page_is_not_counted(browser: Client, told: Told) -> None:
    for path in ("/robots.txt", "/sitemap.xml", "/p/none/", "/akun/", "/lihat/00.gif"):
        browser.get(path)
    browser.head("/")
    browser.get("/", headers={"sec-purpose": "prefetch;prerender"})
    browser.get("/", headers={"hx-request": "true"})
    assert told() == []


def test_the_picture_is_kept_by_no_cache(browser: Client, told: Told) -> None:
    page = browser.get(picture(browser.get("/")))
    assert page["Cache-Control"] == "no-store"
    assert page["Content-Type"] == "image/gif"
    assert len(page.content) == 43 or page.content.startswith(b"GIF89a")
    assert browser.get("/lihat/0123456789abcdef.gif?h=nothing").status_code == 404


def test_beats_are_told_of_those_who_agreed(browser: Client, told: Told) -> None:
    assert browser.post("/lihat/detak/").status_code == 204
    browser.get("/lihat/detak.gif?10")
    assert told() == []
    agree(browser)
    told()
    browser.post("/lihat/detak/")
    browser.get("/lihat/detak.gif?10")
    assert [event.name for event in told()] == [events.HEARTBEAT] * 2


def test_the_question_costs_no_statement(
    browser: Client, told: Told, statements: Callable[..., list[str]]
) -> None:
    browser.get("/")
    program = Client(headers={"user-agent": "Googlebot/2.1"})
    without = statements(lambda: program.get("/"))
    assert len(statements(lambda: browser.get("/"))) == len(without)
    agree(browser)
    assert len(statements(lambda: browser.get("/"))) == len(without)


def test_a_shop_may_count_nothing(browser: Client, told: Told, settings: Any) -> None:
    settings.NIAGA_VISITS = False
    page = browser.get("/")
    assert "kunjungan" not in page.content.decode().lower()
    assert "/lihat/" not in page.content.decode()
    browser.post("/info/privasi/kunjungan/", {"jawaban": "ya", "next": "/"})
    assert set(browser.cookies) <= {"csrftoken"}
    assert told() == []


def test_a_fault_of_the_counting_fails_no_page(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from niaga.web.storefront.visits import middleware

    def fault(request: object) -> None:
        raise RuntimeError("nothing works")

    monkeypatch.setattr(middleware, "tell_view", fault)
    assert browser.get("/").status_code == 200


def test_nobody_is_asked_while_they_pay(browser: Client, shoe: Variant) -> None:
    browser.post("/keranjang/tambah/", {"variant": shoe.pk, "jumlah": 1})
    assert QUESTION in browser.get("/keranjang/").content.decode()
    assert QUESTION not in browser.get("/bayar/").content.decode()


def test_the_question_is_asked_in_english_too(browser: Client) -> None:
    browser.cookies["niaga_language"] = "en"
    text = browser.get("/").content.decode()
    assert 'value="ya"' in text
    assert 'value="tidak"' in text
