"""Whether one test can be trusted: division, exposure, contamination, novelty."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from niaga.insight.experiments.course import Novelty
from niaga.insight.experiments.srm import Srm
from niaga.web.dashboards.experiments import words
from niaga.web.dashboards.experiments.chosen import (
    Shown,
    none,
    shown_of,
)
from niaga.web.dashboards.experiments.figures import ExperimentFigures
from niaga.web.dashboards.experiments.words import Badge
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.tiles import Tile

ENOUGH = 0.95  # of the planned visitors


@dataclass(frozen=True)
class Check:
    """`badge` says it in word and shape."""

    name: str
    badge: Badge
    text: str


def health(figures: ExperimentFigures) -> Tile:
    title = _("Kesehatan uji")
    shown = shown_of(figures)
    if shown is None:
        return none(figures, "health", title)
    return Tile(
        "health",
        title,
        body="dashboards/experiments/health.html",
        data=(_srm(shown), _exposure(shown), _contamination(shown), _novelty(shown)),
        metrics=("experiment_visitors",),
    )


def _good() -> Badge:
    return Badge(_("baik"), "good", "check")


def _unknown() -> Badge:
    return Badge(_("tak dapat dinilai"), "", "minus")


def _srm(shown: Shown) -> Check:
    name, found = _("Pembagian pengunjung (SRM)"), shown.judgement.srm
    if not isinstance(found, Srm):
        return Check(name, _unknown(), words.reason(found))
    parts = ", ".join(
        f"{variant} {Writer('count', '').exact(count)}" for variant, count in found.observed.items()
    )
    text = _("%(parts)s; χ² %(p)s, alarm di bawah 0,001.") % {
        "parts": parts,
        "p": words.p_said(found.p),
    }
    badge = Badge(_("gagal"), "bad", "alert") if found.failed else _good()
    return Check(name, badge, text)


def _exposure(shown: Shown) -> Check:
    name, plan = _("Paparan"), shown.judgement.plan
    total = sum(shown.experiment.seen.visitors(plan.primary).values())
    count = Writer("count", "").exact(total)
    if not plan.visitors:
        text = _("%(count)s pengunjung; jumlah yang direncanakan tidak diberi tahu.")
        return Check(name, _unknown(), text % {"count": count})
    text = _("%(count)s dari %(planned)s pengunjung yang direncanakan (%(share)s).") % {
        "count": count,
        "planned": Writer("count", "").exact(plan.visitors),
        "share": percent(total / plan.visitors, decimals=0),
    }
    enough = total >= ENOUGH * plan.visitors or not shown.judgement.finished
    return Check(name, _good() if enough else Badge(_("kurang"), "warn", "alert"), text)


def _contamination(shown: Shown) -> Check:
    """Rows that took no part: in two variants, on the other's page, repeated, unreadable."""
    name, refused = _("Pencemaran dan baris ditolak"), shown.experiment.refused
    if not refused:
        return Check(name, _good(), _("Tidak ada baris yang ditolak."))
    total = shown.experiment.seen.visitors(shown.judgement.plan.primary)
    count = sum(refused.values())
    parts = "; ".join(
        f"{Writer('count', '').exact(n)} {words.refused(reason)}"
        for reason, n in sorted(refused.items(), key=lambda item: -item[1])
    )
    share = count / (count + sum(total.values()))
    text = _("%(count)s baris (%(share)s) tidak ikut: %(parts)s.") % {
        "count": Writer("count", "").exact(count),
        "share": percent(share),
        "parts": parts,
    }
    many = refused.get("both_variants", 0) > 0 or share > 0.01
    return Check(name, Badge(_("perhatikan"), "warn", "alert") if many else _good(), text)


def _novelty(shown: Shown) -> Check:
    name, found = _("Efek kebaruan"), shown.verdict.novelty
    if not shown.is_readable:
        return Check(name, _unknown(), _("Beda antarvarian tidak ditampilkan."))
    if not isinstance(found, Novelty):
        return Check(name, _unknown(), _("Perlu dua pekan bertanggal untuk membandingkannya."))
    text = _("Beda pekan pertama %(early)s, sesudahnya %(late)s (%(p)s).") % {
        "early": shown.scale.difference(found.early),
        "late": shown.scale.difference(found.late),
        "p": words.p_said(found.p),
    }
    badge = Badge(_("memudar"), "warn", "alert") if found.wears_off else _good()
    return Check(name, badge, text)
