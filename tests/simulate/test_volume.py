from datetime import date
from pathlib import Path
from typing import Any

from niaga.metrics import query
from niaga.simulate.volume.writing import Volume, write_volume


def test_a_shop_of_any_size_is_whole_and_the_same_again(settings: Any, tmp_path: Path) -> None:
    names = ("orders", "new_customers", "net_sales", "customers", "on_time_share")
    found = []
    for home in ("one", "two"):
        settings.NIAGA_HOME = tmp_path / home
        settings.NIAGA_WAREHOUSE = tmp_path / home / "warehouse"
        rows = write_volume(Volume("besar", 2_000, 4, date(2026, 7, 1)), lambda step: None)
        assert rows["orders"] == rows["payments"] == 2_000
        found.append([query([name], "besar")[0].value for name in names])
        by_month = query(["net_sales"], "besar", grain="month")[0].values
        assert sum(by_month.values()) == found[-1][2]
    assert found[0] == found[1]
    assert found[0][0] == 2_000
    assert 0 < found[0][1] <= found[0][3]
