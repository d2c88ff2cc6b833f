"""Why a source is refused as a whole, and why single rows of it are.

A refusal leaves nothing behind: it is raised before anything is published. Rows are numbered as a
spreadsheet shows them: the header is row 1.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from niaga.kernel.errors import NiagaError


class ImportRefused(NiagaError):
    """Base of every refusal of a whole source; nothing of it was loaded."""

    code = "import_refused"


class UnknownKind(ImportRefused):
    code = "import_unknown_kind"
    message = _("Jenis sumber '%(kind)s' tidak dikenal. Pilih salah satu: %(known)s.")


class UnknownTarget(ImportRefused):
    code = "import_unknown_shop"
    message = _(
        "Toko '%(code)s' belum ada di gudang data. Pilih salah satu: %(known)s; atau sebutkan "
        "nama, mata uang, dan zona waktu toko yang baru."
    )


class BadTarget(ImportRefused):
    code = "import_bad_shop"
    message = _("Toko baru '%(code)s' tidak dapat dibuat: %(problem)s.")


class ShopIsFixed(ImportRefused):
    code = "import_shop_is_fixed"
    message = _("Sumber '%(kind)s' selalu dimuat sebagai toko '%(shop)s'; --shop tidak berlaku.")


class SourceMissing(ImportRefused):
    code = "import_source_missing"
    message = _("%(path)s tidak ditemukan.")


class FilesMissing(ImportRefused):
    code = "import_files_missing"
    message = _("Di folder %(path)s tidak ada berkas %(files)s.")


class WrongColumns(ImportRefused):
    code = "import_wrong_columns"
    message = _(
        "%(file)s, baris 1: kolom kurang: %(missing)s; kolom yang tidak dikenal: %(extra)s."
    )


class WrongEncoding(ImportRefused):
    code = "import_wrong_encoding"
    message = _(
        "%(file)s, baris %(row)s, kolom %(column)s: isinya bukan UTF-8. "
        "Simpan ulang berkas sebagai CSV UTF-8."
    )


class NotText(ImportRefused):
    code = "import_not_text"
    message = _("%(file)s, baris %(row)s, kolom %(column)s: berkas ini bukan teks CSV.")


class BrokenQuote(ImportRefused):
    code = "import_broken_quote"
    message = _(
        "%(file)s, baris %(row)s, kolom %(column)s: tanda kutip tidak ditutup, "
        "sehingga baris-baris berikutnya tidak dapat dibaca."
    )


class TooManyRejected(ImportRefused):
    code = "import_too_many_rejected"
    message = _(
        "%(file)s: %(rejected)s dari %(rows)s baris ditolak, lebih dari %(limit)s %%. "
        "Yang pertama di baris %(row)s, kolom %(column)s: %(reason)s."
    )


class EmptyFile(ImportRefused):
    code = "import_empty_file"
    message = _("%(file)s, baris 1: berkas kosong, nama kolom tidak ada.")


class FileTooLarge(ImportRefused):
    code = "import_file_too_large"
    message = _(
        "%(file)s lebih besar daripada yang dapat dibaca sekaligus (%(limit)s MB). "
        "Bagilah, misalnya per bulan."
    )


class BadWorkbook(ImportRefused):
    code = "import_bad_workbook"
    message = _(
        "%(file)s bukan buku kerja Excel yang dapat dibuka: rusak, berkata sandi, atau jenis lain. "
        "Simpan ulang sebagai XLSX atau CSV."
    )


class NoTable(ImportRefused):
    code = "import_no_table"
    message = _("%(file)s: tidak ditemukan tabel; tidak ada baris dengan lebih dari satu kolom.")


class NotJson(ImportRefused):
    code = "import_not_json"
    message = _("%(file)s bukan daftar pesanan dalam bentuk JSON.")


class BadMapping(ImportRefused):
    code = "import_bad_mapping"
    message = _("'%(problem)s' tidak dikenal. Pilih salah satu: %(known)s.")


class ColumnsNotMapped(ImportRefused):
    code = "import_columns_not_mapped"
    message = _(
        "%(file)s: belum jelas kolom mana yang berisi %(fields)s. Kolom yang ada: %(columns)s. "
        "Cocokkan kolomnya di halaman impor, atau dengan --map KOLOM=ISI."
    )


class UnknownExport(ImportRefused):
    code = "import_unknown_export"
    message = _(
        "%(file)s bukan ekspor '%(name)s' yang dikenal: kolom seperti %(columns)s tidak ada. "
        "Berkas penjualan lain dapat dimuat sebagai 'orders'."
    )


def reason_text(code: str) -> str:
    """Why a row was refused, in the reader's language; an unknown code as it is."""
    return str(REASONS.get(code, code))


REASONS: dict[str, str | Promise] = {
    "cut_row": _("baris terpotong atau kelebihan kolom"),
    "missing_value": _("wajib diisi tetapi kosong"),
    "not_an_integer": _("bukan bilangan bulat"),
    "not_an_amount": _("bukan jumlah uang dengan paling banyak dua desimal"),
    "negative_amount": _("jumlah negatif"),
    "not_a_number": _("bukan angka"),
    "not_a_date": _("bukan tanggal berbentuk TTTT-BB-HH"),
    "not_a_time": _("bukan waktu berbentuk TTTT-BB-HH JJ:MM:DD"),
    "out_of_range": _("di luar batas yang wajar"),
    "unknown_value": _("nilai yang tidak dikenal"),
    "wrong_form": _("bentuknya tidak sesuai"),
    "amounts_disagree": _("jumlah bersih bukan jumlah kotor dikurangi biaya"),
    "no_money": _("transaksi tanpa uang masuk: batal, gagal, atau belum dibayar"),
    "duplicate_key": _("kunci sudah dipakai baris sebelumnya"),
    "nothing_sold": _("tanpa jumlah dan tanpa uang: tidak ada yang terjual"),
    "unknown_reference": _("menunjuk baris yang tidak ada atau ditolak di berkas lain"),
    "unreadable_date": _("bukan tanggal yang dapat dibaca"),
    "shortened_amount": _("jumlah disingkat (rb, jt); tulis angkanya lengkap"),
    "ambiguous_amount": _("titik atau komanya dapat dibaca dengan dua cara"),
    "negative_price": _("harga negatif"),
    "no_quantity": _("jumlah barang nol"),
    "no_value": _("pengurangan tanpa nilai uang, misalnya koreksi stok"),
    "unknown_status": _("status yang tidak dikenal"),
    "other_currency": _("mata uangnya bukan mata uang toko"),
    "variant_mismatch": _("halaman yang dilihat bukan halaman variannya"),
    "repeated_unit": _("pengunjung yang sama sudah ada; paparan pertama yang dihitung"),
    "both_variants": _("pengunjung yang sama masuk ke varian lain"),
    "more_than_visitors": _("konversi lebih banyak daripada pengunjung"),
    "total_row": _("baris jumlah, bukan penjualan"),
    "repeated_header": _("nama kolom yang terulang"),
    "repeated_row": _("sama persis dengan baris sebelumnya; diminta dilewati"),
}
