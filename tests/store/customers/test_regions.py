"""Every kelurahan is there, whatever was there before."""

import pytest

from niaga.store.customers.models import Region
from niaga.store.customers.regions import SHIPPED, load_regions

pytestmark = pytest.mark.django_db


def test_what_is_missing_is_loaded_and_nothing_is_written_over() -> None:
    Region.objects.create(code="31.71.06.1001", village="Nama lama")
    assert load_regions() == SHIPPED - 1
    assert load_regions() == 0
    assert Region.objects.get(code="31.71.06.1001").village == "Nama lama"
    assert Region.objects.filter(code="31.71.06.1002").values().get() == {
        "code": "31.71.06.1002",
        "village": "Pegangsaan",
        "district": "Menteng",
        "city": "Kota Administrasi Jakarta Pusat",
        "province": "DKI Jakarta",
        "postal_code": "10320",
        "search_text": "pegangsaan menteng kota administrasi jakarta pusat dki jakarta",
    }
