"""Shopee Indonesia, Seller Centre: the order report "Order.all" (XLSX, one row for each item).

- Sums of the order stand on each of its rows; they count once. Identical rows are two lines.
- What Shopee itself bears (its vouchers, coins, its share of a discount) is no discount of the
  shop: the shop is paid for it.
- An order that came back stays `Selesai`; its returned quantity, or a total of nothing, tells.
- When an order was cancelled is not told, so a cancelled one is neither sale nor reversal.
"""

from django.utils.translation import gettext_lazy as _

from niaga.collect.orders_file import TABLES
from niaga.collect.orders_file.export import Export, statuses
from niaga.collect.orders_file.source import Source

LABEL = _("Shopee: laporan pesanan")
DESCRIPTION = _("Berkas Order.all dari Shopee Seller Centre (XLSX), boleh bulan demi bulan.")

ORDERS = Export(
    name="shopee",
    version="2024",
    channel="shopee",
    zone="Asia/Jakarta",
    signature=("No. Pesanan", "Status Pesanan", "Harga Setelah Diskon", "Nama Produk"),
    columns={
        "order_id": ("No. Pesanan",),
        "ordered_at": ("Waktu Pesanan Dibuat",),
        "paid_at": ("Waktu Pembayaran Dilakukan",),
        "shipped_at": ("Waktu Pengiriman Diatur",),
        "delivered_at": ("Waktu Pesanan Selesai",),
        "status": ("Status Pesanan",),
        "return_status": ("Status Pembatalan/ Pengembalian",),
        "product_id": ("Nomor Referensi SKU", "SKU Induk"),
        "product_name": ("Nama Produk",),
        "variation": ("Nama Variasi",),
        "quantity": ("Jumlah",),
        "returned_quantity": ("Returned quantity", "Jumlah Dikembalikan"),
        "unit_price": ("Harga Awal",),
        "paid_price": ("Harga Setelah Diskon",),
        "order_discount": ("Voucher Ditanggung Penjual",),
        "order_shipping": ("Ongkos Kirim Dibayar oleh Pembeli",),
        "order_total": ("Total Pembayaran",),
        "bundle_discount": ("Paket Diskon (Diskon dari Penjual)",),
        "seller_share": ("Diskon Dari Penjual",),
        "platform_share": ("Diskon Dari Shopee",),
        "platform_discount": ("Voucher Ditanggung Shopee",),
        "platform_coins": ("Potongan Koin Shopee",),
        "customer_id": ("Username (Pembeli)",),
        "phone": ("No. Telepon",),
        "city": ("Kota/Kabupaten",),
        "region": ("Provinsi",),
        "payment_method": ("Metode Pembayaran",),
        "carrier": ("Opsi Pengiriman",),
        "tracking": ("No. Resi",),
    },
    statuses=statuses(
        unpaid="Belum Bayar",
        paid="Perlu Dikirim, Siap Dikirim, Sedang Diproses",
        shipped="Sedang Dikirim, Telah Dikirim, Dikirim",
        delivered="Selesai, Telah Diterima",
        cancelled="Batal, Dibatalkan",
        returned="Pengembalian, Dikembalikan",
    ),
    status_starts={"pesanan diterima": "delivered", "batal": "cancelled"},
)
SOURCE = Source((ORDERS,))

__all__ = ["DESCRIPTION", "LABEL", "ORDERS", "SOURCE", "TABLES"]
