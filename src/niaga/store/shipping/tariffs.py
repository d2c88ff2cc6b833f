"""The tariffs that a new shop starts with: by service and province, from Jakarta.

They are a starting table of the usual order of magnitude, not the couriers' price lists, which
depend on contract and origin; the owner sets the shop's own.
"""

from collections.abc import Iterator

from niaga.store.shipping.models import ShippingRate

# Provinces by distance from Jakarta: (first kilogram, each further one, days from, days to) of a
# regular service; whole rupiah and calendar days.
_ZONES: dict[str, tuple[tuple[str, ...], tuple[int, int, int, int]]] = {
    "jabodetabek": (("31", "36"), (10_000, 9_000, 1, 2)),
    "west_java": (("32",), (12_000, 11_000, 1, 3)),
    "java": (("33", "34", "35"), (18_000, 17_000, 2, 4)),
    "bali_south_sumatra": (("51", "16", "17", "18"), (24_000, 23_000, 3, 5)),
    "sumatra": (("11", "12", "13", "14", "15", "19", "21"), (34_000, 33_000, 3, 6)),
    "kalimantan": (("61", "62", "63", "64", "65"), (39_000, 38_000, 4, 7)),
    "sulawesi_nusa_tenggara": (
        ("52", "53", "71", "72", "73", "74", "75", "76"),
        (45_000, 44_000, 4, 8),
    ),
    "maluku": (("81", "82"), (62_000, 61_000, 6, 10)),
    "papua": (("91", "92", "93", "94", "95", "96"), (88_000, 86_000, 6, 12)),
}

# (courier, service, name, price in percent of regular, days less, cash on delivery, zones or all)
_SERVICES: tuple[tuple[str, str, str, int, int, bool, tuple[str, ...]], ...] = (
    ("jne", "REG", "JNE Reguler", 100, 0, True, ()),
    (
        "jne",
        "YES",
        "JNE YES (esok sampai)",
        180,
        9,
        False,
        ("jabodetabek", "west_java", "java", "bali_south_sumatra"),
    ),
    ("jne", "OKE", "JNE OKE (hemat)", 88, -2, False, ("java", "bali_south_sumatra", "sumatra")),
    ("jnt", "EZ", "J&T EZ", 98, 0, True, ()),
    ("sicepat", "REG", "SiCepat Reguler", 96, 0, True, ()),
    (
        "sicepat",
        "HALU",
        "SiCepat Halu (hemat)",
        80,
        -1,
        False,
        ("jabodetabek", "west_java", "java"),
    ),
)


def starting_tariffs() -> Iterator[ShippingRate]:
    for courier, service, name, percent, faster, cash, only in _SERVICES:
        for zone, (provinces, (first, following, fastest, slowest)) in _ZONES.items():
            if only and zone not in only:
                continue
            for province in provinces:
                yield ShippingRate(
                    courier=courier,
                    service=service,
                    name=name,
                    province_code=province,
                    first_kg=_to_500(first * percent),
                    next_kg=_to_500(following * percent),
                    days_min=max(1, fastest - faster),
                    days_max=max(1, slowest - faster),
                    cash_on_delivery=cash,
                )


def _to_500(hundredths: int) -> int:
    return (hundredths // 100 + 499) // 500 * 500


def load_tariffs() -> int:
    """Fill the table unless it has rows; answers how many were written."""
    if ShippingRate.objects.exists():
        return 0
    return len(ShippingRate.objects.bulk_create(starting_tariffs()))
