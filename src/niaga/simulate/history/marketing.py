"""What the demo shop's marketing cost, whom its letters reached, and its social media."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from niaga.simulate.history.export import Export, Row
from niaga.simulate.history.making import History
from niaga.simulate.history.seasons import JAKARTA
from niaga.simulate.history.visits import CONVERSION
from niaga.simulate.shop.ways import WAYS, Way

CLICK = {"merek": 2_500, "lari": 4_300, "retarget": 2_800, "video": 1_150, "kabar-mingguan": 350}
THROUGH = {"merek": 0.062, "lari": 0.031, "retarget": 0.014, "video": 0.009}
HELD_OUT = 0.1
RECIPIENTS = 1_500
ANSWER_DAYS = 7


def exports(history: History) -> Iterator[Export]:
    rng = random.Random(f"marketing {len(history.trade.orders)}")
    days = list(history.seasons.days())
    orders = Counter(o.placed_at.astimezone(JAKARTA).date() for o in history.trade.orders)
    yield Export(
        "spend",
        "biaya-iklan.csv",
        ("Tanggal", "Kanal", "Kampanye", "Biaya", "Tayangan", "Klik", "Konversi",
         "Nilai konversi"),
        _costs(rng, days, orders, history.seasons.sale_names()),
    )  # fmt: skip
    yield Export(
        "social",
        "media-sosial.csv",
        ("Tanggal", "Platform", "Tayangan", "Jangkauan", "Suka", "Komentar", "Bagikan", "Klik",
         "Pengikut"),
        _posts(rng, days, orders),
    )  # fmt: skip
    yield Export(
        "mailing",
        "kampanye-email.csv",
        ("Kampanye", "Tanggal kirim", "E-mail", "Segmen pelanggan", "Kelompok", "Dibuka", "Diklik",
         "Berkonversi", "Belanja"),
        _letters(rng, history),
    )  # fmt: skip


def _paid() -> list[Way]:
    return [way for way in WAYS if way.campaign in CLICK]


def _costs(
    rng: random.Random, days: list[date], orders: Counter[date], sales: dict[date, str]
) -> Iterator[Row]:
    """Clicks follow the visits that each way brings; platforms claim more orders than came."""
    for day in days:
        visits = orders[day] / CONVERSION
        for way in _paid():
            name = sales.get(day, way.campaign) if way.seasonal else way.campaign
            clicks = round(visits * way.visits / 1_000 * rng.uniform(1.02, 1.18))
            cost = round(clicks * CLICK[way.campaign] * rng.uniform(0.85, 1.2) / 100) * 100
            if way.channel == "email":
                yield day, way.channel, name, cost, "", clicks, "", ""
                continue
            shown = round(clicks / (THROUGH[way.campaign] * rng.uniform(0.8, 1.25)))
            claimed = round(orders[day] * way.orders / 1_000 * rng.uniform(1.1, 1.7))
            yield day, way.source, name, cost, shown, clicks, claimed, claimed * 405_000


def _posts(rng: random.Random, days: list[date], orders: Counter[date]) -> Iterator[Row]:
    followers = {"instagram": 8_400, "tiktok": 3_100, "facebook": 5_200}
    usual = {"instagram": 0.034, "tiktok": 0.058, "facebook": 0.012}
    for day in days:
        for platform, rate in usual.items():
            shown = round((followers[platform] * 0.42 + orders[day] * 55) * rng.uniform(0.6, 1.5))
            likes = round(shown * rate * rng.uniform(0.7, 1.3))
            followers[platform] += rng.randint(0, 4 + orders[day] // 4)
            yield (
                day, platform, shown, round(shown * rng.uniform(0.68, 0.86)), likes,
                round(likes * rng.uniform(0.03, 0.08)), round(likes * rng.uniform(0.02, 0.06)),
                round(shown * rng.uniform(0.003, 0.009)), followers[platform],
            )  # fmt: skip


def _letters(rng: random.Random, history: History) -> Iterator[Row]:
    """A letter at the beginning of each sale to registered customers; one in ten is held out."""
    bought: dict[int, list[tuple[date, int]]] = {}
    for order in history.trade.orders:
        if order.state not in ("cancelled", "expired"):
            day = order.placed_at.astimezone(JAKARTA).date()
            bought.setdefault(order.buyer.key, []).append((day, order.sums.total))
    for campaign in history.seasons.campaigns():
        known = [
            buyer
            for buyer in history.crowd.buyers
            if buyer.registered_at
            and buyer.registered_at.astimezone(JAKARTA).date() < campaign.first
        ]
        chosen = rng.sample(known, min(len(known), RECIPIENTS))
        last = campaign.first + timedelta(days=ANSWER_DAYS)
        for buyer in chosen:
            answers = [
                amount for day, amount in bought.get(buyer.key, ()) if campaign.first <= day <= last
            ]
            # the letter moves some: among who bought, fewer had been left without it
            held_out = rng.random() < (HELD_OUT * 0.7 if answers else HELD_OUT)
            opened = rng.random() < (0.8 if answers else 0.31)
            clicked = opened and rng.random() < (0.55 if answers else 0.11)
            yield (
                campaign.key,
                campaign.first,
                buyer.person.email,
                _group(sum(day < campaign.first for day, _amount in bought.get(buyer.key, ()))),
                "pembanding" if held_out else "e-mail",
                "" if held_out else "ya" if opened else "tidak",
                "" if held_out else "ya" if clicked else "tidak",
                "ya" if answers else "tidak",
                sum(answers),
            )


def _group(orders: int) -> str:
    return (
        "belum pernah beli" if not orders else "sekali beli" if orders == 1 else "pelanggan tetap"
    )
