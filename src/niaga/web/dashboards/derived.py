"""What takes long to make of an answer with many rows, kept for as long as the answer is the same.

Answers are kept by `metrics.query` until their tables change; the same question has the same object
then. One that is held here keeps its identity to itself.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from niaga.metrics import Result

KEPT = 16
Made = TypeVar("Made")


class Derived(Generic[Made]):
    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, ...], tuple[tuple[Result, ...], Made]] = OrderedDict()
        self._lock = Lock()

    def of(self, answers: tuple[Result, ...], make: Callable[[], Made]) -> Made:
        key = tuple(id(answer) for answer in answers)
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key][1]
        made = make()
        with self._lock:
            self._known[key] = (answers, made)
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        return made
