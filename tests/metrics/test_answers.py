"""Answers kept on disk: the same as asked anew, and never those of other data."""

import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niaga.metrics import answers

CELLS = (
    st.none() | st.integers(-(2**70), 2**70),
    st.none() | st.floats(allow_nan=False),
    st.none() | st.text(),
    st.none() | st.dates(),
    st.none() | st.datetimes(timezones=st.just(UTC)),
    st.booleans(),
)


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.NIAGA_HOME = tmp_path
    monkeypatch.setattr(answers, "SLOW", 0.0)


def asking(rows: answers.Rows, asked: list[int]) -> Callable[[], answers.Rows]:
    def ask() -> answers.Rows:
        asked.append(1)
        return rows

    return ask


EXAMPLES = itertools.count()


@given(st.lists(st.tuples(*CELLS)))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_an_answer_comes_back_as_it_was(rows: answers.Rows) -> None:
    asked: list[int] = []
    number = next(EXAMPLES)
    for _ in range(2):
        told = answers.kept("SELECT", {"t": ["a"]}, {"n": number}, asking(rows, asked))
        assert told == rows
        assert [[type(cell) for cell in row] for row in told] == [
            [type(cell) for cell in row] for row in rows
        ]


def test_it_is_asked_once_for_the_same_files_and_values() -> None:
    asked: list[int] = []
    for paths, values in (
        (["a"], {"day": "2026-01-01"}),
        (["a"], {"day": "2026-01-01"}),
        (["a", "b"], {"day": "2026-01-01"}),
        (["a"], {"day": "2026-01-02"}),
    ):
        answers.kept("SELECT", {"t": paths}, values, asking([(1,)], asked))
    assert len(asked) == 3


def test_a_torn_file_is_asked_again(tmp_path: Any) -> None:
    asked: list[int] = []
    for _ in range(2):
        answers.kept("SELECT", {}, {}, asking([(date(2026, 1, 1), 2)], asked))
        [file] = (tmp_path / "cache" / "answers").glob("*.json")
        file.write_text(file.read_text()[:-9])
    told = answers.kept("SELECT", {}, {}, asking([(date(2026, 1, 1), 2)], asked))
    assert (told, len(asked)) == ([(date(2026, 1, 1), 2)], 3)


def test_the_oldest_leave(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MOST_FILES", 3)
    for number in range(5):
        answers.kept("SELECT", {}, {"n": number}, asking([(number,)], []))
    assert len(list((tmp_path / "cache" / "answers").iterdir())) == 3


def test_what_json_does_not_know_is_not_kept(tmp_path: Any) -> None:
    asked: list[int] = []
    rows = [([1, 2],), ([3],)]
    for _ in range(2):
        assert answers.kept("SELECT", {}, {}, asking(rows, asked)) == rows
    assert len(asked) == 2


def test_instants_keep_their_zone() -> None:
    rows = [(datetime(2026, 1, 1, 3, tzinfo=UTC),)]
    answers.kept("SELECT", {}, {}, asking(rows, []))
    assert answers.kept("SELECT", {}, {}, asking([], [])) == rows
