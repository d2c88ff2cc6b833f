"""People who do not exist: names, reserved e-mail domains, and numbers that nobody can have."""

import random
from dataclasses import dataclass

WOMEN = (
    "Siti", "Ayu", "Dewi", "Putri", "Rina", "Nur", "Fitri", "Indah", "Wulan", "Ratna", "Maya",
    "Intan", "Lestari", "Nadia", "Tika", "Yuni", "Ani", "Sri", "Rahma", "Aulia", "Citra", "Mega",
    "Laras", "Anisa", "Bunga", "Dian", "Eka", "Fara", "Gita", "Hana", "Ira", "Kartika", "Lina",
    "Melati", "Novi", "Okta", "Puspita", "Rani", "Sari", "Tiara", "Vina", "Wati", "Yulia", "Zahra",
    "Kadek", "Ni Luh", "Butet", "Cut", "Meutia", "Nilam",
)  # fmt: skip
MEN = (
    "Budi", "Agus", "Andi", "Dimas", "Eko", "Fajar", "Galih", "Hendra", "Iwan", "Joko", "Krisna",
    "Lukman", "Made", "Nanda", "Oki", "Putra", "Rizky", "Surya", "Taufik", "Umar", "Wahyu", "Yoga",
    "Zaki", "Arif", "Bayu", "Candra", "Dedi", "Fikri", "Gilang", "Hari", "Ilham", "Jefri", "Reza",
    "Rudi", "Slamet", "Teguh", "Wawan", "Yusuf", "Asep", "Ujang", "Ketut", "Gede", "Togar", "Ucok",
    "Daeng", "Imam", "Anton", "Bagus", "Doni", "Ferry",
)  # fmt: skip
LAST = (
    "Santoso", "Wijaya", "Pratama", "Saputra", "Hidayat", "Nugroho", "Setiawan", "Kurniawan",
    "Wibowo", "Siregar", "Nasution", "Simanjuntak", "Hutapea", "Lubis", "Harahap", "Sitorus",
    "Permana", "Suryana", "Hermawan", "Gunawan", "Maulana", "Ramadhan", "Firmansyah", "Rahayu",
    "Lestari", "Handayani", "Anggraini", "Kusuma", "Prasetyo", "Susanto", "Utami", "Wulandari",
    "Safitri", "Oktaviani", "Marpaung", "Manurung", "Sihombing", "Tanjung", "Chaniago", "Rangkuti",
    "Wardana", "Adiputra", "Suardana", "Lubuk", "Mokoginta", "Lengkong", "Rumbai", "Tuasikal",
    "Patty", "Latuconsina", "Basri", "Daulay", "Syahputra", "Zulkarnain", "Halim", "Salim",
)  # fmt: skip
DOMAINS = ("example.com", "example.net", "example.org")
# Mobile prefixes that no operator has been given: these telephones ring nowhere.
PREFIXES = ("834", "835", "836", "824", "825", "826")

STREETS = (
    "Jl. Melati", "Jl. Mawar", "Jl. Kenanga", "Jl. Merdeka", "Jl. Diponegoro", "Jl. Sudirman",
    "Jl. Gatot Subroto", "Jl. Ahmad Yani", "Jl. Pahlawan", "Jl. Veteran", "Jl. Kartini",
    "Jl. Imam Bonjol", "Jl. Cempaka", "Jl. Flamboyan", "Jl. Anggrek", "Jl. Rajawali", "Jl. Merpati",
    "Jl. Cendrawasih", "Jl. Mangga", "Jl. Rambutan", "Jl. Pelita", "Jl. Sawo", "Jl. Teratai",
    "Jl. Dahlia", "Jl. Bougenville", "Gg. Masjid", "Gg. Kelinci", "Gg. Haji Saleh", "Jl. Pasar Lama",
    "Jl. Raya Timur", "Jl. Stasiun", "Jl. Pesantren", "Perum Griya Asri Blok", "Perum Taman Sari Blok",
    "Kompleks Permata Hijau Blok",
)  # fmt: skip
LANDMARKS = (
    "depan musala", "sebelah warung Bu Tini", "pagar hijau", "seberang SD", "dekat pos ronda",
    "belakang minimarket", "rumah cat putih lantai dua", "samping bengkel", "masuk gang kedua kiri",
    "dekat lapangan voli", "titip satpam kalau kosong", "seberang puskesmas",
)  # fmt: skip
STAFF = (
    ("Ratih Kusumawardani", "owner"),
    ("Bram Hadiputra", "sales"),
    ("Nyoman Sudarta", "warehouse"),
    ("Lala Permatasari", "marketing"),
    ("Yohana Simbolon", "analyst"),
    ("Dodi Firmanto", "support"),
)


@dataclass(frozen=True)
class Person:
    name: str
    email: str
    phone: str  # E.164


def make_person(rng: random.Random, number: int, *, woman: bool) -> Person:
    """`number` makes e-mail and telephone unique."""
    first = rng.choice(WOMEN if woman else MEN)
    last = rng.choice(LAST)
    name = f"{first} {last}" if rng.random() < 0.93 else first
    local = f"{first.split()[-1]}{rng.choice(('.', '', '_'))}{last}{number}".lower()
    phone = f"+62{PREFIXES[number % len(PREFIXES)]}{10_000_000 + number * 7919 % 89_999_999}"
    return Person(name, f"{local}@{rng.choice(DOMAINS)}", phone)


def street(rng: random.Random) -> str:
    name = rng.choice(STREETS)
    if name.endswith("Blok"):
        return f"{name} {rng.choice('ABCDEFGH')}{rng.randint(1, 24)} No. {rng.randint(1, 40)}"
    tail = f" RT {rng.randint(1, 12):02}/RW {rng.randint(1, 15):02}" if rng.random() < 0.6 else ""
    return f"{name} No. {rng.randint(1, 180)}{tail}"


def landmark(rng: random.Random) -> str:
    return rng.choice(LANDMARKS) if rng.random() < 0.35 else ""
