"""What customers answered when asked: one answer per order and question counts, the last."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from niaga.metrics.metric import Measure, family

DIMENSIONS = ("region", "channel", "survey_score")


def csat(t: Any) -> Any:
    return (t.kind == "csat") & t.given


def satisfied(t: Any) -> Any:
    return csat(t) & (t.score >= 4)


def csat_asked(t: Any) -> Any:
    return t.kind == "csat"


def nps(t: Any) -> Any:
    return (t.kind == "nps") & t.given


_answer = family(
    fact="survey_answers",
    area="operations",
    clock="event",
    dimensions=DIMENSIONS,
)


METRICS = (
    _answer(
        "csat_answers",
        _("Jawaban kepuasan"),
        _("Pelanggan yang menjawab pertanyaan kepuasan (1 sampai 5)."),
        "Answers to the satisfaction question; of an order the last.",
        numerator=Measure("count", where=csat),
        noun=_("jawaban"),
    ),
    _answer(
        "csat",
        _("Kepuasan pelanggan (CSAT)"),
        _("Jawaban 4 dan 5 dibagi semua jawaban."),
        "Answers of 4 or 5 ÷ csat_answers.",
        unit="ratio",
        numerator=Measure("count", where=satisfied),
        denominator=Measure("count", where=csat),
    ),
    _answer(
        "csat_response_rate",
        _("Bagian yang menjawab"),
        _("Pesanan dengan jawaban dibagi pesanan yang ditanya."),
        "csat_answers ÷ orders asked, the unanswered on the day they were asked. It is 1 where the "
        "source tells answers only.",
        unit="ratio",
        dimensions=("region", "channel"),
        numerator=Measure("count", where=csat),
        denominator=Measure("count", where=csat_asked),
    ),
    _answer(
        "nps_answers",
        _("Jawaban rekomendasi"),
        _("Pelanggan yang menjawab apakah mereka akan merekomendasikan toko (0 sampai 10)."),
        "Answers to the recommendation question; of an order the last.",
        numerator=Measure("count", where=nps),
        noun=_("jawaban"),
    ),
    _answer(
        "nps",
        _("Net Promoter Score (NPS)"),
        _("Persen yang menjawab 9 atau 10 dikurangi persen yang menjawab 0 sampai 6."),
        "100 × (answers of 9 or 10 − answers of 0 to 6) ÷ nps_answers: from −100 to 100.",
        unit="score",
        numerator=Measure("sum", "points", nps),
        denominator=Measure("count", where=nps),
        source="Net Promoter Score",
    ),
)
