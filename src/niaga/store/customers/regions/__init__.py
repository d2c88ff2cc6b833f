"""The regions of Indonesia, down to the kelurahan, as shipped with the shop.

Source: Kepmendagri 300.2.2-2138/2025 and postal codes, as compiled by the projects named in
NOTICE (MIT).
"""

import csv
import io
import lzma
from collections.abc import Iterator
from importlib.resources import files

from niaga.store.customers.models import Region

SHIPPED = 83_762

# Official names are long where people use short ones; both are found by the look-up.
_SHORT_PROVINCES = {
    "Daerah Khusus Ibukota Jakarta": "DKI Jakarta",
    "Daerah Istimewa Yogyakarta": "DI Yogyakarta",
}


def shipped_regions() -> Iterator[Region]:
    """Every kelurahan and desa (83,762), unsaved, in the order of their codes."""
    packed = files(__package__).joinpath("regions.csv.xz").read_bytes()
    names: dict[str, str] = {}
    for row in csv.DictReader(io.StringIO(lzma.decompress(packed).decode("utf-8"))):
        code, name = row["code"], row["name"]
        if len(code) < 13:
            names[code] = _SHORT_PROVINCES.get(name, name)
            continue
        place = [name, names[code[:8]], names[code[:5]], names[code[:2]]]
        yield Region(
            code=code,
            village=place[0],
            district=place[1],
            city=place[2],
            province=place[3],
            postal_code=row["postal_code"],
            search_text=" ".join(place).lower(),
        )


def load_regions() -> int:
    """Fill the table unless it is full; answers how many rows are new."""
    before = Region.objects.count()
    if before >= SHIPPED:
        return 0
    Region.objects.bulk_create(shipped_regions(), batch_size=2000, ignore_conflicts=True)
    return Region.objects.count() - before
