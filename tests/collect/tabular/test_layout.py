"""How tables lie in files of any make."""

import os
import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from niaga.collect.problems import (
    BadWorkbook,
    EmptyFile,
    FileTooLarge,
    ImportRefused,
    NoTable,
    NotText,
    TooManyRejected,
)
from niaga.collect.tabular.layout import plain, sniff
from niaga.collect.tabular.rows import read_columns


def lay(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "berkas.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_separator_and_encoding(tmp_path: Path, separator: str, encoding: str) -> None:
    rows = [["Nº", "Café", "Qty"], ["1", "crème", "3"], ["2", "thé", "4"]]
    path = lay(tmp_path, "\r\n".join(separator.join(row) for row in rows) + "\r\n", encoding)
    layout = sniff(path)
    assert (layout.separator, layout.encoding) == (separator, encoding)
    columns = read_columns(layout, ["Café"])
    assert columns.texts["Café"][0] == ["crème", "thé"]
    assert columns.numbers.tolist() == [2, 3]


def test_preamble_blank_rows_and_rows_of_another_width(tmp_path: Path) -> None:
    path = lay(
        tmp_path, "Laporan\nToko X\n\nNo;Tgl;Rp\n1;01/02/2026;5\n\n;;\n2;x\n3;02/02/2026;6\n"
    )
    layout = sniff(path)
    assert (layout.header_row, layout.columns) == (4, ("No", "Tgl", "Rp"))
    columns = read_columns(layout, layout.columns)
    assert columns.numbers.tolist() == [5, 9]
    assert (columns.misshapen, columns.blank, columns.rows) == ([8], 2, 3)


def test_a_row_that_explains_is_no_data(tmp_path: Path) -> None:
    path = lay(
        tmp_path, "ID,Qty,At\nThe order,Number sold,Time sold\n1\t,2,2026-01-02\n2\t,1,2026-01-03\n"
    )
    layout = sniff(path)
    assert (layout.described, layout.data_row) == (True, 3)
    assert read_columns(layout, ["ID"]).texts["ID"][0] == ["1", "2"]


def test_without_a_header(tmp_path: Path) -> None:
    layout = sniff(lay(tmp_path, "1,2026-01-02,Kopi,15000\n2,2026-01-03,Teh,9000\n"))
    assert (layout.header_row, layout.data_row) == (0, 1)
    assert layout.columns == ("Kolom 1", "Kolom 2", "Kolom 3", "Kolom 4")


def test_quotes_that_are_none_and_line_ends_inside_of_quotes(tmp_path: Path) -> None:
    layout = sniff(lay(tmp_path, 'id\tname\n1\t"open\n2\tb\n'))
    assert read_columns(layout, ["name"]).texts["name"][0] == ['"open', "b"]
    layout = sniff(lay(tmp_path, 'id,name\n1,"two\nlines"\n2,b\n'))
    columns = read_columns(layout, ["name"])
    assert columns.texts["name"][0] == ["two\nlines", "b"]
    assert columns.numbers.tolist() == [2, 3]


def test_workbook(tmp_path: Path) -> None:
    path = tmp_path / "buku.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Catatan").write_row(0, 0, ["kosong"])
        page = book.add_worksheet("Penjualan")
        page.write_row(2, 1, ["Tanggal", "Jumlah", "Harga"])
        page.write_row(3, 1, [46347.5, 2, "Rp 82.500"])
        page.write_row(4, 1, [46348, 1, "Rp 90.000"])
    layout = sniff(path)
    assert (layout.sheet, layout.header_row, layout.is_workbook) == ("Penjualan", 3, True)
    columns = read_columns(layout, ["Harga"])
    assert columns.texts["Harga"][0] == ["Rp 82.500", "Rp 90.000"]
    assert columns.numbers.tolist() == [4, 5]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyFile),
        (b"  \n ", EmptyFile),
        (os.urandom(4096), NotText),
        (b"halo dunia\nini bukan tabel\n", NoTable),
        (b"a,b\n1,\x00\n", NotText),
        (b"PK\x03\x04 not a zip at all", BadWorkbook),
        (b"\xd0\xcf\x11\xe0 not a workbook", BadWorkbook),
        (b"a,b\n" + b"x" * (2 * 1024 * 1024), NotText),
    ],
)
def test_what_is_no_table_is_refused(
    tmp_path: Path, content: bytes, refusal: type[ImportRefused]
) -> None:
    path = tmp_path / "berkas.csv"
    path.write_bytes(content)
    with pytest.raises(refusal):
        sniff(path)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (100 * 1024 * 1024))
    with pytest.raises(FileTooLarge):
        sniff(path)


def test_a_table_that_turns_to_rubbish_is_refused_early(tmp_path: Path) -> None:
    path = lay(tmp_path, "a,b,c\n" + "1,2,3\n" * 500 + "x\n" * 4_000_000)
    started = time.monotonic()
    layout = sniff(path)
    with pytest.raises(TooManyRejected):
        read_columns(layout, ["a"])
    assert time.monotonic() - started < 5


def test_plain_names() -> None:
    assert plain("InvoiceNo") == plain("Invoice No.") == "invoice no"
    assert plain("Nº do Pedido") == "no do pedido"
    assert plain("Preço Unitário (R$)") == "preco unitario r"
