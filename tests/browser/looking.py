"""What a careful eye asks of every page of figures, asked of the page itself."""

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SMALLEST_LETTER = 8.5  # pixels, of a chart as it is shown
_LOOK = Path(__file__).with_suffix(".js").read_text(encoding="utf-8").rstrip(";\n")
_RULES: dict[str, Any] = {"rules": {"target-size": {"enabled": True}}}


def faults_in_sight(page: Page) -> list[str]:
    """Faults of order, size and completeness at the page's present width."""
    return list(page.evaluate(_LOOK, SMALLEST_LETTER))


def faults_that_axe_knows(page: Page) -> list[str]:
    """Those of accessibility, of colours and of what is too small to be touched."""
    return [
        f"{fault['id']} ({fault['impact']}): {node['html'][:140]}"
        for fault in Axe().run(page, options=_RULES).response["violations"]
        for node in fault["nodes"][:2]
    ]
