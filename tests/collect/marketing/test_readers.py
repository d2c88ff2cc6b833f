"""Readers of campaigns, cost and social media, on small files made here and on the public ones."""

import csv
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from niaga.collect import (
    completejourney,
    hillstrom,
    mailing,
    marketing_campaign,
    social,
    spend,
)
from niaga.collect.named import AmbiguousDays
from niaga.collect.problems import FilesMissing, WrongColumns
from niaga.collect.spend.reader import NoChannel
from niaga.collect.staging import SourceShop, Staged

SHOP = SourceShop("kshoes", "Kshoe's", "IDR", "Asia/Jakarta")


def total(staged: Staged, table: str, column: str) -> int:
    return int(pc.sum(staged.table(table)[column].cast(pa.int64())).as_py() or 0)


def reasons(staged: Staged) -> list[tuple[int, str]]:
    return [(r["row"], r["reason"]) for r in staged.table("rejects").to_pylist()]


def test_a_campaign_with_a_control_group(tmp_path: Path) -> None:
    file = tmp_path / "hillstrom.csv"
    file.write_text(
        "recency,history_segment,history,mens,womens,zip_code,newbie,channel,segment,visit,"
        "conversion,spend\n"
        '10,"6) $750 - $1,000",142.44,1,0,Surburban,0,Phone,Womens E-Mail,1,1,12.50\n'
        "6,3) $200 - $350,329.08,1,1,Rural,1,Web,No E-Mail,0,0,0\n"
        "6,3) $200 - $350,329.08,1,1,Rural,1,Web,Some E-Mail,0,0,0\n"
        * 1
        + "6,3) $200 - $350,329.08,1,1,Rural,1,Web,Mens E-Mail,0,0,0\n" * 6
    )
    assert hillstrom.detect(file) == 1.0
    staged = hillstrom.read(file, tmp_path / "work", hillstrom.SHOP, {})
    first, second = staged.table("contacts").slice(0, 2).to_pylist()
    assert (first["arm"], first["converted"], first["value"]) == ("Womens E-Mail", True, 1_250)
    assert (second["arm"], second["day"], second["opened"]) == ("control", None, None)
    assert reasons(staged) == [(4, "unknown_value")]


HEAD = """
ID Year_Birth Education Marital_Status Income Kidhome Teenhome Dt_Customer Recency MntWines
MntFruits MntMeatProducts MntFishProducts MntSweetProducts MntGoldProds NumDealsPurchases
NumWebPurchases NumCatalogPurchases NumStorePurchases NumWebVisitsMonth AcceptedCmp3 AcceptedCmp4
AcceptedCmp5 AcceptedCmp1 AcceptedCmp2 Complain Z_CostContact Z_Revenue Response
"""


def campaign_rows() -> list[dict[str, Any]]:
    head = HEAD.split()
    first = [1, 1970, "PhD", "Single", 58138, 0, 0, "2012-09-04", 5, 10, 1, 2, 3, 4, 6, 1, 2, 3, 4,
             7, 0, 1, 0, 0, 0, 0, 3, 11, 1]  # fmt: skip
    second = [2, 1900, "Basic", "YOLO", "", 1, 0, "2014-03-08", 9, 20, 0, 0, 0, 0, 0, 1, 1, 0, 0,
              7, 0, 0, 0, 0, 0, 0, 3, 11, 0]  # fmt: skip
    return [dict(zip(head, row, strict=True)) for row in (first, second)]


def written(path: Path, rows: list[dict[str, Any]], delimiter: str, bom: bool = False) -> Path:
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_both_layouts_of_the_campaign_file_say_the_same(tmp_path: Path) -> None:
    rows = campaign_rows()
    one = written(tmp_path / "one.csv", rows, ";", bom=True)
    for row in rows:
        row["Dt_Customer"] = "-".join(reversed(row["Dt_Customer"].split("-")))
    other = written(tmp_path / "other.csv", rows, "\t")
    first, second = (
        marketing_campaign.read(path, tmp_path / path.stem, marketing_campaign.SHOP, {})
        for path in (one, other)
    )
    for table in ("contacts", "spend", "purchase_totals", "customers"):
        assert first.table(table).equals(second.table(table))
    contacts = first.table("contacts").to_pylist()
    taken = {(c["campaign_id"], c["customer_ref"]) for c in contacts if c["converted"]}
    assert taken == {("4", "1"), ("6", "1")}
    assert {c["value"] for c in contacts if c["campaign_id"] == "6"} == {1_100, 0}
    assert first.table("spend")["amount"].to_pylist() == [600]
    assert total(first, "purchase_totals", "amount") == 4_000  # gold is counted in the others
    assert total(first, "purchase_totals", "purchases") == 10
    assert {c["segment"] for c in contacts} == {"50–75k", None}


def test_another_segment_is_another_load(tmp_path: Path) -> None:
    file = written(tmp_path / "one.csv", campaign_rows(), ";")
    staged = marketing_campaign.read(
        file, tmp_path / "work", marketing_campaign.SHOP, {"segment": "age"}
    )
    assert set(staged.table("contacts")["segment"].to_pylist()) == {"40–50", None}
    prints = {marketing_campaign.fingerprint(file, o) for o in ({}, {"segment": "age"})}
    assert len(prints) == 2


def journey(folder: Path) -> Path:
    """Two baskets: cents that do not divide, fuel, a stranger, and a row that sold nothing."""
    at = datetime(2017, 1, 2, 3, 30)  # the evening of 1 January in New York
    bought = [
        (1, 7, 100, 10, 3, 1.00, 0.25, 0.00, at),
        (1, 7, 100, 11, 12_000, 25.00, 0.00, 0.00, at),
        (2, 7, 101, 99, 1, 2.00, 0.00, 0.50, at),
        (2, 7, 101, 10, 0, 0.00, 0.00, 0.00, at),
    ]
    names = ["household_id", "store_id", "basket_id", "product_id", "quantity", "sales_value",
             "retail_disc", "coupon_match_disc", "transaction_timestamp"]  # fmt: skip
    tables = {
        "transactions": dict(zip(names, map(list, zip(*bought, strict=True)), strict=True)),
        "products": {
            "product_id": [10, 11],
            "product_category": ["MILK", "FUEL"],
            "product_type": ["MILK", "GASOLINE-REG"],
            "package_size": ["1 GA", None],
        },
        "demographics": {"household_id": [1], "income": ["35-49K"]},
        "campaigns": {"campaign_id": [5, 5], "household_id": [1, 3]},
        "campaign_descriptions": {
            "campaign_id": [5],
            "campaign_type": ["Type A"],
            "start_date": [datetime(2017, 1, 1)],
            "end_date": [datetime(2017, 1, 1)],
        },
        "coupon_redemptions": {"household_id": [1, 1], "campaign_id": [5, 5]},
    }
    for name, columns in tables.items():
        pq.write_table(pa.table(columns), folder / f"{name}.parquet")
    return folder


def test_baskets_are_exact_to_the_cent(tmp_path: Path) -> None:
    staged = completejourney.read(journey(tmp_path), tmp_path, completejourney.SHOP, {})
    lines = staged.table("lines").to_pylist()
    first = [line for line in lines if line["product_id"] == "10"]
    assert [(line["quantity"], line["unit_price"]) for line in first] == [(1, 41), (2, 42)]
    gross = sum(line["quantity"] * line["unit_price"] for line in lines)
    assert gross == 125 + 2_500 + 250
    assert gross - sum(line["discount"] for line in lines) == 2_800
    fuel = next(line for line in lines if line["product_id"] == "11")
    assert (fuel["quantity"], fuel["unit_price"]) == (1, 2_500)
    assert reasons(staged) == [(4, "nothing_sold")]
    assert {p["product_id"]: p["category"] for p in staged.table("products").to_pylist()} == {
        "10": "MILK", "11": "FUEL", "99": None,
    }  # fmt: skip


def test_coupons_redeemed_convert_once_and_spending_is_of_the_window(tmp_path: Path) -> None:
    staged = completejourney.read(journey(tmp_path), tmp_path, completejourney.SHOP, {})
    one, three = staged.table("contacts").to_pylist()
    assert (one["converted"], one["value"], one["segment"]) == (True, 2_600, "35-49K")
    assert (three["converted"], three["value"], three["segment"]) == (False, 0, None)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    journey(tmp_path)
    (tmp_path / "campaigns.parquet").unlink()
    with pytest.raises(FilesMissing, match=r"campaigns\.parquet"):
        completejourney.fingerprint(tmp_path, {})


def test_the_whole_year_of_baskets(shared_data: Path) -> None:
    folder = shared_data / "completejourney"
    staged = completejourney.read(folder, folder, completejourney.SHOP, {})
    lines = staged.table("lines")
    gross = pc.sum(pc.multiply(lines["quantity"], lines["unit_price"])).as_py()
    assert gross - total(staged, "lines", "discount") == 459_603_958  # Σ sales_value, in cents
    assert staged.table("orders").num_rows == 155_520
    assert total(staged, "contacts", "converted") == 792


def test_the_whole_of_both_campaign_files(shared_data: Path, tmp_path: Path) -> None:
    mails = hillstrom.read(shared_data / "hillstrom", tmp_path / "h", hillstrom.SHOP, {})
    assert mails.table("contacts").num_rows == 64_000
    assert total(mails, "contacts", "converted") == 578
    people = marketing_campaign.read(
        shared_data / "marketing_campaign", tmp_path / "m", marketing_campaign.SHOP, {}
    )
    answers = people.table("contacts").group_by("campaign_id")
    sums = answers.aggregate([("campaign_id", "count")]).to_pylist()
    assert {row["campaign_id_count"] for row in sums} == {2_240}
    assert total(people, "spend", "amount") == 672_000
    assert total(people, "contacts", "value") == 367_400


def test_cost_in_indonesian_with_a_preamble_and_a_total(tmp_path: Path) -> None:
    file = tmp_path / "iklan.csv"
    file.write_text(
        "Laporan iklan;;;;;\n"
        "Tanggal;Nama Kampanye;Platform;Jumlah yang dibelanjakan (IDR);Tayangan;Klik;"
        "Hasil;Nilai konversi\n"
        "13/01/2026;lari;google;Rp 1.250.000;12.500;340;12;4.500.000\n"
        "13/01/2026;lari;google;250.000,50;500;10;;\n"
        "14/01/2026;merek;google;100.000;2.000;10;1;0\n"
        "15/01/2026;merek;google;200.000;2.000;10;1;0\n"
        "16/01/2026;merek;google;-5;2.000;10;1;0\n"
        "Total;;;1.500.000;13.000;350;12;\n"
    )
    assert spend.detect(file) > 0.5
    assert social.detect(file) == 0.0
    staged = spend.read(file, tmp_path, SHOP, {})
    first = staged.table("spend").to_pylist()[0]
    assert (first["day"], first["channel"], first["campaign"]) == (
        date(2026, 1, 13), "google", "lari",
    )  # fmt: skip
    # two advertisements of a day are added; what one of them does not tell stays told by the other
    assert (first["amount"], first["impressions"], first["clicks"]) == (1_500_001, 13_000, 350)
    assert (first["claimed_conversions"], first["claimed_value"]) == (12, 4_500_000)
    assert reasons(staged) == [(7, "negative_amount"), (8, "unreadable_date")]


def test_the_channel_has_to_be_known(tmp_path: Path) -> None:
    file = tmp_path / "ads.csv"
    file.write_text("Day,Campaign,Cost\n2026-01-13,brand,10.40\n")
    with pytest.raises(NoChannel):
        spend.read(file, tmp_path, SHOP, {})
    staged = spend.read(file, tmp_path, SHOP, {"channel": "google"})
    assert staged.table("spend").to_pylist()[0]["channel"] == "google"
    assert staged.table("spend").to_pylist()[0]["amount"] == 10


def test_days_that_can_be_read_two_ways_are_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "ads.csv"
    file.write_text("Day,Channel,Cost\n03/04/2026,google,10\n05/04/2026,google,10\n")
    with pytest.raises(AmbiguousDays):
        spend.read(file, tmp_path, SHOP, {})
    staged = spend.read(file, tmp_path, SHOP, {"dates": "mdy"})
    assert staged.table("spend")["day"].to_pylist() == [date(2026, 3, 4), date(2026, 5, 4)]


def test_social_media_by_day_and_post(tmp_path: Path) -> None:
    file = tmp_path / "ig.csv"
    file.write_text(
        "date,post id,impressions,reach,likes,comments,shares,clicks,followers\n"
        "2026-01-13,,1000,800,20,3,1,5,1200\n"
        "2026-01-13,p1,400,300,20,3,1,5,\n"
        "2026-01-13,p1,400,300,20,3,1,5,\n"
    )
    staged = social.read(file, tmp_path, SHOP, {"platform": "instagram"})
    rows = staged.table("social").to_pylist()
    assert [(r["platform"], r["post_id"], r["followers"]) for r in rows] == [
        ("instagram", "", 1200), ("instagram", "p1", None),
    ]  # fmt: skip
    assert reasons(staged) == [(4, "duplicate_key")]


def test_recipients_meet_customers_by_a_hash_and_never_by_address(
    tmp_path: Path, settings: Any
) -> None:
    settings.NIAGA_HOME = tmp_path
    file = tmp_path / "surat.csv"
    file.write_text(
        "Kampanye,Tanggal kirim,E-mail,Kelompok,Dibuka,Diklik,Berkonversi\n"
        "Ramadan,2026-03-01,Budi@Example.com,surat A,ya,tidak,ya\n"
        "Ramadan,2026-03-01,siti@example.com,pembanding,,,tidak\n"
        "Ramadan,2026-03-01,budi@example.com,surat A,ya,tidak,ya\n"
        "Ramadan,2026-03-01,,surat A,ya,tidak,ya\n"
    )
    assert mailing.detect(file) > 0.5
    staged = mailing.read(file, tmp_path, SHOP, {})
    budi, siti = staged.table("contacts").to_pylist()
    assert (budi["arm"], budi["opened"], budi["clicked"], budi["converted"]) == (
        "surat A", True, False, True,
    )  # fmt: skip
    assert (siti["arm"], siti["opened"], siti["converted"]) == ("control", None, False)
    assert "@" not in str(staged.table("customers").to_pylist())
    assert staged.table("customers")["email_key"].null_count == 0
    assert reasons(staged) == [(4, "duplicate_key"), (5, "missing_value")]


def test_how_a_sender_groups_people_is_kept_beside_the_arm(tmp_path: Path, settings: Any) -> None:
    settings.NIAGA_HOME = tmp_path
    file = tmp_path / "surat.csv"
    file.write_text(
        "Kampanye,E-mail,Segmen pelanggan,Kelompok,Berkonversi\n"
        "Ramadan,budi@example.com,pelanggan tetap,surat A,ya\n"
        "Ramadan,siti@example.com,,surat A,tidak\n"
    )
    rows = mailing.read(file, tmp_path, SHOP, {}).table("contacts").to_pylist()
    assert [(r["segment"], r["arm"]) for r in rows] == [
        ("pelanggan tetap", "surat A"), (None, "surat A"),
    ]  # fmt: skip


def test_a_refused_row_is_kept_without_whom_it_was_sent_to(tmp_path: Path, settings: Any) -> None:
    settings.NIAGA_HOME = tmp_path
    file = tmp_path / "surat.csv"
    file.write_text(
        "Kampanye,Email,ID pelanggan,Belanja\n"
        "Ramadan,budi@example.com,0812-1111-2222,10000\n"
        "Ramadan,siti@example.com,0812-3333-4444,banyak\n"
    )
    (refused,) = mailing.read(file, tmp_path, SHOP, {}).table("rejects").to_pylist()
    assert (refused["row"], refused["reason"]) == (3, "not_an_amount")
    assert refused["raw"] == '{"campaign": "Ramadan"}'


def test_a_list_without_people_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "surat.csv"
    file.write_text("Kampanye,Dibuka\nRamadan,ya\n")
    with pytest.raises(WrongColumns):
        mailing.read(file, tmp_path, SHOP, {})
