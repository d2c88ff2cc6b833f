"""What leaves the dashboards as a file: of the same numbers, and for those who may see them."""

import csv
import io
from collections.abc import Callable

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from niaga import metrics
from niaga.kernel.permissions import Role
from niaga.web.csv_cells import harmless
from niaga.web.dashboards.charts import Chart, Series
from niaga.web.dashboards.exports.pictures import standalone, stylesheet, tones

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pencil", "in_march")]
ALL = "periode=semua"


def fetched(client: Client, ending: str, tile: str, query: str = ALL) -> bytes:
    address = reverse("dashboards:file", args=["penjualan", ending, tile])
    response = client.get(f"{address}?{query}")
    assert response.status_code == 200
    assert f".{ending}" in response["Content-Disposition"]
    return bytes(response.content)


def test_a_sheet_has_real_numbers_and_says_what_they_are(owner: Client) -> None:
    book = openpyxl.load_workbook(io.BytesIO(fetched(owner, "xlsx", "over_time")))
    data, about = book.worksheets
    rows = list(data.iter_rows(min_row=2, values_only=True))
    known = metrics.query(["net_sales"], "kshoes", grain="month")[0].values
    sold = {row[0].date(): row[1] for row in rows if row[0] and row[1]}
    assert sold == {month: value for month, value in known.items() if value}
    assert data["A2"].is_date
    told = " ".join(str(cell) for row in about.iter_rows(values_only=True) for cell in row if cell)
    assert "Kshoe's" in told
    assert "Penjualan bersih" in told
    assert "gross_sales − discounts − returns" in told


def test_the_filters_are_in_the_file(owner: Client) -> None:
    body = fetched(owner, "xlsx", "categories", f"{ALL}&kategori=tas")
    about = openpyxl.load_workbook(io.BytesIO(body)).worksheets[1]
    told = [str(cell.value) for row in about.iter_rows() for cell in row]
    assert "Kategori: tas" in told


def test_csv(owner: Client) -> None:
    rows = list(csv.reader(io.StringIO(fetched(owner, "csv", "categories").decode())))
    assert rows[0][0] == "Kategori"
    assert rows[0][2].endswith("(IDR)")
    total = metrics.query(["net_sales"], "kshoes")[0].value
    assert sum(int(row[2]) for row in rows[1:]) == total


@pytest.mark.parametrize(
    ("cell", "written"),
    [("=1+1", "'=1+1"), ("@x", "'@x"), ("sepatu", "sepatu"), (-5, -5), (None, "")],
)
def test_a_text_never_becomes_a_formula(cell: object, written: object) -> None:
    assert harmless(cell) == written


def test_a_file_is_narrowed_and_says_by_what(owner: Client) -> None:
    chosen = f"{ALL}&kategori=tas&kategori=sepatu"
    address = reverse("dashboards:file", args=["penjualan", "csv", "over_time"])
    rows = list(csv.DictReader(io.StringIO(owner.get(f"{address}?{chosen}").content.decode())))
    known = metrics.query(["net_sales"], "kshoes", filters={"category": ["tas", "sepatu"]})[0]
    assert sum(int(row["Penjualan bersih (IDR)"]) for row in rows) == known.value
    address = reverse("dashboards:file", args=["penjualan", "xlsx", "over_time"])
    book = openpyxl.load_workbook(io.BytesIO(owner.get(f"{address}?{chosen}").content))
    told = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any("Kategori: sepatu, tas" in text for text in told)


def test_a_picture(owner: Client) -> None:
    assert fetched(owner, "png", "over_time").startswith(b"\x89PNG")


def test_a_tile_without_a_chart_has_no_picture(owner: Client) -> None:
    address = reverse("dashboards:file", args=["penjualan", "png", "attained"])
    assert owner.get(f"{address}?{ALL}").status_code == 404


@pytest.mark.parametrize("slug", ["ringkasan", "penjualan", "operasi"])
def test_a_board_on_paper(owner: Client, slug: str) -> None:
    response = owner.get(f"{reverse('dashboards:pdf', args=[slug])}?{ALL}")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


def test_files_are_for_those_who_may_open_the_board(staff: Callable[[Role], Client]) -> None:
    client = staff(Role.WAREHOUSE)
    for address in (
        reverse("dashboards:pdf", args=["penjualan"]),
        reverse("dashboards:file", args=["penjualan", "xlsx", "over_time"]),
        reverse("dashboards:file", args=["penjualan", "csv", "over_time"]),
        reverse("dashboards:file", args=["penjualan", "png", "over_time"]),
    ):
        assert client.get(address).status_code == 403


def test_nothing_but_colours_is_left_of_the_tokens() -> None:
    assert "var(" not in stylesheet()
    assert "@media" not in stylesheet()
    assert tones()["main"].startswith("#")


def test_a_picture_needs_no_page() -> None:
    chart = Chart(
        name="c",
        title="T",
        summary="s",
        labels=("a",),
        full_labels=("a",),
        series=(Series("S", "bar", "main", (1,)),),
        tick=str,
        exact=str,
    )
    drawn = standalone(chart)
    assert drawn.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert "<style>" in drawn
    assert 'chart__hover"' not in drawn
