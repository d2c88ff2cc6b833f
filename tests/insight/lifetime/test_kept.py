"""Fitted models and what they foresee, kept on disk: the same again, and never of other inputs."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from niaga.insight.lifetime.buying import Buying
from niaga.insight.lifetime.checking import Check
from niaga.insight.lifetime.kept import kept
from niaga.insight.lifetime.outlook import KINDS, Models, Outlook
from niaga.insight.lifetime.reasons import SpendingFollowsFrequency, UnknownBuyer
from niaga.insight.lifetime.value import Worth

MODELS = Models(
    date(2026, 3, 1),
    Buying(0.1, 1 / 3, 2.0, 3.0, -12.5, ((1.0, 0.1), (0.1, 1.0))),
    SpendingFollowsFrequency(0.41),
    Check(26.0, 120, 0.5, 0.6, 10.5, 11.0),
)
WORTH = Worth(3, 2.5, 1.25, None, None, None)


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> None:
    settings.NIAGA_HOME = tmp_path


def never() -> Any:
    raise AssertionError("worked out again")


@pytest.mark.parametrize(
    "result", [MODELS, UnknownBuyer(), Outlook(MODELS, WORTH, {"champion": WORTH})]
)
def test_what_was_kept_is_the_same_and_not_worked_out_again(result: Any) -> None:
    assert kept(KINDS, ("shop", 1), lambda: result) == result
    again = kept(KINDS, ("shop", 1), never)
    assert again == result
    assert type(again) is type(result)


def test_other_inputs_are_other_results() -> None:
    kept(KINDS, ("shop", 1), lambda: WORTH)
    with pytest.raises(AssertionError):
        kept(KINDS, ("shop", 2), never)


@pytest.mark.parametrize("text", ["", "{", '{"kind": "Gone", "is": {}}', '{"kind": "Worth"}'])
def test_a_damaged_file_is_written_anew(tmp_path: Path, text: str) -> None:
    kept(KINDS, "inputs", lambda: WORTH)
    [file] = (tmp_path / "cache" / "models").iterdir()
    file.write_text(text, encoding="utf-8")
    assert kept(KINDS, "inputs", lambda: WORTH) == WORTH
    assert kept(KINDS, "inputs", never) == WORTH


def test_where_nothing_can_be_written_it_is_worked_out_each_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("no folder")
    assert kept(KINDS, "inputs", lambda: WORTH) == WORTH
    assert kept(KINDS, "inputs", lambda: UnknownBuyer()) == UnknownBuyer()
