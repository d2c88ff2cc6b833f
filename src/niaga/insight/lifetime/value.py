"""What people are worth over the next twelve months: expected purchases × expected amount of each,
discounted to today. Revenue, not profit: what goods cost is not in it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from niaga.insight.lifetime.buying import Buying, Histories, Numbers
from niaga.insight.lifetime.spending import Spending

if TYPE_CHECKING:
    import numpy as np

MONTHS, WEEKS = 12, 52.0
DISCOUNT = 0.10  # a year
LOW, HIGH = 0.10, 0.90  # the interval holds eight of ten
DRAWS, ROUNDS, PERSONS = 100, 25, 4_000
SEED = 20_251_109


@dataclass(frozen=True)
class Worth:
    """Of `customers` together. `alive`: how many of them are expected to be active still. `orders`:
    purchases expected in twelve months. Of the value, in smallest units: `value` and the interval
    from `low` to `high`; None: their spending cannot be foreseen.
    """

    customers: int
    alive: float
    orders: float
    value: float | None
    low: float | None
    high: float | None

    @property
    def alive_share(self) -> float:
        return self.alive / self.customers

    @property
    def value_each(self) -> float | None:
        return None if self.value is None else self.value / self.customers


def discounted(model: Buying, histories: Histories) -> Numbers:
    """Purchases of a person of each history, month by month, each worth less the later it is."""
    import numpy as np

    total = np.zeros_like(histories.repeats)
    before = np.zeros_like(histories.repeats)
    for month in range(1, MONTHS + 1):
        until = model.expected(
            WEEKS * month / MONTHS, histories.repeats, histories.last, histories.age
        )
        total += (until - before) * (1 + DISCOUNT) ** -((month - 0.5) / MONTHS)
        before = until
    return total


def worth(
    model: Buying, spending: Spending | None, histories: Histories, sums_of_means: Numbers
) -> Worth:
    """`sums_of_means`: Σ over the people of each history of their mean amount."""
    x, last, age, people = histories.repeats, histories.last, histories.age, histories.people
    alive = float((people * model.alive(x, last, age)).sum())
    orders = float((people * model.expected(WEEKS, x, last, age)).sum())
    if spending is None:
        return Worth(round(histories.total), alive, orders, None, None, None)
    amounts = spending.mean(x, sums_of_means, people)
    value = float((discounted(model, histories) * amounts).sum())
    low, high = _interval(model, spending, histories, sums_of_means, value)
    return Worth(round(histories.total), alive, orders, value, low, high)


def _interval(
    model: Buying, spending: Spending, histories: Histories, sums_of_means: Numbers, value: float
) -> tuple[float, float]:
    """Around the value: chance of what each person does, and doubt about the parameters.

    The first is simulated person by person (for many people: for PERSONS of them, drawn by how many
    are alike); the second by parameters that the data allow as well. The two are independent.
    """
    import numpy as np

    random = np.random.default_rng(SEED)
    count = round(histories.total)
    picked = np.repeat(np.arange(len(histories.people)), histories.people.astype(int))
    if count > PERSONS:
        picked = random.choice(picked, PERSONS, replace=False)
    means = sums_of_means[picked] / np.maximum(histories.people[picked], 1)
    if count == 1:
        drawn = simulated(model, spending, histories, picked, means, random, PERSONS)
        return float(np.quantile(drawn, LOW)), float(np.quantile(drawn, HIGH))
    # Simulated again for the same people: how they differ is known, and no chance.
    rounds = ROUNDS * max(1, PERSONS // 10 // len(picked))
    drawn = simulated(model, spending, histories, picked, means, random, rounds)
    noise = float(drawn.reshape(rounds, -1).sum(axis=1).std(ddof=1))
    noise *= np.sqrt(count / len(picked))
    doubts = []
    base = float((model.expected(WEEKS, *_history(histories)) * histories.people).sum())
    for other in model.draws(DRAWS, SEED):
        foreseen = float((other.expected(WEEKS, *_history(histories)) * histories.people).sum())
        if np.isfinite(foreseen) and base > 0:
            doubts.append(foreseen / base)
    factors = np.array(doubts or [1.0])
    spread = value * factors[random.integers(0, len(factors), PERSONS)]
    spread = np.maximum(spread + noise * random.standard_normal(PERSONS), 0)
    low, high = np.quantile(spread, (LOW, HIGH))
    return min(float(low), value), max(float(high), value)


def _history(histories: Histories) -> tuple[Numbers, Numbers, Numbers]:
    return histories.repeats, histories.last, histories.age


def simulated(
    model: Buying,
    spending: Spending,
    histories: Histories,
    picked: Any,
    means: Numbers,
    random: "np.random.Generator",
    times: int,
) -> Numbers:
    """Discounted amounts of twelve months, one for each picked place in the histories and time.

    Given a history a person who is still active buys at a rate that is Gamma(r + x, α + T), and
    leaves after each purchase with a probability that is Beta(a, b + x); their amounts are
    Gamma(p, ν) with ν ~ Gamma(q + p x, γ + x z̄).
    """
    import numpy as np

    picked, means = np.tile(picked, times), np.tile(means, times)
    x, last, age = (column[picked] for column in _history(histories))
    active = random.random(len(x)) < model.alive(x, last, age)
    rate = random.gamma(model.r + x) / (model.alpha + age)
    leaving = np.clip(random.beta(model.a, model.b + x), 1e-9, 1.0)
    wanted = random.poisson(rate * WEEKS)
    bought = np.where(active, np.minimum(wanted, random.geometric(leaving)), 0)
    # The k-th of n purchases lies at k ÷ (n + 1) of the year on average.
    step = (1 + DISCOUNT) ** (-1.0 / (wanted + 1))
    known = np.maximum(bought, 1)
    factor = step * (1 - step**known) / (1 - step) / known
    scale = random.gamma(spending.q + spending.p * x) / (spending.gamma + x * means)
    amount = random.gamma(spending.p * known) / scale
    return np.where(bought > 0, amount * factor, 0.0)
