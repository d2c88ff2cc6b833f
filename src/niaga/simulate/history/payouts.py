"""What the payment gateway says it pays out. Nearly all of it meets an order; a little does not, as
it happens: a payout that is missing, an amount that is not what was paid, a line of no order.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from niaga.simulate.history.export import Export, Row
from niaga.simulate.history.making import History
from niaga.simulate.history.money import AttemptRecord
from niaga.simulate.history.seasons import JAKARTA, Seasons

# channel → (share of the amount, fixed rupiah) that the gateway keeps
FEES = {
    "qris": (0.007, 0),
    "gopay": (0.02, 0),
    "shopeepay": (0.02, 0),
    "bank_transfer": (0.0, 4_000),
    "echannel": (0.0, 4_000),
    "credit_card": (0.029, 2_000),
    "cstore": (0.0, 5_000),
}
PAYOUT_DAYS = {"qris": 1, "gopay": 1, "shopeepay": 2, "credit_card": 3}  # working days; others: 1
MISSING, DIFFERING, STRANGE = 0.001, 0.0008, 0.0006
CHARGED_TWICE = 6_500  # rupiah: a correction that the gateway books beside the payments


def exports(history: History) -> Iterator[Export]:
    yield Export(
        "midtrans_settlement",
        "pencairan-midtrans.csv",
        ("Order ID", "Transaction ID", "Transaction Time", "Payment Type", "Transaction Status",
         "Gross Amount", "Fee", "Net Amount", "Settlement Date"),
        _lines(history),
    )  # fmt: skip


def _lines(history: History) -> Iterator[Row]:
    rng = random.Random(f"payouts {len(history.trade.orders)}")
    seasons = history.seasons
    for attempt in history.money.attempts:
        if attempt.provider != "midtrans" or attempt.captured_at is None:
            continue
        luck, name = rng.random(), f"{rng.getrandbits(128):032x}"
        if luck < MISSING:
            continue
        gross = attempt.amount
        if luck < MISSING + DIFFERING:
            gross -= rng.choice((500, 1_000, 2_500, 10_000))
        line = _line(seasons, attempt, name, gross)
        yield line
        if attempt.state == "reversed" and attempt.closed_at:
            yield _refund(seasons, attempt, name, attempt.closed_at)
        if luck > 1 - STRANGE:  # paid for something that the shop does not know
            yield (f"INV-{rng.randint(10_000, 99_999)}", f"{rng.getrandbits(128):032x}", *line[2:])
        elif luck > 1 - 2 * STRANGE:
            correction = f"{rng.getrandbits(128):032x}"
            yield ("", correction, line[2], "", "adjustment", -CHARGED_TWICE, 0, -CHARGED_TWICE,
                   line[8])  # fmt: skip


def _line(seasons: Seasons, attempt: AttemptRecord, name: str, gross: int) -> Row:
    channel = attempt.method.partition(":")[0]
    rate, fixed = FEES[channel]
    fee = round(gross * rate) + fixed
    captured = attempt.captured_at or attempt.created_at
    paid_out = _working_days_later(seasons, captured, PAYOUT_DAYS.get(channel, 1))
    return (
        attempt.reference,
        name,
        _written(captured),
        channel,
        "settlement",
        gross,
        fee,
        gross - fee,
        paid_out if paid_out <= seasons.last else "",
    )


def _refund(seasons: Seasons, attempt: AttemptRecord, name: str, at: datetime) -> Row:
    """The gateway takes back the whole payment and keeps its fee."""
    taken = _working_days_later(seasons, at, 1)
    return (
        attempt.reference,
        name,
        _written(at),
        attempt.method.partition(":")[0],
        "refund",
        attempt.amount,
        0,
        attempt.amount,
        taken if taken <= seasons.last else "",
    )


def _working_days_later(seasons: Seasons, moment: datetime, days: int) -> date:
    day = moment.astimezone(JAKARTA).date()
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5 and day not in seasons.closed
    return day


def _written(moment: datetime) -> str:
    return f"{moment.astimezone(JAKARTA):%Y-%m-%d %H:%M:%S}"
