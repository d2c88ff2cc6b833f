"""Five hundred checkouts and their payments, while processes are killed with SIGKILL at random.

    .venv/bin/python benchmarks/kill.py [--checkouts 500] [--database sqlite,postgresql] [--pause 2]

A really served shop (two web processes, one worker), a gateway on a socket, eight buyers who go on
until they are answered. Every few seconds a process dies, often the whole shop at once.
After a last death of all and a new start: `niaga doctor` finds nothing, no answered order is
missing, none was made twice, and no money that the gateway took is lost.
"""

import argparse
import contextlib
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from crowd.buyer import Buyer
from crowd.shops import Server, database, doctor, free_port, set_up

BUYERS, KEY = 8, "kunci-uji"
METHODS = ("midtrans", "bank_transfer", "midtrans", "cod")
PATIENCE = 600.0  # seconds that a buyer goes on pressing while nobody answers


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Deaths during checkouts and payments")
    parser.add_argument("--checkouts", type=int, default=500)
    parser.add_argument("--database", default="sqlite,postgresql")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pause", type=float, default=2.0, help="least seconds between deaths")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


class Siege:
    """One shop under fire."""

    def __init__(
        self, server: Server, gateway: Any, checkouts: int, seed: int, pause: float
    ) -> None:
        self.server, self.gateway, self.seed, self.pause = server, gateway, seed, pause
        self.waiting = list(range(checkouts))
        self.lock = threading.Lock()
        self.over = threading.Event()
        self.shown: list[str] = []  # tokens of the orders that buyers were answered with
        self.keys: list[str] = []
        self.refused: list[str] = []
        self.paid: list[str] = []  # names of payments that the gateway took money for
        self.deaths = 0

    def buy(self, goods: list[tuple[str, int]], region: str) -> None:
        from django.db import connection

        from niaga.store.orders.models import Order

        while True:
            with self.lock:
                if not self.waiting:
                    return
                number = self.waiting.pop()
            method = METHODS[number % len(METHODS)]
            buyer = Buyer(self.server.port, patience=PATIENCE)
            buyer.fill_cart(*goods[number % len(goods)])
            buyer.fill_in(region, method)
            answer = buyer.press()
            buyer.close()
            self.keys.append(buyer.form["kunci"])
            if not answer.startswith("/pesanan/"):
                self.refused.append(answer)
                continue
            token = answer.split("/")[2]
            self.shown.append(token)
            if method == "midtrans":
                self._pay(f"{Order.objects.get(token=token).number}-1", token)
                connection.close()  # there are fewer than buyers

    def _pay(self, name: str, token: str) -> None:
        """On the gateway's page, if the shop's answer led there; else from the order's page."""
        from niaga.store.checkout.actions import start_payment
        from niaga.store.orders.models import Order

        until = time.monotonic() + PATIENCE
        while self.gateway.gateway.find(name) is None:
            start_payment(Order.objects.get(token=token))
            if time.monotonic() > until:
                raise RuntimeError(f"{name} never reached the gateway")
        self.gateway.pay(name, "bca_va")
        self.paid.append(name)

    def kill(self) -> None:
        choice = random.Random(self.seed)
        while not self.over.wait(choice.uniform(self.pause, 4 * self.pause)):
            if choice.random() < 0.3:
                self.server.kill_all()
                self.deaths += 1
                self.server.start()
            else:
                self.deaths += self.server.kill_one(choice)

    def confirm_transfers(self) -> None:
        """Staff see the money of bank transfers on the account statement."""
        from django.db import connection

        from niaga.store.payments.actions import confirm_bank_transfer
        from niaga.store.payments.queries import transfers_to_confirm
        from tests.store.factories import SALES

        while not self.over.wait(0.5):
            for attempt in transfers_to_confirm():
                confirm_bank_transfer(attempt.pk, received=attempt.amount, actor=SALES)
            connection.close()

    def run(self, goods: list[tuple[str, int]], region: str) -> None:
        from django.db import connections

        def closing(deed: Any, *given: Any) -> threading.Thread:
            def run() -> None:
                try:
                    deed(*given)
                finally:
                    connections.close_all()

            thread = threading.Thread(target=run)
            thread.start()
            return thread

        others = [closing(self.kill), closing(self.confirm_transfers)]
        buyers = [closing(self.buy, goods, region) for _ in range(BUYERS)]
        for thread in buyers:
            thread.join()
        self.over.set()
        for thread in others:
            thread.join()
        self.server.kill_all()
        self.deaths += 1
        self.server.start()


def settle(siege: Siege, seconds: float = 240) -> float:
    """Wait until what was paid is known to the shop; returns how long that took."""
    from niaga.kernel.journal import subscriber_statuses
    from niaga.store.payments.models import PaymentAttempt, ProviderEvent

    began = time.monotonic()
    while time.monotonic() - began < seconds:
        known = PaymentAttempt.objects.filter(
            provider_reference__in=siege.paid, state="captured"
        ).count()
        waiting = ProviderEvent.objects.filter(outcome="received").exists()
        behind = any(status.behind for status in subscriber_statuses())
        if known == len(siege.paid) and not waiting and not behind:
            break
        time.sleep(0.5)
    return time.monotonic() - began


def inside(kind: str, checkouts: int, seed: int, pause: float) -> int:
    """One database; returns how many things are wrong."""
    from niaga.simulate.midtrans import MidtransServer

    with contextlib.ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="niaga-kill-")))
        address, port = stack.enter_context(database(kind)), free_port()
        gateway = stack.enter_context(
            MidtransServer(KEY, f"http://127.0.0.1:{port}/webhooks/midtrans/", clock_scale=0.005)
        )
        urls = {"NIAGA_MIDTRANS_SNAP_URL": gateway.url, "NIAGA_MIDTRANS_API_URL": gateway.url}
        set_up(home, address, port, NIAGA_MIDTRANS_SERVER_KEY=KEY, **urls)
        server = Server(home, port, ("--workers", "2", "--threads", "4"))
        server.start()
        try:
            return _siege(kind, Siege(server, gateway, checkouts, seed, pause))
        finally:
            server.kill_all()


def _siege(kind: str, siege: Siege) -> int:
    from niaga.store.orders.models import Order
    from niaga.store.payments.models import PaymentAttempt, SuspenseEntry
    from tests.store import factories as make

    goods = [make.variant(10_000) for _ in range(5)]
    checkouts = len(siege.waiting)
    began = time.monotonic()
    siege.run([(v.product.slug, v.pk) for v in goods], make.VILLAGE)
    seconds = time.monotonic() - began
    settled = settle(siege)

    placed = Order.objects.filter(request_key__in=siege.keys).count()
    missing = len(siege.shown) - Order.objects.filter(token__in=siege.shown).count()
    extra = Order.objects.count() - placed
    safe = PaymentAttempt.objects.filter(provider_reference__in=siege.paid)
    lost = len(siege.paid) - sum(
        attempt.applied or SuspenseEntry.objects.filter(attempt=attempt).exists()
        for attempt in safe
    )
    faults = doctor()
    unplaced = checkouts - placed
    print(
        f"{kind:11} {checkouts:9} {placed:7} {len(siege.paid):5} {siege.deaths:7} {missing:8} "
        f"{extra:6} {lost:5} {faults:7} {seconds:8.0f} {settled:8.0f}"
    )
    if siege.refused:
        print(f"refused: {siege.refused[:3]} …")
    return missing + abs(extra) + lost + faults + unplaced


def main() -> None:
    options = arguments()
    if options.inside:
        wrong = inside(options.database, options.checkouts, options.seed, options.pause)
        sys.exit(min(wrong, 99))
    print(
        f"{'database':11} {'checkouts':>9} {'orders':>7} {'paid':>5} {'deaths':>7} {'missing':>8} "
        f"{'extra':>6} {'lost':>5} {'faults':>7} {'seconds':>8} {'settled':>8}",
        flush=True,
    )
    wrong = 0
    for kind in options.database.split(","):
        command = [sys.executable, __file__, "--inside", "--checkouts", str(options.checkouts)]
        command += ["--seed", str(options.seed), "--database", kind]
        command += ["--pause", str(options.pause)]
        wrong += subprocess.run(command, check=False).returncode
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
