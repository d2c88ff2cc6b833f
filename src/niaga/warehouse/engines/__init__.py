"""The engines that answer queries. Only here is an Ibis backend or its database imported."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib import import_module
from types import ModuleType

ENGINES = ("duckdb", "spark")
_chosen: ContextVar[str] = ContextVar("engine", default="duckdb")


def engine() -> ModuleType:
    """The engine that answers now: a module with `versions`, `compile_expression` and `rows`."""
    return import_module(f"niaga.warehouse.engines.{_chosen.get()}")


@contextmanager
def answering(name: str) -> Iterator[None]:
    """Within it another of ENGINES answers what is asked."""
    if name not in ENGINES:
        raise ValueError(name)
    token = _chosen.set(name)
    try:
        yield
    finally:
        _chosen.reset(token)
