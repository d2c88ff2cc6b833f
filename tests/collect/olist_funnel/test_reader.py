"""Leads and deals: blanks as they are, nothing guessed, a deal without its lead refused."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from niaga.collect import olist_funnel
from niaga.collect.problems import FilesMissing, ImportRefused, WrongColumns
from niaga.collect.staging import Staged

LEADS = "olist_marketing_qualified_leads_dataset.csv"
DEALS = "olist_closed_deals_dataset.csv"


def key(text: str) -> str:
    return text.encode().hex().ljust(32, "0")[:32]


def lead(name: str, day: str, origin: str = "social") -> str:
    return f"{key(name)},{day},{key('page')},{origin}\n"


def deal(lead_name: str, seller: str, won: str, segment: str = "pet") -> str:
    head = f"{key(lead_name)},{key(seller)},{key('sdr')},{key('sr')},{won}"
    return f"{head},{segment},online_medium,cat,,,,reseller,,0.0\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / LEADS).write_text(
        "mql_id,first_contact_date,landing_page_id,origin\n"
        + lead("a", "2018-02-01")
        + lead("b", "2018-02-02", "")
        + lead("c", "2018-03-01", "unknown")
        + "".join(lead(f"x{n}", "2018-03-02", "email") for n in range(10))
    )
    (tmp_path / DEALS).write_text(
        "mql_id,seller_id,sdr_id,sr_id,won_date,business_segment,lead_type,lead_behaviour_profile,"
        "has_company,has_gtin,average_stock,business_type,declared_product_catalog_size,"
        "declared_monthly_revenue\n"
        + deal("a", "s1", "2018-02-26 23:30:00")
        + deal("c", "s2", "2018-02-27 10:00:00", "")
        + "".join(deal(f"x{n}", f"t{n}", "2018-04-01 00:00:00") for n in range(8))
    )
    return tmp_path


def staged(folder: Path, work: Path) -> Staged:
    return olist_funnel.read(folder, work, olist_funnel.SHOP, {})


def test_each_lead_with_its_deal(folder: Path, tmp_path: Path) -> None:
    rows = staged(folder, tmp_path / "work").table("leads").to_pylist()
    first, second, third = rows[:3]
    assert len(rows) == 13
    assert (first["lead_id"], first["day"], first["origin"]) == (
        key("a"),
        date(2018, 2, 1),
        "social",
    )
    assert first["seller_id"] == key("s1")
    assert first["won_at"] == datetime(2018, 2, 27, 2, 30, tzinfo=UTC)  # São Paulo is 3 h behind
    assert (second["origin"], second["won_at"], second["seller_id"]) == (None, None, None)
    assert third["origin"] == "unknown"  # told by the source; not the same as blank
    assert third["won_at"] < datetime(2018, 3, 1, tzinfo=UTC)  # won before the first contact: kept
    assert third["segment"] is None


def test_a_deal_without_its_lead_is_refused(folder: Path, tmp_path: Path) -> None:
    with (folder / DEALS).open("a") as file:
        file.write(deal("nobody", "s9", "2018-03-01 00:00:00"))
    found = staged(folder, tmp_path / "work")
    (reject,) = found.table("rejects").to_pylist()
    assert (reject["file"], reject["row"], reject["column"], reject["reason"]) == (
        DEALS,
        12,
        "mql_id",
        "unknown_reference",
    )
    assert found.rejected == {DEALS: 1}
    assert found.rows_in == 24
    assert found.table("leads").num_rows == 13


def test_who_of_the_staff_spoke_with_a_lead_is_never_kept(folder: Path, tmp_path: Path) -> None:
    staged(folder, tmp_path / "work")
    for path in (tmp_path / "work").rglob("*"):
        assert key("sdr").encode() not in path.read_bytes()


@pytest.mark.parametrize("day", ["2018-02-30", "2018-13-01", "01-02-2018", "kemarin"])
def test_a_day_that_is_none_is_refused(folder: Path, tmp_path: Path, day: str) -> None:
    with (folder / LEADS).open("a") as file:
        file.write(lead("z", day))
    (reject,) = staged(folder, tmp_path / "work").table("rejects").to_pylist()
    assert (reject["row"], reject["column"], reject["reason"]) == (
        15,
        "first_contact_date",
        "not_a_date",
    )


def test_a_folder_that_lacks_a_file_or_a_column(folder: Path, tmp_path: Path) -> None:
    assert olist_funnel.detect(folder) == 1.0
    text = (folder / DEALS).read_text()
    (folder / DEALS).write_text(text.replace("won_date", "menang"))
    with pytest.raises(WrongColumns):
        staged(folder, tmp_path / "work")
    (folder / DEALS).unlink()
    assert olist_funnel.detect(folder) == 0.0
    with pytest.raises(FilesMissing):
        olist_funnel.fingerprint(folder, {})


def test_a_torn_file_is_refused(folder: Path, tmp_path: Path) -> None:
    (folder / LEADS).write_bytes(b"\x1f\x8b\x08\x00")
    with pytest.raises(ImportRefused):
        staged(folder, tmp_path / "work")


def test_the_public_files(shared_data: Path, tmp_path: Path) -> None:
    found = olist_funnel.read(shared_data / "olist_funnel", tmp_path, olist_funnel.SHOP, {})
    leads = found.table("leads")
    assert leads.num_rows == 8_000
    assert leads.num_rows - leads["won_at"].null_count == 842
    assert leads["origin"].null_count == 60
    assert found.rejected == {}
