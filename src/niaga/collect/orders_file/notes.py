"""What a person should know of how a file was read, in words."""

from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Note:
    """`level` warn: to be looked at before loading."""

    message: str | Promise
    values: dict[str, Any] = field(default_factory=dict)
    level: Literal["info", "warn"] = "info"

    def __str__(self) -> str:
        return str(self.message) % self.values


MATCHED = _(
    "%(count)s baris pembatalan atau retur dikurangkan dari penjualan asalnya, pada tanggalnya "
    "sendiri."
)
LEDGER_ONLY = _(
    "%(count)s baris pembatalan atau retur tidak menemukan penjualan asalnya di berkas ini. "
    "Nilainya tetap mengurangi penjualan pada tanggalnya."
)
TOLD_TWICE = _(
    "%(count)s baris minus mengulang pembatalan atau retur yang sudah disebut statusnya; dihitung "
    "sekali."
)
IDENTICAL = _("%(count)s baris sama persis dengan baris sebelumnya dan tetap dihitung.")
DROPPED = _("%(count)s baris yang sama persis dengan baris sebelumnya dilewati.")
NO_CUSTOMER = _("%(count)s pesanan tanpa pelanggan: penjualannya dihitung, orangnya tidak.")
ROUNDED = _(
    "%(count)s jumlah uang lebih halus daripada satuan terkecil mata uangnya, lalu dibulatkan."
)
JOINED = _(
    "%(count)s baris dengan jumlah pecahan (misalnya timbangan) dihitung sebagai satu barang."
)
UNKNOWN_STATUS = _("Status '%(status)s' (%(count)s baris) tidak dikenal. Pilih artinya.")
NO_ORDER_ID = _(
    "Tidak ada kolom nomor pesanan: baris dengan pelanggan dan waktu yang sama menjadi satu "
    "pesanan."
)
MIXED_DECIMALS = _(
    "Titik dan koma dipakai bergantian sebagai desimal; jumlah yang meragukan ditolak."
)
UNREAD = _("%(count)s isi kolom %(column)s tidak terbaca dan dikosongkan; barisnya tetap dimuat.")
RATE = _("Kolom %(column)s dibaca sebagai persen potongan.")
PER_ORDER = _("Kolom %(column)s berulang di tiap baris dan dihitung sekali untuk tiap pesanan.")
BY_UNITS = _(
    "Laporan ini tidak menyebut harga tiap produk: nilai pesanan dengan beberapa produk dibagi "
    "menurut jumlah barangnya."
)
BLANK = _("%(count)s baris kosong dilewati.")
DESCRIBED = _("Baris %(row)s berisi penjelasan kolom dan dilewati.")
FREE = _("%(count)s baris berharga nol tetap dimuat, misalnya hadiah.")
CONTINUED = _(
    "%(count)s baris tanpa nomor pesanan melanjutkan pesanan di atasnya, seperti sel yang digabung."
)
KEPT = _("Kolomnya dibaca seperti pemetaan '%(name)s'.")
LACKING = _(
    "Berkas ini mirip pemetaan '%(name)s', tetapi tidak memiliki kolom %(columns)s. Periksa "
    "kolom-kolomnya sebelum memuat."
)
