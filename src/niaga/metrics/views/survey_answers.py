"""What customers answered: `survey_answers`, one answer per order and question, the last."""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of


def build(tables: Mapping[str, Any], as_of: Any) -> Any:
    import ibis

    asked = tables["surveys"]
    # An answer beats the mere question; of several answers the last counts.
    of = ibis.coalesce(asked.order_id, asked.answer_id)
    asked = asked.mutate(topic=of, given=asked.score.notnull())
    window = ibis.window(
        group_by=["kind", "topic"],
        order_by=[
            asked.given.desc(),
            asked.answered_at.desc(nulls_first=False),
            asked.answer_id.desc(),
        ],
    )
    last = asked.mutate(place=ibis.row_number().over(window))
    last = last.filter(last.place == 0)
    points = ibis.cases((last.score >= 9, 100), (last.score <= 6, -100), else_=0)
    return last.select(
        "answer_id",
        "date_local",
        "month_local",
        "order_id",
        "customer_key",
        "kind",
        "score",
        "given",
        "region",
        "channel",
        points=ibis.ifelse(last.given, points, 0).cast("int64"),
    )


VIEWS = (
    View(
        "survey_answers",
        "One row per order and question: the last answer, or the question that nobody answered.",
        ("surveys",),
        columns_of("""
date_local date day of the answer; of a question without answer the day it was asked
month_local date
answer_id text
order_id text null: the survey was not about an order
customer_key text
kind text csat (1 to 5), nps (0 to 10)
score whole null: no answer
given flag an answer came
region text
channel text
points whole of an nps answer: 100 for 9 and 10, −100 for 0 to 6, else 0
"""),
        build,
        dimensions={
            "survey_kind": "kind",
            "survey_score": "score",
            "region": "region",
            "channel": "channel",
            "customer": "customer_key",
            "order": "order_id",
        },
        rows=("answer_id", "date_local", "kind", "order_id", "score", "region", "channel"),
    ),
)
