"""A browser with a name of its own, and what the shop was told of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from niaga.collect.visits import segments
from niaga.collect.visits.events import WebEvent
from niaga.collect.visits.log import visit_log

CHROME = (
    "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Mobile Safari/537.36"
)


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    settings.NIAGA_HOME = tmp_path
    return tmp_path


@pytest.fixture
def browser() -> Client:
    return Client(headers={"user-agent": CHROME})


@pytest.fixture
def told(home: Path) -> Callable[[], list[WebEvent]]:
    """What was told since the last time."""
    ends: dict[str, int] = {}

    def told() -> list[WebEvent]:
        visit_log().flush()
        found: list[WebEvent] = []
        for portion in segments.portions(home / "visits" / "log", ends):
            ends[portion.name] = portion.end
            found += portion.events
        return sorted(found, key=lambda event: event.at)

    return told
