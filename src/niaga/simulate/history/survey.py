"""What customers answer two days after their parcel has come: satisfaction and recommendation."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from niaga.simulate.history.export import Export, Row
from niaga.simulate.history.making import History
from niaga.simulate.history.seasons import JAKARTA, at_local

ANSWERED = 0.23  # of those asked
ALSO_NPS = 0.82  # of those who answer
STARTED = 0.35  # of the history, when the shop began to ask
# chances of each score, worst first
CSAT = {False: (2, 3, 13, 42, 40), True: (14, 19, 27, 27, 13)}
NPS = {
    False: (1, 0, 1, 1, 2, 5, 7, 15, 24, 22, 22),
    True: (6, 3, 6, 8, 10, 16, 13, 15, 12, 6, 5),
}


def exports(history: History) -> Iterator[Export]:
    yield Export(
        "survey",
        "survei-kepuasan.csv",
        ("No Pesanan", "Waktu kirim", "Waktu jawab", "Kepuasan", "Rekomendasi"),
        _answers(history),
    )


def _answers(history: History) -> Iterator[Row]:
    """Lateness is what lowers them most, as it does the stars of reviews."""
    rng = random.Random(f"survey {len(history.trade.orders)}")
    seasons, end = history.seasons, history.trade.end
    since = seasons.first + (seasons.last - seasons.first) * STARTED
    for parcel in history.parcels.parcels:
        if parcel.delivered_at is None:
            continue
        arrived = parcel.delivered_at.astimezone(JAKARTA).date()
        asked = at_local(arrived + timedelta(days=2), 10)
        if arrived < since or asked > end:
            continue
        late = arrived > parcel.order.promised_until
        answered = asked + timedelta(hours=min(240, rng.lognormvariate(1.6, 1.3)))
        luck, csat, more, nps = (
            rng.random(),
            rng.choices(range(1, 6), CSAT[late])[0],
            rng.random(),
            rng.choices(range(11), NPS[late])[0],
        )
        told = luck < ANSWERED and answered <= end
        yield (
            parcel.order.number,
            _written(asked),
            _written(answered) if told else "",
            csat if told else "",
            nps if told and more < ALSO_NPS else "",
        )


def _written(moment: datetime) -> str:
    return f"{moment.astimezone(JAKARTA):%Y-%m-%d %H:%M:%S}"
