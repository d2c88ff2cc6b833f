import shutil
from pathlib import Path
from typing import Any

import pytest

from niaga.warehouse import load, snapshot
from tests.kept import made_once
from tests.metrics.golden.shop import SHOP, golden_shop
from tests.warehouse import shops


@pytest.fixture(scope="session")
def pencil_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pencil")


@pytest.fixture
def pencil(settings: Any, pencil_home: Path) -> str:
    """The pencil shop, in a warehouse that tests only read; its key."""
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = pencil_home, pencil_home / "warehouse"
    if not settings.NIAGA_WAREHOUSE.exists():
        load.publish(shops.pencil_shop(), shops.LINEAGE, "replace")
    return shops.KSHOES.code


@pytest.fixture(scope="session")
def golden_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("golden")


@pytest.fixture
def golden(settings: Any, golden_home: Path) -> str:
    """The shop of 40 orders, in a warehouse that tests only read; its key."""
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = golden_home, golden_home / "warehouse"
    if snapshot.current().shop(SHOP.code) is None:
        load.publish(golden_shop(), shops.LINEAGE, "replace")
    return SHOP.code


@pytest.fixture(scope="session")
def olist_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This process's copy, still empty."""
    return tmp_path_factory.mktemp("olist") / "home"


@pytest.fixture
def olist(settings: Any, kept_folder: Path, olist_home: Path, shared_data: Path) -> str:
    """The public data set and its funnel, loaded once for tests that only read; its key."""

    def make(home: Path) -> None:
        settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = home, home / "warehouse"
        for kind in ("olist", "olist_funnel"):
            load.import_source(kind, shared_data / kind)

    if not olist_home.exists():
        shutil.copytree(made_once(kept_folder / "olist", make), olist_home)
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = olist_home, olist_home / "warehouse"
    return "olist"
