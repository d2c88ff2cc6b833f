"""What a history leaves behind: events told, steps of machines, and the rows themselves."""

import random
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from niaga.kernel.journal import JournalEvent
from niaga.kernel.journal.events import type_of
from niaga.kernel.models import StateChange
from niaga.kernel.states import Machine
from niaga.simulate.history.writing import insert

SYSTEM = "system"
READABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass
class Records:
    """Everything is kept in memory until `write`; times are UTC."""

    rng: random.Random
    told: list[tuple[datetime, str, str, str, str, str]] = field(default_factory=list)
    steps: list[tuple[str, int, str, str, str, str, datetime]] = field(default_factory=list)
    _last_key: dict[str, int] = field(default_factory=dict)

    def next_key(self, kind: str) -> int:
        key = self._last_key.get(kind, 0) + 1
        self._last_key[kind] = key
        return key

    def tell(self, at: datetime, event: Any, aggregate_id: object, actor: str = SYSTEM) -> None:
        kind = type_of(type(event))
        payload = msgspec.json.encode(event).decode()
        self.told.append((at, kind.topic, kind.aggregate, str(aggregate_id), payload, actor))

    def step(
        self,
        machine: Machine,
        subject: int,
        old: str,
        new: str,
        at: datetime,
        *,
        actor: str = SYSTEM,
        reason: str = "",
    ) -> None:
        """One step of a machine's history. Raises ValueError for one that it does not list."""
        if (old == "" and new != machine.initial) or (old and not machine.allows(old, new)):
            raise ValueError(f"{machine.name} {subject}: {old} → {new}")
        self.steps.append((machine.name, subject, old, new, actor, reason, at))

    def code(self, length: int = 6) -> str:
        return "".join(self.rng.choices(READABLE, k=length))

    def secret(self) -> str:
        """Looks as `new_token` does; repeatable, as everything in a made-up history."""
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        return "".join(self.rng.choices(alphabet, k=32))

    def time_ordered_id(self, at: datetime, counter: int) -> str:
        """UUID version 7, as 32 hexadecimal digits, whose random part comes from the seed."""
        ms = int(at.timestamp() * 1000)
        tail = self.rng.getrandbits(62)
        return f"{(ms << 80) | (7 << 76) | ((counter & 0xFFF) << 64) | (2 << 62) | tail:032x}"

    def write(self) -> None:
        told = sorted(self.told, key=lambda row: row[0])
        insert(
            JournalEvent,
            ("id", "topic", "aggregate", "aggregate_id", "payload", "actor", "occurred_at"),
            [
                (self.time_ordered_id(at, n), topic, aggregate, key, payload, actor, at)
                for n, (at, topic, aggregate, key, payload, actor) in enumerate(told)
            ],
        )
        insert(
            StateChange,
            ("machine", "subject_id", "old", "new", "actor", "reason", "at"),
            sorted(self.steps, key=lambda row: row[6]),
        )
