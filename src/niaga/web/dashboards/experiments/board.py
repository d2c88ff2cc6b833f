"""The boards of A/B tests as data: all of them, and one in detail."""

from django.utils.translation import gettext_lazy as _

from niaga.web.dashboards.board import Board, Option, Part
from niaga.web.dashboards.experiments import (
    by_segment,
    compared,
    health,
    overtime,
    planner,
    tiles,
    verdict,
)
from niaga.web.dashboards.experiments.figures import CHOSEN, ExperimentFigures

BOARD = Board(
    name="experiments",
    slug="eksperimen",
    title=_("Uji A/B"),
    sentence=_(
        "Apa yang terbukti lebih baik, dan apa yang harus dilakukan: untuk pengembang usaha."
    ),
    area="experiments",
    figures=ExperimentFigures,
    cards=(
        Part("running", _("Sedang berjalan"), tiles.running),
        Part("decided", _("Diputuskan triwulan ini"), tiles.decided),
        Part("win_rate", _("Tingkat menang"), tiles.win_rate),
        Part("duration", _("Median lama uji"), tiles.duration),
        Part("mismatches", _("Pembagian gagal (SRM)"), tiles.mismatches),
    ),
    tiles=(
        Part("listing", _("Semua uji"), tiles.listing, 8),
        Part("planning", _("Rencanakan uji"), planner.planning, 4),
    ),
    filters=(),
    has_period=False,
)
DETAIL = Board(
    name="experiment",
    slug="uji",
    title=_("Hasil uji A/B"),
    sentence=_("Satu uji: keputusannya, buktinya, dan apakah buktinya dapat dipercaya."),
    area="experiments",
    figures=ExperimentFigures,
    cards=(),
    tiles=(
        Part("verdict", _("Keputusan"), verdict.verdict, 5),
        Part("effect", _("Beda dari waktu ke waktu"), overtime.effect, 7),
        Part("health", _("Kesehatan uji"), health.health, 12),
        Part("variants", _("Hasil utama per varian"), compared.variants),
        Part("by_segment", _("Menurut segmen pengunjung"), by_segment.by_segment),
        Part("others", _("Hasil lain"), compared.others, 12),
        Part("evidence", _("Bukti dan daya per hari"), overtime.evidence),
        Part("daily", _("Kunjungan dan konversi per hari"), overtime.daily),
        Part("raw", _("Angka harian untuk ahli"), overtime.raw, 12),
    ),
    filters=(),
    options=(Option(CHOSEN, {}),),
    has_period=False,
    under="eksperimen",
)
