"""Where buyers live, and what couriers charge to bring them a parcel from Bandung."""

from dataclasses import dataclass

# Kemendagri codes of regencies and cities, with their share of the shop's buyers
CITIES: dict[str, float] = {
    "32.73": 9.0, "32.04": 4.2, "32.77": 1.8, "32.17": 1.6, "32.16": 3.0, "32.75": 5.0,
    "32.76": 4.2, "32.01": 4.4, "32.71": 2.2, "32.05": 1.0, "32.78": 1.0, "32.74": 0.9,
    "32.15": 1.5, "31.71": 2.4, "31.72": 2.6, "31.73": 3.6, "31.74": 4.8, "31.75": 4.6,
    "36.71": 3.6, "36.74": 3.2, "36.03": 2.4, "36.73": 0.8, "33.74": 2.6, "33.72": 1.5,
    "33.22": 0.7, "33.02": 0.8, "33.28": 0.6, "34.71": 1.6, "34.04": 2.0, "34.02": 0.9,
    "35.78": 4.4, "35.15": 2.2, "35.73": 2.0, "35.07": 1.0, "35.09": 0.7, "35.25": 0.8,
    "51.71": 2.0, "51.03": 1.3, "52.71": 0.7, "53.71": 0.4, "12.71": 2.4, "12.07": 0.9,
    "14.71": 1.1, "13.71": 1.0, "16.71": 1.3, "18.71": 1.2, "21.71": 1.2, "15.71": 0.6,
    "11.71": 0.6, "17.71": 0.3, "19.71": 0.3, "61.71": 0.8, "63.71": 0.8, "64.72": 0.9,
    "64.71": 0.9, "62.71": 0.4, "65.71": 0.2, "73.71": 1.9, "71.71": 0.7, "72.71": 0.4,
    "74.71": 0.4, "75.71": 0.2, "81.71": 0.3, "82.71": 0.15, "91.71": 0.3,
}  # fmt: skip


@dataclass(frozen=True)
class Zone:
    """What REG costs for the first kilogram, and the days it takes."""

    first_kg: int
    days: tuple[int, int]
    cash_on_delivery: bool


_NEAR, _JAVA, _BALI = (
    Zone(11_000, (1, 2), True),
    Zone(17_000, (2, 3), True),
    Zone(24_000, (3, 4), True),
)
_SUMATRA, _BORNEO = Zone(33_000, (3, 5), True), Zone(42_000, (4, 6), True)
_EAST, _FAR = Zone(56_000, (5, 8), False), Zone(92_000, (6, 11), False)
ZONES: dict[str, Zone] = (
    dict.fromkeys(("31", "32", "36"), _NEAR)
    | dict.fromkeys(("33", "34", "35"), _JAVA)
    | dict.fromkeys(("51", "18", "16"), _BALI)
    | dict.fromkeys(("11", "12", "13", "14", "15", "17", "19", "21"), _SUMATRA)
    | dict.fromkeys(("61", "62", "63", "64", "65", "73", "71", "52"), _BORNEO)
    | dict.fromkeys(("53", "72", "74", "75", "76", "81", "82"), _EAST)
    | dict.fromkeys(("91", "92", "93", "94", "95", "96"), _FAR)
)


@dataclass(frozen=True)
class Service:
    """A courier's service: `price` and `haste` in relation to REG; `share` is how often chosen.

    `late` is how likely a parcel misses its promise in an ordinary week.
    """

    courier: str
    service: str
    name: str
    price: float
    haste: float
    share: float
    late: float
    cash_on_delivery: bool


SERVICES = (
    Service("jne", "REG", "JNE Reguler", 1.0, 1.0, 0.27, 0.055, True),
    Service("jne", "YES", "JNE YES (esok sampai)", 1.9, 0.5, 0.06, 0.08, False),
    Service("jne", "OKE", "JNE OKE (hemat)", 0.86, 1.5, 0.07, 0.07, False),
    Service("jnt", "EZ", "J&T EZ", 1.02, 1.0, 0.30, 0.06, True),
    Service("sicepat", "REG", "SiCepat Reguler", 0.95, 1.0, 0.17, 0.085, True),
    Service("sicepat", "HALU", "SiCepat HALU (hemat)", 0.78, 1.6, 0.09, 0.11, True),
    Service("sicepat", "BEST", "SiCepat BEST (esok sampai)", 1.6, 0.5, 0.04, 0.10, False),
)


def rate(service: Service, zone: Zone) -> tuple[int, int, int, int]:
    """First kilogram, each further one (whole rupiah), fewest and most days."""
    first = round(zone.first_kg * service.price / 1000) * 1000
    low = max(1, round(zone.days[0] * service.haste))
    high = max(low, round(zone.days[1] * service.haste))
    return first, round(first * 0.9 / 1000) * 1000, low, high


def offered(service: Service, province: str) -> bool:
    """Next-day services fly only where they arrive the next day or two."""
    return service.haste >= 1 or ZONES[province] in (_NEAR, _JAVA, _BALI)
