"""Where buyers live, and how couriers serve them."""

from dataclasses import dataclass

# Kemendagri codes of regencies and cities, with their share of the shop's buyers
CITIES: dict[str, float] = {
    "32.73": 4.6, "32.04": 2.2, "32.77": 1.8, "32.17": 1.6, "32.16": 3.0, "32.75": 5.0,
    "32.76": 4.2, "32.01": 4.4, "32.71": 2.2, "32.05": 1.0, "32.78": 1.0, "32.74": 0.9,
    "32.15": 1.5, "31.71": 3.4, "31.72": 3.8, "31.73": 5.2, "31.74": 6.8, "31.75": 6.4,
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
class Service:
    """`share` is how often buyers choose it; `late` how often a parcel of an ordinary week misses
    the courier's own estimate."""

    courier: str
    service: str
    share: float
    late: float
    prefix: str  # of tracking numbers


SERVICES = {
    (service.courier, service.service): service
    for service in (
        Service("jne", "REG", 0.28, 0.03, "JNE"),
        Service("jne", "YES", 0.07, 0.05, "JNY"),
        Service("jne", "OKE", 0.08, 0.045, "JNO"),
        Service("jnt", "EZ", 0.30, 0.035, "JP"),
        Service("sicepat", "REG", 0.17, 0.055, "0009"),
        Service("sicepat", "HALU", 0.10, 0.075, "0008"),
    )
}
OTHER = Service("", "", 0.05, 0.07, "X")
FAR_PROVINCES = frozenset(("53", "72", "74", "75", "76", "81", "82", "91", "92", "94", "96"))
