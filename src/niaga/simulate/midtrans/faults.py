"""What may go wrong between the shop and the gateway, told in advance so that tests repeat."""

import random
import threading
from dataclasses import dataclass, field


@dataclass
class Faults:
    """Counters count down as they are used; 0 means none. All may be changed while it runs."""

    duplicates: tuple[int, int] = (1, 1)  # each notification is sent so many times, at random
    shuffle_within: float = 0.0  # seconds: notifications come in any order within this window
    notification_delay: float = 0.0  # seconds before each notification
    lose_notifications: int = 0  # the next n notifications are never sent
    drop_create_replies: int = 0  # the next n creations happen, but the connection breaks
    slow_create_replies: int = 0  # the next n creations happen at once and answer late
    slow_create_seconds: float = 20.0
    server_errors: int = 0  # the next n API requests answer 500 and change nothing
    seed: int = 1
    _random: random.Random = field(init=False, repr=False)
    _lock: threading.Lock = field(init=False, repr=False, default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def take(self, counter: str) -> bool:
        """Uses one of the named counter; False when none is left."""
        with self._lock:
            left: int = getattr(self, counter)
            if left > 0:
                setattr(self, counter, left - 1)
        return left > 0

    def copies(self) -> int:
        return self._random.randint(*self.duplicates)

    def wait(self) -> float:
        """Seconds until one copy of a notification is sent."""
        return self.notification_delay + self._random.uniform(0, self.shuffle_within)

    def jitter(self) -> float:
        return self._random.uniform(0.9, 1.1)
