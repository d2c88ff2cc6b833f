# ruff: noqa: PT012
"""The unit of work: all or nothing, and a part that may fail alone."""

import pytest
from django.db import transaction

from niaga.kernel import clock
from niaga.kernel.models import IdempotencyKey
from niaga.kernel.transactions import after_commit, separable, unit_of_work


def write(key: str) -> None:
    IdempotencyKey.objects.create(scope="test", key=key, created_at=clock.now())


def written() -> list[str]:
    return list(IdempotencyKey.objects.order_by("pk").values_list("key", flat=True))


def check_all() -> None:
    with unit_of_work():
        write("kept")

    with pytest.raises(KeyError), unit_of_work():
        write("undone")
        raise KeyError

    with pytest.raises(KeyError), unit_of_work():
        write("undone too")
        with unit_of_work():
            write("inner")
        raise KeyError

    with unit_of_work():
        write("outer")
        with pytest.raises(KeyError), separable(), unit_of_work():
            write("part")
            raise KeyError
        write("outer goes on")

    assert written() == ["kept", "outer", "outer goes on"]

    # A refusal that is swallowed undoes the whole all the same: half a deed is not done.
    with pytest.raises(transaction.TransactionManagementError), unit_of_work():
        write("half")
        with pytest.raises(KeyError), unit_of_work():
            raise KeyError
        write("never")
    assert written() == ["kept", "outer", "outer goes on"]


@pytest.mark.django_db(transaction=True)
def test_on_its_own():
    check_all()


@pytest.mark.django_db
def test_within_a_transaction_of_somebody_else():
    check_all()


@pytest.mark.django_db(transaction=True)
def test_what_follows_the_commit_follows_only_a_commit():
    done: list[str] = []
    with unit_of_work():
        after_commit(lambda: done.append("committed"))
        assert done == []
    assert done == ["committed"]

    with pytest.raises(KeyError), unit_of_work():
        after_commit(lambda: done.append("undone"))
        raise KeyError
    assert done == ["committed"]
