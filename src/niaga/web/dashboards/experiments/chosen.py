"""The one test that a reader looks at, and what all its tiles share."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niaga.insight.experiments.course import Day
from niaga.insight.experiments.data import Experiment
from niaga.insight.experiments.judge import Judgement, Verdict
from niaga.web.dashboards.experiments import words
from niaga.web.dashboards.experiments.figures import ExperimentFigures
from niaga.web.dashboards.experiments.tiles import no_test, planner_link
from niaga.web.dashboards.experiments.words import Scale
from niaga.web.dashboards.tiles import Tile

METRICS = ("experiment_visitors", "experiment_conversions", "experiment_rate")


@dataclass(frozen=True)
class Shown:
    """A chosen test with the variant to speak of, ready to be told."""

    experiment: Experiment
    judgement: Judgement
    verdict: Verdict
    scale: Scale

    @property
    def is_readable(self) -> bool:
        """Its variants may be compared: visitors are divided as planned."""
        return self.verdict.why != "mismatch"


def shown_of(figures: ExperimentFigures) -> Shown | None:
    pair = figures.chosen
    if pair is None or pair[1].leading is None:
        return None
    experiment, judgement = pair
    verdict = judgement.leading
    assert verdict is not None
    plan = judgement.plan
    currency = figures.selection.shop.currency
    scale = words.scale_of(plan, plan.primary, verdict.comparison, currency)
    return Shown(experiment, judgement, verdict, scale)


def none(figures: ExperimentFigures, name: str, title: str) -> Tile:
    if name == "verdict":
        return Tile(name, title, empty=no_test(), remedy=planner_link(figures))
    return Tile(name, title, empty=_("Belum ada uji."))


def course_of(
    figures: ExperimentFigures, name: str, title: str
) -> tuple[Shown, tuple[Day, ...]] | Tile:
    """The chosen test and its days, or the tile that says why there are none to be seen."""
    shown = shown_of(figures)
    if shown is None:
        return none(figures, name, title)
    if not shown.is_readable:
        return hidden(name, title)
    course = shown.verdict.course
    return (shown, course) if isinstance(course, tuple) and course else undated(name, title)


def undated(name: str, title: str) -> Tile:
    return Tile(name, title, empty=_("Perlu berkas dengan kolom tanggal."))


def hidden(name: str, title: str) -> Tile:
    return Tile(name, title, empty=_(
        "Pengunjung tidak terbagi seperti rencana, jadi beda antarvarian tidak ditampilkan."
    ))  # fmt: skip


def label(day: date, first: bool) -> str:
    return date_format(day, "j M" if first or day.day == 1 else "j")


def unit_of(scale: Scale) -> str:
    return {"rate": "fine_rate", "money": "money"}.get(scale.kind, "score")


def difference_unit(scale: Scale) -> str:
    return {"rate": "fine_points", "money": "signed"}.get(scale.kind, "score")
