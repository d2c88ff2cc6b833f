"""Used pairs: what they were, how they are now, and what is said of each fault."""

import random
from dataclasses import dataclass

from niaga.simulate.shop.goods import Model, models
from niaga.simulate.shop.words import Pair, describe

GRADES = ("like_new", "a", "b", "c")
GRADE_NAMES = {
    "like_new": ("Seperti Baru", "Like New"),
    "a": ("Grade A", "Grade A"),
    "b": ("Grade B", "Grade B"),
    "c": ("Grade C", "Grade C"),
}
# share of the new price that the shop asks, and pays
ASKED = {"like_new": 0.68, "a": 0.56, "b": 0.43, "c": 0.3}
PAID = {"like_new": 0.42, "a": 0.34, "b": 0.25, "c": 0.15}
STORY: dict[str, Pair] = {
    "like_new": (
        "Dipakai dua atau tiga kali di dalam ruangan. Dus asli masih ada.",
        "Worn two or three times indoors. The original box is included.",
    ),
    "a": (
        "Dipakai kurang dari enam bulan dan dirawat baik oleh satu pemilik.",
        "Worn for less than six months and well kept by one owner.",
    ),
    "b": (
        "Dipakai rutin sekitar satu tahun. Masih kokoh, dengan tanda pakai yang terlihat.",
        "Worn regularly for about a year. Sturdy, with visible signs of use.",
    ),
    "c": (
        "Sudah sering dipakai. Cocok untuk pemakaian santai atau untuk direstorasi.",
        "Well worn. Good for casual use or for restoring.",
    ),
}
CHECKED: Pair = (
    "Setiap pasang kami periksa, cuci, dan foto sendiri; yang Anda lihat adalah yang Anda terima.",
    "We inspect, clean and photograph every pair ourselves; what you see is what you get.",
)
# mark on the pictures -> what is written of it
DEFECTS: dict[str, Pair] = {
    "creases": (
        "Garis lipatan di bagian depan kedua sepatu.",
        "Creases across the front of both shoes.",
    ),
    "scuff_toe": ("Gesekan ringan di ujung jari sebelah kiri.", "Light scuff on the left toe."),
    "scuff_heel": ("Lecet di bagian tumit luar.", "Scuffing on the outer heel."),
    "dirt_sole": (
        "Noda samar di sisi sol yang tidak hilang dicuci.",
        "Faint marks on the side of the sole that do not wash out.",
    ),
    "yellowing": ("Sisi sol mulai menguning.", "The side of the sole has begun to yellow."),
    "stain": ("Satu noda selebar koin di sisi luar.", "One coin-sized stain on the outer side."),
    "fading": ("Warna sedikit pudar di sisi luar.", "Slight fading on the outer side."),
    "heel_worn": ("Alas tumit aus di sisi luar.", "The heel is worn on the outer edge."),
}
_BY_GRADE: dict[str, tuple[tuple[str, ...], ...]] = {
    "like_new": ((), (), ("creases",)),
    "a": (("creases",), ("dirt_sole",), ("creases", "dirt_sole"), ("scuff_toe",)),
    "b": (
        ("scuff_toe", "creases"),
        ("creases", "dirt_sole", "fading"),
        ("yellowing", "creases"),
        ("scuff_heel", "dirt_sole"),
    ),
    "c": (
        ("stain", "creases", "dirt_sole"),
        ("heel_worn", "scuff_toe", "creases"),
        ("yellowing", "scuff_heel", "fading"),
    ),
}
_SUITABLE = {
    "sneaker_low",
    "sneaker_high",
    "runner",
    "derby",
    "loafer",
    "chelsea",
    "hiking",
    "slip_on",
}


@dataclass(frozen=True)
class UsedPair:
    """One pair. `marks` are what the pictures show; `defects` say the same in words."""

    code: str
    model: Model
    colour: str
    size: int
    grade: str
    marks: tuple[str, ...]
    price: int
    paid: int
    name: Pair
    description: Pair

    @property
    def category(self) -> str:
        return "bekas-pria" if self.model.category.endswith("-pria") else "bekas-wanita"

    @property
    def defects(self) -> tuple[Pair, ...]:
        return tuple(DEFECTS[mark] for mark in self.marks)


def pick_pair(rng: random.Random, number: int) -> UsedPair:
    """The `number`-th pair that the shop buys in."""
    choices = [m for m in models() if m.silhouette in _SUITABLE and "anak" not in m.category]
    model = rng.choices(choices, [m.price**0.5 * m.popularity for m in choices])[0]
    grade = rng.choices(GRADES, (22, 38, 28, 12))[0]
    marks = rng.choice(_BY_GRADE[grade])
    if model.silhouette in {"derby", "loafer", "chelsea"}:
        # leather soles neither yellow nor keep that dirt
        fitting = tuple(mark for mark in marks if mark not in {"yellowing", "dirt_sole"})
        marks = fitting or (marks and ("creases",))
    text = describe(model)
    full = model.was or model.price
    condition = GRADE_NAMES[grade]
    return UsedPair(
        code=f"BKS-{number:04}",
        model=model,
        colour=rng.choice(model.colours),
        size=rng.choice(model.sizes),
        grade=grade,
        marks=marks,
        price=round(full * ASKED[grade] * rng.uniform(0.94, 1.06) / 1000) * 1000 - 100,
        paid=round(full * PAID[grade] * rng.uniform(0.9, 1.1) / 1000) * 1000,
        name=(f"{text.name[0]} Bekas", f"Pre-loved {text.name[1]}"),
        description=(
            f"{condition[0]}. {STORY[grade][0]} {CHECKED[0]}\n\nBagian atasnya dari {text.upper[0]}"
            f" dengan sol {text.sole[0]}.",
            f"{condition[1]}. {STORY[grade][1]} {CHECKED[1]}\n\nUpper: {text.upper[1]}."
            f" Outsole: {text.sole[1]}.",
        ),
    )
