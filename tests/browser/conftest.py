"""A real Chromium before a really served demo shop.

The shop has a data home (and on PostgreSQL a database) of its own, made once for the folder.
"""

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import postgres
from tests.conftest import skip_or_fail
from tests.serving import Served, environment, serving

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
SHORT_HISTORY = 6  # months
PATIENCE = 30_000  # milliseconds; a busy machine is slow


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def shop(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The demo shop, served with its worker and its payment stand-in.

    The slow tests see it as people do, with two years of history; the others a short one.
    """
    home = tmp_path_factory.mktemp("shop") / "data home"
    more = {}
    if url := os.environ.get("NIAGA_DATABASE_URL"):
        more["NIAGA_DATABASE_URL"] = postgres.sibling(url, f"browser_{secrets.token_hex(4)}")
    if not any(item.get_closest_marker("slow") for item in request.session.items):
        for command in (("migrate", "-v0"), ("demo", "--months", str(SHORT_HISTORY))):
            subprocess.run(
                [sys.executable, "-m", "niaga", *command],
                env=environment(home, **more),
                check=True,
                stdout=subprocess.DEVNULL,
            )
    with serving(home, "--demo", seconds=180, **more) as served:
        yield served


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        skip_or_fail("Chromium is not installed here (Debian, Ubuntu: apt install chromium)")
    # Playwright runs an event loop in this thread; Django's models would refuse to work beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def visit(browser: Browser, shop: Served) -> Iterator[Callable[..., Page]]:
    """`visit(PHONE, …)` opens a page in a fresh profile, in Indonesian."""
    contexts: list[BrowserContext] = []

    def visit(device: dict[str, Any], **options: Any) -> Page:
        context = browser.new_context(
            **{"base_url": shop.url, "locale": "id-ID", "timezone_id": "Asia/Jakarta"},
            **device,
            **options,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture
def phone(visit: Callable[..., Page]) -> Page:
    return visit(PHONE)


@pytest.fixture
def phone_without_javascript(visit: Callable[..., Page]) -> Page:
    return visit(PHONE, java_script_enabled=False)


@pytest.fixture
def desktop(visit: Callable[..., Page]) -> Page:
    return visit(DESKTOP)
