"""Who listens to what."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeVar

from django.utils.module_loading import autodiscover_modules

from niaga.kernel.journal.events import from_payload, topic_of
from niaga.kernel.journal.models import JournalEvent

F = TypeVar("F", bound=Callable[..., object])

Start = Literal["beginning", "now"]


@dataclass(frozen=True)
class Subscription:
    """`max_attempts` failures make a dead letter of the event, and the subscriber goes on."""

    name: str
    classes: dict[str, type[Any]]
    function: Callable[[Any, JournalEvent], object]
    start: Start
    max_attempts: int

    def hand_over(self, entry: JournalEvent) -> None:
        self.function(from_payload(self.classes[entry.topic], entry.payload), entry)


_subscriptions: dict[str, Subscription] = {}


def subscriber(
    name: str, *events: type[Any], start: Start = "beginning", max_attempts: int = 8
) -> Callable[[F], F]:
    """Call the decorated `function(event, entry)` for each of these events, in order.

    It runs in a unit of work of its own, together with the advance of the cursor `name`: what it
    writes to the database happens exactly once; what it does elsewhere at least once, so that has
    to be idempotent (`entry.id` is a fit key). The name is kept in the database: a new name begins
    anew, at the journal's beginning or, with start="now", at its end when first delivered.
    """
    if not events:
        raise ValueError(f"{name}: to which events does it subscribe?")

    def register(function: F) -> F:
        known = _subscriptions.get(name)
        if known and (known.function.__module__, known.function.__qualname__) != (
            function.__module__,
            function.__qualname__,
        ):
            raise ValueError(f"two subscribers are named {name}")
        classes = {topic_of(cls): cls for cls in events}
        _subscriptions[name] = Subscription(name, classes, function, start, max_attempts)
        return function

    return register


def subscriptions() -> list[Subscription]:
    """By name; the apps' `subscribers` modules are imported first."""
    _discover()
    return [_subscriptions[name] for name in sorted(_subscriptions)]


def subscription(name: str) -> Subscription | None:
    _discover()
    return _subscriptions.get(name)


@cache
def _discover() -> None:
    autodiscover_modules("subscribers")
