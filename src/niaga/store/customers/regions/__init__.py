"""The regions of Indonesia, down to the kelurahan, as shipped with the shop.

Source: Kepmendagri 300.2.2-2138/2025 and postal codes, as compiled by the projects named in
NOTICE (MIT).
"""

import csv
import io
import lzma
from collections.abc import Iterator
from importlib.resources import files

from django.db import connection

from niaga.store.customers.models import Region

SHIPPED = 83_762

_INSERT = """
    INSERT INTO customers_region
        (code, village, district, city, province, postal_code, search_text)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT DO NOTHING
"""
# Official names are long where people use short ones; both are found by the look-up.
_SHORT_PROVINCES = {
    "Daerah Khusus Ibukota Jakarta": "DKI Jakarta",
    "Daerah Istimewa Yogyakarta": "DI Yogyakarta",
}


def shipped_regions() -> Iterator[tuple[str, ...]]:
    """Every kelurahan and desa (83,762), in the order of their codes; fields as in `_INSERT`."""
    packed = files(__package__).joinpath("regions.csv.xz").read_bytes()
    names: dict[str, str] = {}
    for row in csv.DictReader(io.StringIO(lzma.decompress(packed).decode("utf-8"))):
        code, name = row["code"], row["name"]
        if len(code) < 13:
            names[code] = _SHORT_PROVINCES.get(name, name)
            continue
        place = (name, names[code[:8]], names[code[:5]], names[code[:2]])
        yield (code, *place, row["postal_code"], " ".join(place).lower())


def load_regions() -> int:
    """Fill the table unless it is full; answers how many rows are new."""
    before = Region.objects.count()
    if before >= SHIPPED:
        return 0
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT, list(shipped_regions()))  # bulk_create takes four times as long
    return Region.objects.count() - before
