"""The cases: what a visitor asks of a running Niaga, timed by the peers' own measuring code.

Run by the interpreter of the peers' `_common/venv` with one argument, a JSON file that says where
everything is (`storefront.py` writes it). Results go to the file that it names, case by case.
"""

import asyncio
import contextlib
import importlib
import json
import random
import re
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SETUP = json.loads(Path(sys.argv[1]).read_text())
sys.path.insert(0, SETUP["peers_common"])

peers: Any = importlib.import_module("bench")
psutil: Any = importlib.import_module("psutil")

BASE: str = SETUP["url"]
GOODS = json.loads(Path(SETUP["catalogue"]).read_text())
TOKEN = "a" * 32
random.seed(3)
PRODUCTS = random.sample(GOODS["products"], 400)


def processes() -> tuple[Any, list[Any], Any]:
    """The supervisor; the web server's processes, its main one first; the background worker."""
    supervisor = psutil.Process(SETUP["pid"])
    web = worker = None
    for child in supervisor.children():
        command = child.cmdline()
        if "granian" in command:
            web = child
        elif command[-1] == "worker":
            worker = child
    assert web is not None, "no web server among the processes"
    return supervisor, [web, *web.children(recursive=True)], worker


SUPERVISOR, WEB, WORKER = processes()
DATABASE = psutil.Process(peers.pg_pid()) if SETUP["database"] == "postgresql" else None
peers.CPU_ROOTS = [WEB[0].pid] + ([DATABASE.pid] if DATABASE else [])
processor_seconds = peers.cpu  # of both with all that they started


def cookies(jar: dict[str, str]) -> dict[str, str]:
    line = "; ".join(f"{name}={value}" for name, value in jar.items())
    return {"Cookie": line, "X-CSRFToken": TOKEN}


async def post(
    http: Any, jar: dict[str, str], path: str, data: dict[str, str], status: int
) -> tuple[str, str]:
    """Answers the place it leads to and the page."""
    async with http.post(
        BASE + path, data=data, headers=cookies(jar), allow_redirects=False
    ) as answer:
        page = await answer.text()
        jar.update({name: morsel.value for name, morsel in answer.cookies.items()})
        if answer.status != status:
            raise peers.Flow(f"POST {path} {answer.status}")
        return answer.headers.get("Location", ""), page


async def get(http: Any, jar: dict[str, str], path: str, expected: str) -> str:
    async with http.get(BASE + path, headers=cookies(jar), allow_redirects=False) as answer:
        page: str = await answer.text()
        jar.update({name: morsel.value for name, morsel in answer.cookies.items()})
        if answer.status != 200 or expected not in page:
            raise peers.Flow(f"GET {path.split('/')[1]} {answer.status}")
        return page


async def add(http: Any, number: int) -> dict[str, str]:
    jar = {"csrftoken": TOKEN}
    variant = PRODUCTS[number % len(PRODUCTS)][0]
    await post(http, jar, "/keranjang/tambah/", {"variant": str(variant), "jumlah": "1"}, 303)
    if "niaga_cart" not in jar:
        raise peers.Flow("no cart made")
    return jar


def buyer(number: int, method: str) -> dict[str, str]:
    return {
        "nama": "A B",
        "telepon": f"0812{number % 10**8:08d}",
        "email": f"b{number}@example.com",
        "alamat": "Jalan Satu 1",
        "wilayah": GOODS["region"],
        "layanan": GOODS["service"],
        "bayar": method,
        "kunci": f"{time.time_ns():x}{number:08x}",
    }


async def place(http: Any, jar: dict[str, str], data: dict[str, str]) -> None:
    """Press the button, and see the order's own page."""
    where, _page = await post(http, jar, "/bayar/", {**data, "aksi": "pesan"}, 303)
    await get(http, jar, where, "Jalan Satu 1")


def shown_total(page: str) -> str:
    field = re.search(r'<input[^>]*name="total"[^>]*>', page)
    value = re.search(r'value="(\d+)"', field.group()) if field else None
    if value is None:
        raise peers.Flow("no total on the page")
    return value.group(1)


async def order(http: Any, number: int) -> None:
    """As django-oscar's: no page is shown but the last. Paid on delivery."""
    jar = await add(http, number)
    price = PRODUCTS[number % len(PRODUCTS)][2]
    data = buyer(number, "cod")
    await place(http, jar, {**data, "total": str(price + GOODS["shipping"])})


async def order_shown(http: Any, number: int) -> None:
    """The total is shown before it is agreed to. Paid by bank transfer, with a code of its own."""
    jar = await add(http, number)
    data = buyer(number, "bank_transfer")
    _where, page = await post(http, jar, "/bayar/", data, 200)
    await place(http, jar, {**data, "total": shown_total(page)})


async def order_browser(http: Any, number: int) -> None:
    """Every page is rendered that a browser would show."""
    jar = {"csrftoken": TOKEN}
    variant, path, _price = PRODUCTS[number % len(PRODUCTS)]
    await get(http, jar, path, 'name="variant"')
    await post(http, jar, "/keranjang/tambah/", {"variant": str(variant), "jumlah": "1"}, 303)
    await get(http, jar, "/keranjang/", "Keranjang")
    await get(http, jar, "/bayar/", 'name="kunci"')
    data = buyer(number, "bank_transfer")
    searched = {**data, "wilayah": "", "lokasi": GOODS["village"]}
    await post(http, jar, "/bayar/", searched, 200)
    _where, page = await post(http, jar, "/bayar/", data, 200)
    await place(http, jar, {**data, "total": shown_total(page)})


def mebibytes(group: list[Any]) -> dict[str, Any]:
    """Each process alone: those that it started are not in it."""
    found = [process.memory_full_info() for process in group]
    return {
        "procs": len(found),
        "rss_mib": round(sum(memory.rss for memory in found) / 2**20, 1),
        "pss_mib": round(sum(memory.pss for memory in found) / 2**20, 1),
    }


def own_seconds(process: Any) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def worker_backends_seconds() -> float:
    """What PostgreSQL does for the background worker: its backends have the other end's port in
    their titles."""
    if WORKER is None or DATABASE is None:
        return 0.0
    ports = {end.laddr.port for end in WORKER.net_connections()}
    found = 0.0
    for backend in DATABASE.children():
        with contextlib.suppress(psutil.Error):
            port = re.search(r"127\.0\.0\.1\((\d+)\)", " ".join(backend.cmdline()))
            if port and int(port.group(1)) in ports:
                found += own_seconds(backend)
    return found


def worker_seconds() -> float:
    return own_seconds(WORKER) + worker_backends_seconds() if WORKER else 0.0


peers.cpu = lambda: processor_seconds() - worker_backends_seconds()


@contextlib.contextmanager
def worker_at_rest() -> Iterator[None]:
    """Statements are counted of requests alone."""
    if WORKER:
        WORKER.suspend()
    try:
        yield
    finally:
        if WORKER:
            WORKER.resume()


def replay(paths: list[str], expected: str) -> dict[str, Any]:
    found: dict[str, Any] = peers.wrk(
        BASE, [("GET", path, None) for path in paths], expect=expected
    )
    return found


def flow(steps: Any) -> dict[str, Any]:
    found: dict[str, Any] = peers.flow(steps, peers.CLIENTS)
    return found


def statements(steps: Any) -> dict[str, Any]:
    async def once() -> None:
        async with peers.session() as http:
            await steps(http, random.randrange(10**6))

    with worker_at_rest():
        found: dict[str, Any] = peers.qcount(lambda: asyncio.run(once()), SETUP["database_name"])
    return found


def reads(path: str) -> dict[str, Any]:
    with worker_at_rest():
        found: dict[str, Any] = peers.qcount(
            lambda: urllib.request.urlopen(BASE + path).read(), SETUP["database_name"]
        )
    return found


CASES = {
    "memory": lambda: mebibytes(WEB),
    "memory_supervisor": lambda: mebibytes([SUPERVISOR]),
    "memory_worker": lambda: mebibytes([WORKER] if WORKER else []),
    "category": lambda: replay(GOODS["categories"], "card-product"),
    "product": lambda: replay([path for _pk, path, _price in PRODUCTS], 'name="variant"'),
    "search": lambda: replay([f"/cari/?q={noun}" for noun in GOODS["nouns"]], "card-product"),
    "add": lambda: flow(add),
    "order": lambda: flow(order),
    "order_shown": lambda: flow(order_shown),
    "order_browser": lambda: flow(order_browser),
    "memory_end": lambda: mebibytes(WEB),
}
COUNTED = {
    "sql_category": lambda: reads(GOODS["categories"][3]),
    "sql_product": lambda: reads(PRODUCTS[5][1]),
    "sql_search": lambda: reads("/cari/?q=lamp"),
    "sql_add": lambda: statements(add),
    "sql_order": lambda: statements(order),
    "sql_order_shown": lambda: statements(order_shown),
    "sql_order_browser": lambda: statements(order_browser),
}


def main() -> None:
    results: dict[str, Any] = {"load_before": peers.load()}
    cases = {**CASES, **(COUNTED if SETUP["database"] == "postgresql" else {})}
    for name, measure in cases.items():
        if SETUP["cases"] and name not in SETUP["cases"]:
            continue
        began, busy = time.monotonic(), worker_seconds()
        found = measure()
        seconds = time.monotonic() - began
        found["worker_cores"] = round((worker_seconds() - busy) / seconds, 3) if seconds else 0.0
        results[name] = found
        shown = {key: value for key, value in found.items() if key != "secs"}
        print(f"{name:20}", json.dumps(shown), flush=True)
        results["load_after"] = peers.load()
        Path(SETUP["results"]).write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
