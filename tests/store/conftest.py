"""What tests of the store share."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

import pytest
from django.apps import apps

from niaga.kernel.errors import NiagaError

ROOMS = (
    "kernel", "catalog", "customers", "inventory", "cart", "orders", "payments", "shipping",
    "reviews",
)  # fmt: skip


def everything() -> dict[str, list[dict[str, Any]]]:
    """Each row of the shop's tables, to compare before and after."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
    }


class Refused(Protocol):
    def __call__(
        self, kind: type[Exception], **values: Any
    ) -> AbstractContextManager[pytest.ExceptionInfo[Exception]]: ...


@pytest.fixture
def refused() -> Refused:
    """`with refused(Kind, value=…):` the deed raises Kind with these values and changes nothing."""

    @contextmanager
    def refused(kind: type[Exception], **values: Any) -> Iterator[pytest.ExceptionInfo[Exception]]:
        before = everything()
        with pytest.raises(kind) as caught:
            yield caught
        if isinstance(caught.value, NiagaError):
            assert str(caught.value)  # a sentence, with nothing missing in it
            assert values.items() <= caught.value.values.items()
        assert everything() == before

    return refused
