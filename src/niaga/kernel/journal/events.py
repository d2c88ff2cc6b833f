"""Typed events: a frozen dataclass for each topic, and its way to JSON and back."""

from collections.abc import Callable
from dataclasses import dataclass, is_dataclass
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


@dataclass(frozen=True)
class EventType:
    topic: str
    aggregate: str
    cls: type[Any]


_BY_TOPIC: dict[str, EventType] = {}
_BY_CLASS: dict[type[Any], EventType] = {}


def event(topic: str, *, aggregate: str) -> Callable[[type[T]], type[T]]:
    """Register a frozen dataclass as the event `topic` of an `aggregate` ("order", "payment" …).

        @event("order.placed", aggregate="order")
        @dataclass(frozen=True)
        class OrderPlaced:
            order_id: int
            number: str

    Fields are what JSON can hold, and datetime, date, UUID, tuple and nested dataclasses. A field
    that is added later needs a default, since the journal keeps what was told before. Personal
    data has no place in an event: it names the row that has it.
    """

    def register(cls: type[T]) -> type[T]:
        if not is_dataclass(cls) or not cls.__dataclass_params__.frozen:  # type: ignore[attr-defined]
            raise TypeError(f"{cls.__qualname__}: an event is a frozen dataclass")
        known = _BY_TOPIC.get(topic)
        if known and (known.cls.__module__, known.cls.__qualname__) != (
            cls.__module__,
            cls.__qualname__,
        ):
            raise ValueError(f"two events of the topic {topic}: {known.cls} and {cls}")
        _BY_TOPIC[topic] = _BY_CLASS[cls] = EventType(topic, aggregate, cls)
        return cls

    return register


def type_of(cls: type[Any]) -> EventType:
    """Raises TypeError for a class that is not registered."""
    try:
        return _BY_CLASS[cls]
    except KeyError:
        raise TypeError(f"{cls.__qualname__} is no event: decorate it with @event") from None


def topic_of(cls: type[Any]) -> str:
    return type_of(cls).topic


def to_payload(told: Any) -> dict[str, Any]:
    payload: dict[str, Any] = msgspec.to_builtins(told)
    return payload


def from_payload(cls: type[T], payload: dict[str, Any]) -> T:
    """Raises msgspec.ValidationError, which names the field that does not fit."""
    return msgspec.convert(payload, cls)
