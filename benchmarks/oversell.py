"""Fifty pieces and two hundred buyers who press the button at the same moment.

    .venv/bin/python benchmarks/oversell.py [--runs 20] [--database sqlite,postgresql]

Over HTTP against `niaga serve` (two web processes of four threads) on each database. Every buyer
has the goods in a cart and stands before the button; then all press at once. Exactly as many
orders must come of it as there were pieces.
"""

import argparse
import contextlib
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from crowd.buyer import Buyer, Unanswered
from crowd.shops import Server, database, doctor, free_port, set_up

STOCK, BUYERS = 50, 200
METHODS = ("cod", "bank_transfer")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Oversell benchmark")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--database", default="sqlite,postgresql")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def storm(port: int, slug: str, variant: int, region: str) -> tuple[Counter[str], float]:
    """What the buyers were told, and the seconds from the first press to the last answer."""
    said: list[str] = []
    start = threading.Barrier(BUYERS + 1)

    def buy(number: int) -> None:
        buyer = Buyer(port)
        try:
            buyer.fill_cart(slug, variant)
            buyer.fill_in(region, METHODS[number % 2])
            start.wait()
            answer = buyer.press()
            said.append("order" if answer.startswith("/pesanan/") else answer)
        except (Unanswered, RuntimeError, KeyError) as error:
            start.abort()
            said.append(f"error {error}")
        except threading.BrokenBarrierError:
            said.append("error: another buyer failed before the button")
        finally:
            buyer.close()

    threads = [threading.Thread(target=buy, args=(n,)) for n in range(BUYERS)]
    for thread in threads:
        thread.start()
    with contextlib.suppress(threading.BrokenBarrierError):
        start.wait()
    began = time.monotonic()
    for thread in threads:
        thread.join()
    return Counter(said), time.monotonic() - began


def inside(kind: str, runs: int) -> int:
    """One database; returns how many runs did not come out right."""
    with tempfile.TemporaryDirectory(prefix="niaga-oversell-") as folder, database(kind) as address:
        home, port = Path(folder), free_port()
        set_up(home, address, port)
        server = Server(home, port, ("--no-worker", "--workers", "2", "--threads", "4"))
        server.start()
        try:
            return _runs(kind, runs, port)
        finally:
            server.kill_all()


def _runs(kind: str, runs: int, port: int) -> int:
    from niaga.store.orders.models import Order
    from tests.store import factories as make

    wrong = 0
    for run in range(1, runs + 1):
        shoe = make.variant(STOCK)
        before = Order.objects.count()
        said, seconds = storm(port, shoe.product.slug, shoe.pk, make.VILLAGE)
        orders = Order.objects.count() - before
        errors = BUYERS - said["order"] - said["refused"]
        right = orders == said["order"] == STOCK and make.balance(shoe.pk) == (STOCK, STOCK)
        wrong += not right or errors > 0
        row = f"{orders:7} {said['refused']:8} {errors:7} {seconds:8.1f}"
        print(
            f"{kind:11} {run:4} {row}  {'ok' if right and not errors else dict(said)}", flush=True
        )
    found = doctor()
    print(f"{kind:11} niaga doctor: {found} faults", flush=True)
    return wrong + bool(found)


def main() -> None:
    options = arguments()
    if options.inside:
        sys.exit(min(inside(options.database, options.runs), 99))
    print(f"{STOCK} in stock, {BUYERS} buyers at once")
    print(f"{'database':11} {'run':>4} {'sold':>7} {'refused':>8} {'errors':>7} {'seconds':>8}")
    wrong = 0
    for kind in options.database.split(","):
        command = [sys.executable, __file__, "--inside", "--runs", str(options.runs)]
        wrong += subprocess.run([*command, "--database", kind], check=False).returncode
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
