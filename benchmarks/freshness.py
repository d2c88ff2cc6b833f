"""How soon what happens is in its tile: `python benchmarks/freshness.py [--rounds 5]`.

A shop of its own, really served: two web processes and the worker. Each round a buyer orders over
HTTP (cash on delivery, so that the order counts at once), a page is looked at over HTTP, staff
cancel a sold order (the sale's reversal in the ledger), and a buyer whose parcel came writes a
review; the last two in another process. From the moment that each was done, the tile is asked for
over HTTP every fifth of a second until it says so.

`served` is what a reader who opens the page then would see. A page that is open already asks every
five seconds, so it shows it at most five seconds later: `open` is that, at its worst.
"""

import argparse
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from crowd.buyer import Buyer
from crowd.shops import Server, free_port, set_up

EVERY, PATIENCE, ASKED_EVERY = 0.2, 120.0, 5.0
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140 Safari/537.36"
TILES = {  # event → board, tile, the question it answers
    "order": ("ringkasan", "counted_orders", "orders"),
    "refund": ("ringkasan", "net_sales", "net sales, less the reversal"),
    "review": ("operasi", "review_score", "review score and its n"),
    "page view": ("pemasaran", "page_views", "pages seen"),
}


class Reader:
    """Staff who are signed in, and ask for a board's tiles as its open page does."""

    def __init__(self, port: int) -> None:
        from django.test import Client

        from niaga.kernel import clock
        from niaga.store.customers.models import User

        user = User(email="bench@example.com", name="Bench", role="owner", created_at=clock.now())
        user.set_password("only-for-measuring")
        user.save()
        client = Client()
        client.force_login(user, backend="niaga.store.customers.authentication.EmailOrPhoneBackend")
        self.http = Buyer(port)
        self.http.cookies = {name: morsel.value for name, morsel in client.cookies.items()}

    def sees(self, event: str) -> str:
        """What the tile says, without its mark-up."""
        board, tile, _question = TILES[event]
        path = f"/dasbor/{board}/ubin/?periode=bulan-ini"
        status, _place, page = self.http.ask("GET", path)
        if status not in (200, 204):
            raise RuntimeError(f"{path} answered {status}")
        found = re.search(rf'<section[^>]*data-tile="{tile}".*?</section>', page, re.DOTALL)
        return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""

    def until_it_changes(self, event: str, before: str, since: float) -> float:
        """Seconds from `since` until the tile says something else."""
        while self.sees(event) == before:
            if time.monotonic() - since > PATIENCE:
                raise RuntimeError(f"{event}: the tile never changed")
            time.sleep(EVERY)
        return time.monotonic() - since


class Trade:
    """What happens in the shop; each answers when it has happened."""

    def __init__(self, port: int) -> None:
        from tests.store import factories as make

        self.port, self.make = port, make
        self.goods = make.variant(10_000)

    def order(self) -> None:
        buyer = Buyer(self.port)
        buyer.fill_cart(self.goods.product.slug, self.goods.pk)
        buyer.fill_in(self.make.VILLAGE, "cod")
        answer = buyer.press()
        buyer.close()
        if not answer.startswith("/pesanan/"):
            raise RuntimeError(f"the order was answered {answer}")

    def refund(self) -> None:
        from niaga.store.orders.actions import cancel_order
        from niaga.store.orders.models import Order

        sold = Order.objects.filter(state="confirmed").order_by("-pk")[0]
        cancel_order(sold.pk, reason="stok rusak", actor=self.make.OWNER)

    def deliver(self) -> int:
        """An order whose parcel has come: its line."""
        from niaga.kernel.journal import deliver_pending
        from niaga.store.orders.models import OrderLine
        from niaga.store.shipping.actions import record_tracking

        order = self.make.order("cod", (self.goods, 1))
        deliver_pending()
        shipment = self.make.send(order)
        record_tracking(shipment.pk, source_key=str(order.pk), code="delivered")
        deliver_pending()
        return OrderLine.objects.get(order=order).pk

    def review(self, line: int, rating: int) -> None:
        from niaga.store.reviews.actions import write_review

        write_review(line, rating=rating, text="", actor=self.make.OWNER)

    def page_view(self) -> None:
        import http.client

        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        path = f"/p/{self.goods.product.slug}/"
        connection.request("GET", path, headers={"User-Agent": BROWSER})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")


def still(reader: Reader, events: tuple[str, ...]) -> None:
    """Wait until the tiles have said the same for a while: nothing of before is on its way."""
    said, since = None, time.monotonic()
    while time.monotonic() - since < 6:
        now = [reader.sees(event) for event in events]
        if now != said:
            said, since = now, time.monotonic()
        time.sleep(1)


def measured(reader: Reader, event: str, deed: Callable[[], None]) -> float:
    before = reader.sees(event)
    deed()
    return reader.until_it_changes(event, before, time.monotonic())


def run(port: int, rounds: int) -> dict[str, list[float]]:
    reader, trade = Reader(port), Trade(port)
    found: dict[str, list[float]] = {event: [] for event in TILES}
    trade.order()
    trade.review(trade.deliver(), 5)
    trade.page_view()
    for _round in range(rounds):
        line = trade.deliver()
        still(reader, tuple(TILES))
        found["order"].append(measured(reader, "order", trade.order))
        still(reader, ("refund", "page view"))
        found["refund"].append(measured(reader, "refund", trade.refund))
        found["review"].append(
            measured(reader, "review", lambda line=line: trade.review(line, 4))  # type: ignore[misc]
        )
        still(reader, ("page view",))
        found["page view"].append(measured(reader, "page view", trade.page_view))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Seconds until an event is in its tile")
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="niaga-fresh-") as folder:
        home, port = Path(folder), free_port()
        set_up(home, "", port)
        server = Server(home, port, ("--workers", "2", "--threads", "4"))
        server.start()
        try:
            found = run(port, rounds)
        finally:
            server.kill_all()
    print(f"{'event':10} {'tile':42} {'p50':>6} {'max':>6} {'open':>6}   seconds")
    for event, seconds in found.items():
        board, _tile, question = TILES[event]
        print(
            f"{event:10} {f'{board}: {question}':42} {statistics.median(seconds):6.1f} "
            f"{max(seconds):6.1f} {max(seconds) + ASKED_EVERY:6.1f}   "
            + " ".join(f"{value:.1f}" for value in seconds)
        )


if __name__ == "__main__":
    main()
