"""The same key and the same request give the same answer, once done only."""

from collections.abc import Callable

import pytest

from niaga.kernel.errors import IdempotencyConflict
from niaga.kernel.idempotency import fingerprint, once
from niaga.kernel.models import IdempotencyKey
from niaga.kernel.transactions import unit_of_work

pytestmark = pytest.mark.django_db


def counted() -> tuple[list[int], Callable[[], int]]:
    done: list[int] = []

    def deed() -> int:
        done.append(1)
        return len(done)

    return done, deed


def test_a_repeated_request_is_answered_and_not_done_again():
    done, deed = counted()
    for _ in range(3):
        with unit_of_work():
            assert once("test", "k", {"a": 1}, deed) == "1"
    assert len(done) == 1


def test_the_same_key_with_another_request_is_refused():
    done, deed = counted()
    with unit_of_work():
        once("test", "k", {"a": 1}, deed)
    with pytest.raises(IdempotencyConflict), unit_of_work():
        once("test", "k", {"a": 2}, deed)
    assert len(done) == 1


def test_keys_of_other_scopes_are_other_keys():
    done, deed = counted()
    with unit_of_work():
        assert [once(scope, "k", {}, deed) for scope in ("a", "b")] == ["1", "2"]
    assert len(done) == 2


def test_a_deed_that_fails_leaves_no_key():
    def fail() -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError), unit_of_work():
        once("test", "k", {}, fail)
    assert not IdempotencyKey.objects.exists()

    _done, deed = counted()
    with unit_of_work():
        assert once("test", "k", {}, deed) == "1"


def test_the_order_of_fields_does_not_matter():
    assert fingerprint({"a": 1, "b": [2]}) == fingerprint({"b": [2], "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": "1"})
