"""A/B tests of the demo shop, as the tool that split its visitors exports them: one that runs, one
that found something, one that found nothing, and one whose split went wrong.

Visitors are those of the days in which a test ran; what they do has a chance that the test knows.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from niaga.simulate.history.export import Export, Row
from niaga.simulate.history.making import History
from niaga.simulate.history.seasons import JAKARTA
from niaga.simulate.history.visits import CONVERSION

SEEN = 0.55  # of a day's visits: people who came to the page that is tested
CART, BUYS = 0.112, 0.041  # chances of a visitor as the shop is
SPENDS = (395_000, 0.42)  # median of an order in rupiah, and spread of its logarithm
PHONES = 0.74  # of visitors
HAD_BOUGHT = 0.12  # of the visitors, in the 28 days before


@dataclass(frozen=True)
class Trial:
    """`ago`: days before the end of the history at which it began. `cart`, `buys`: what the new
    variant multiplies the chances by. `share`: of visitors who really got it, of the half meant.
    """

    title: str
    file: str
    ago: int
    days: int
    control: str
    treatment: str
    primary: str
    effect: str
    cart: float = 1.0
    buys: float = 1.0
    share: float = 0.5

    @property
    def options(self) -> dict[str, str]:
        return {
            "experiment": self.title,
            "control": self.control,
            "outcome": self.primary,
            "planned_days": str(self.days),
            "planned_effect": self.effect,
            "allocation": f"{self.control}=1,{self.treatment}=1",
        }


TRIALS = (
    Trial(
        title="Ongkir terlihat di halaman produk",
        file="uji-ongkir.csv",
        ago=17,
        days=28,
        control="ongkir di pembayaran",
        treatment="ongkir di produk",
        primary="Beli",
        effect="30%",
        cart=1.02,
        buys=1.08,
    ),
    Trial(
        title="Foto di kaki, bukan di lantai",
        file="uji-foto.csv",
        ago=58,
        days=28,
        control="foto di lantai",
        treatment="foto di kaki",
        primary="Isi keranjang",
        effect="15%",
        cart=1.36,
        buys=1.12,
    ),
    Trial(
        title="Ucapan pembuka di beranda",
        file="uji-ucapan.csv",
        ago=110,
        days=21,
        control="tanpa ucapan",
        treatment="dengan ucapan",
        primary="Isi keranjang",
        effect="20%",
    ),
    Trial(
        title="Tombol beli yang menempel",
        file="uji-tombol.csv",
        ago=160,
        days=14,
        control="tombol biasa",
        treatment="tombol menempel",
        primary="Isi keranjang",
        effect="20%",
        cart=1.06,
        share=0.43,  # slow telephones left before the new button was there
    ),
)


def exports(history: History) -> Iterator[Export]:
    """Those that the history is long enough for."""
    last = history.seasons.last
    orders = Counter(o.placed_at.astimezone(JAKARTA).date() for o in history.trade.orders)
    for trial in TRIALS:
        first = last - timedelta(days=trial.ago)
        if first > history.seasons.first:
            yield Export(
                "ab",
                trial.file,
                ("Tanggal", "Pengunjung", "Varian", "Perangkat", "Isi keranjang", "Beli", "Belanja",
                 "Belanja sebelumnya"),
                _visitors(trial, first, last, orders),
                trial.options | {"started": f"{first}"},
            )  # fmt: skip


def _visitors(trial: Trial, first: date, last: date, orders: Counter[date]) -> Iterator[Row]:
    rng = random.Random(f"{trial.file} {sum(orders.values())}")
    devices = random.Random(f"{trial.file} perangkat")
    for n in range(trial.days):
        day = first + timedelta(days=n)
        if day > last:
            return
        for _visitor in range(round(orders[day] / CONVERSION * SEEN)):
            treated = rng.random() < trial.share
            before = _spent(rng) if rng.random() < HAD_BOUGHT else 0
            # who bought before is likelier to buy again, and buys for about as much
            keen = 2.4 if before else 0.81
            cart = rng.random() < CART * (trial.cart if treated else 1) * (keen**0.5)
            buys = rng.random() < BUYS * (trial.buys if treated else 1) * keen
            amount = (before + _spent(rng)) // 2 if before and buys else _spent(rng) if buys else 0
            yield (
                day,
                f"{rng.getrandbits(64):016x}",
                trial.treatment if treated else trial.control,
                _device(trial, treated, devices),
                "ya" if cart or buys else "tidak",
                "ya" if buys else "tidak",
                round(amount / 1_000) * 1_000,
                round(before / 1_000) * 1_000,
            )


def _device(trial: Trial, treated: bool, rng: random.Random) -> str:
    """Where fewer came to the variant than to the control, it is telephones that are missing."""
    away = 1 - trial.share / (1 - trial.share) if treated else 0.0
    phones = PHONES - away
    return "HP" if rng.random() < phones / (1 - away) else "komputer"


def _spent(rng: random.Random) -> int:
    median, spread = SPENDS
    return int(median * rng.lognormvariate(0, spread))
