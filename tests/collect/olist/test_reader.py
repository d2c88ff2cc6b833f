from pathlib import Path

import pytest
from django.utils import translation

from niaga.collect import olist
from niaga.collect.problems import (
    BrokenQuote,
    EmptyFile,
    FilesMissing,
    ImportRefused,
    NotText,
    SourceMissing,
    TooManyRejected,
    UnknownKind,
    WrongColumns,
    WrongEncoding,
)
from niaga.collect.registry import kind_named
from tests.collect.olist import sample
from tests.collect.olist.sample import ITEMS, ORDERS, PAYMENTS, REVIEWS, SELLERS, key


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return sample.write(tmp_path / "olist")


@pytest.fixture
def roomy(folder: Path) -> Path:
    """Enough good rows that a few bad ones are not too many."""
    for n in range(40):
        sample.append(
            folder,
            ITEMS,
            f"{key('o2')},{n + 2},{key('p3')},{key('s2')},2018-02-08 00:00:00,1.00,0.00",
        )
        sample.append(folder, PAYMENTS, f"{key('o2')},{n + 2},boleto,1,1.00")
    return folder


def read(folder: Path) -> olist.reader.Staged:
    return olist.read(folder, folder.parent / "work", olist.SHOP, {})


def rejects(folder: Path) -> list[tuple[str, int, str, str]]:
    table = read(folder).table("rejects").to_pylist()
    return [(r["file"], r["row"], r["column"], r["reason"]) for r in table]


class TestWhatIsRead:
    def test_money_is_exact_centavos(self, folder: Path) -> None:
        lines = read(folder).table("lines").to_pylist()
        assert [line["unit_price"] for line in lines] == [5890, 10000, 7, 5890]
        assert [line["shipping"] for line in lines] == [1329, 0, 750, 1329]

    def test_one_person_behind_several_customer_ids(self, folder: Path) -> None:
        orders = read(folder).table("orders").to_pylist()
        assert orders[0]["customer_ref"] == orders[1]["customer_ref"] == key("person1")

    def test_wall_times_become_utc(self, folder: Path) -> None:
        placed = read(folder).table("orders")["placed_at"][0].as_py()
        assert placed.isoformat() == "2018-02-01T01:30:00+00:00"  # São Paulo's summer time, −2 h

    def test_blank_times_stay_null(self, folder: Path) -> None:
        orders = read(folder).table("orders").to_pylist()
        assert [order["paid_at"] is None for order in orders] == [False, True, True, True]

    def test_categories_translated_untranslated_and_absent(self, folder: Path) -> None:
        products = read(folder).table("products").to_pylist()
        assert [p["category"] for p in products] == ["perfumery", "sem_traducao", None]

    def test_what_counts_as_captured(self, folder: Path) -> None:
        orders = read(folder).table("orders").to_pylist()
        assert [o["captured"] for o in orders] == [True, True, True, False]
        assert [o["cancelled_before_shipment"] for o in orders] == [False, False, True, False]

    def test_texts_of_reviews_stay_at_the_source(self, folder: Path) -> None:
        staged = read(folder)
        assert staged.table("reviews").num_rows == 3
        for name in staged.tables:
            assert "Maria" not in str(staged.table(name).to_pylist())

    def test_the_same_files_have_the_same_fingerprint(self, folder: Path) -> None:
        first = olist.fingerprint(folder, {})
        assert olist.fingerprint(folder, {}) == first
        sample.edit(folder, ITEMS, "58.9,", "58.8,")
        assert olist.fingerprint(folder, {}) != first

    def test_a_second_reading_takes_what_is_staged(self, folder: Path) -> None:
        read(folder)
        (folder / ITEMS).write_text("destroyed")
        assert read(folder).table("lines").num_rows == 4


class TestRowsThatAreRejected:
    def test_a_cut_row(self, roomy: Path) -> None:
        sample.append(roomy, ITEMS, f"{key('o1')},3,{key('p1')}")
        assert rejects(roomy) == [(ITEMS, 46, "seller_id", "cut_row")]

    def test_rows_after_a_cut_row_keep_their_numbers(self, roomy: Path) -> None:
        sample.append(roomy, ITEMS, f"{key('o1')},3,{key('p1')}")
        good = f"{key('o1')},4,{key('p1')},{key('s1')},2018-02-03 00:00:00,1.00,1.00"
        sample.append(roomy, ITEMS, good)
        lines = read(roomy).table("lines")
        assert lines["source_row"].to_pylist()[-1] == 47

    def test_a_negative_amount(self, roomy: Path) -> None:
        sample.edit(roomy, ITEMS, ",58.9,", ",-58.9,")
        assert rejects(roomy) == [(ITEMS, 2, "price", "negative_amount")]

    @pytest.mark.parametrize("amount", ["58,90", "1e3", "58.901", "NaN", "R$58"])
    def test_an_amount_that_is_none(self, roomy: Path, amount: str) -> None:
        sample.edit(roomy, ITEMS, ",58.9,", f',"{amount}",')
        assert rejects(roomy) == [(ITEMS, 2, "price", "not_an_amount")]

    def test_a_key_used_twice_keeps_the_first_row(self, roomy: Path) -> None:
        sample.append(
            roomy, ITEMS, f"{key('o1')},1,{key('p1')},{key('s1')},2018-02-03 00:00:00,99.00,1.00"
        )
        assert rejects(roomy) == [(ITEMS, 46, "order_item_id", "duplicate_key")]
        assert read(roomy).table("lines")["unit_price"][0].as_py() == 5890

    def test_a_missing_value_and_a_wrong_time(self, roomy: Path) -> None:
        sample.edit(roomy, PAYMENTS, "voucher", "")
        sample.edit(roomy, ITEMS, "2018-02-03 00:00:00", "2018-02-30 00:00:00")
        assert rejects(roomy) == [
            (ITEMS, 2, "shipping_limit_date", "not_a_time"),
            (PAYMENTS, 2, "payment_type", "missing_value"),
        ]

    def test_a_line_of_an_order_that_is_not_there(self, roomy: Path) -> None:
        line = f"{key('ghost')},1,{key('p1')},{key('s1')},2018-02-03 00:00:00,1.00,1.00"
        sample.append(roomy, ITEMS, line)
        assert rejects(roomy) == [(ITEMS, 46, "order_id", "unknown_reference")]

    def test_the_rest_is_counted_and_kept(self, roomy: Path) -> None:
        sample.edit(roomy, ITEMS, ",58.9,", ",-58.9,")
        staged = read(roomy)
        assert staged.rejected == {ITEMS: 1}
        assert staged.table("lines").num_rows == 43


class TestFilesThatAreRefused:
    def refusal(self, folder: Path, error: type[ImportRefused]) -> dict[str, object]:
        with pytest.raises(error) as caught:
            read(folder)
        return caught.value.values

    def test_wrong_columns(self, folder: Path) -> None:
        sample.edit(folder, ORDERS, "order_status", "state")
        values = self.refusal(folder, WrongColumns)
        assert (values["file"], values["missing"], values["extra"]) == (
            ORDERS,
            "order_status",
            "state",
        )

    def test_wrong_encoding_names_row_and_column(self, folder: Path) -> None:
        text = (folder / SELLERS).read_text().replace("rio", "são")
        (folder / SELLERS).write_bytes(text.encode("latin-1"))
        values = self.refusal(folder, WrongEncoding)
        assert values == {"file": SELLERS, "row": 3, "column": "seller_city"}

    def test_wrong_encoding_far_into_the_file(self, folder: Path) -> None:
        good = f"{key('o2')},9,boleto,1,1.00\n"
        times = 3 * 1024 * 1024 // len(good)
        with (folder / PAYMENTS).open("ab") as file:
            file.write(good.encode() * times + b"abc,1,\xff,1,1.00\n")
        values = self.refusal(folder, WrongEncoding)
        assert values == {"file": PAYMENTS, "row": 6 + times, "column": "payment_type"}

    def test_bytes_that_are_no_text(self, folder: Path) -> None:
        (folder / ITEMS).write_bytes((folder / ITEMS).read_bytes() + b"\0\1\2")
        assert self.refusal(folder, NotText)["row"] == 6

    def test_an_empty_file(self, folder: Path) -> None:
        (folder / ITEMS).write_text("")
        assert self.refusal(folder, EmptyFile)["file"] == ITEMS

    def test_a_quote_that_never_closes(self, folder: Path) -> None:
        sample.append(folder, REVIEWS, f'{key("r9")},{key("o1")},5,"never closed,,,')
        sample.append(folder, REVIEWS, f"{key('r3')},{key('o1')},5,,,,", times=100)
        assert self.refusal(folder, BrokenQuote)["file"] == REVIEWS

    def test_too_many_bad_rows(self, folder: Path) -> None:
        sample.append(folder, PAYMENTS, f"{key('o1')},9,boleto,1,-1", times=3)
        values = self.refusal(folder, TooManyRejected)
        assert (values["file"], values["rejected"], values["row"], values["column"]) == (
            PAYMENTS,
            3,
            6,
            "payment_value",
        )

    def test_a_source_or_files_that_are_not_there(self, folder: Path) -> None:
        with pytest.raises(SourceMissing):
            olist.fingerprint(folder / "elsewhere", {})
        (folder / SELLERS).unlink()
        with pytest.raises(FilesMissing, match=SELLERS):
            olist.fingerprint(folder, {})

    def test_an_unknown_kind_lists_the_known(self) -> None:
        with pytest.raises(UnknownKind, match="olist"):
            kind_named("olits")

    def test_the_message_names_file_row_and_column(self, folder: Path) -> None:
        text = (folder / SELLERS).read_text().replace("rio", "são")
        (folder / SELLERS).write_bytes(text.encode("latin-1"))
        with pytest.raises(WrongEncoding) as caught, translation.override("id"):
            read(folder)
        message = str(caught.value)
        assert all(part in message for part in (SELLERS, "3", "seller_city"))


class TestRubbish:
    """A gigabyte of it is refused early: the reader stops at the first proof. Here, some megabytes
    of each sort, and an endless file that must not be read to its end."""

    @pytest.mark.parametrize(
        "rubbish",
        [b"\0" * 1024, bytes(range(128, 256)) * 8, b"x" * 2048, b"\n" * 10, b"a,b,c\n" * 100],
        ids=["zeros", "high bytes", "no line end", "only line ends", "other columns"],
    )
    def test_as_the_whole_file(self, folder: Path, rubbish: bytes) -> None:
        (folder / ITEMS).write_bytes(rubbish * 2_000)
        with pytest.raises(ImportRefused):
            read(folder)

    @pytest.mark.parametrize(
        "line",
        ["junk", "junk,1,2,3,4,5,6", '"', f"{'y' * 5000}"],
        ids=["short", "shape", "quote", "long"],
    )
    def test_below_a_right_header(self, folder: Path, line: str) -> None:
        sample.append(folder, ITEMS, line, times=200_000 if len(line) < 100 else 2_000)
        with pytest.raises(ImportRefused):
            read(folder)

    @pytest.mark.parametrize("noise", [b"\xff\r,\xfe", b'"\r\r",\x80', b"\x01\x02\xc3"])
    def test_noise_below_a_right_header(self, folder: Path, noise: bytes) -> None:
        with (folder / ITEMS).open("ab") as file:
            file.write(noise * 1_000)
        with pytest.raises((WrongEncoding, NotText)):
            read(folder)

    def test_a_header_with_line_ends_of_another_kind(self, folder: Path) -> None:
        text = (folder / ITEMS).read_bytes().replace(b"\n", b"\r")
        (folder / ITEMS).write_bytes(text)
        with pytest.raises(ImportRefused):
            read(folder)

    def test_reading_stops_early(self, folder: Path) -> None:
        header = (folder / ITEMS).read_bytes().split(b"\n")[0]
        with (folder / ITEMS).open("wb") as file:
            file.write(header + b"\n" + b"junk,1,2,3,4,5,6\n" * 10_000)
            file.truncate(64 * 1024 * 1024)  # sparse: zeros to the end
        with pytest.raises(ImportRefused):
            read(folder)
