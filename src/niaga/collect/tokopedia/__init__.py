"""Tokopedia: the three order reports that circulate.

- The sales report in Indonesian and the older order list, each with its header after some rows
  about the shop; `Non Tunai` stands in columns of money.
- The list of the common Seller Center since the merger (`tiktok_shop`).
- What Tokopedia subsidises is no discount of the shop.
"""

from django.utils.translation import gettext_lazy as _

from niaga.collect.orders_file import TABLES
from niaga.collect.orders_file.export import Export, statuses
from niaga.collect.orders_file.source import Source
from niaga.collect.tiktok_shop import seller_center

LABEL = _("Tokopedia: laporan penjualan atau daftar pesanan")
DESCRIPTION = _("Laporan penjualan, daftar pesanan lama, atau ekspor Seller Center Tokopedia.")

_STATUSES = statuses(
    unpaid="Menunggu Pembayaran, Belum Dibayar",
    paid="Pesanan Baru, Pesanan Diproses, Siap Dikirim, Menunggu Pickup, Pesanan Diverifikasi, "
    "Pembayaran Diverifikasi, Payment Verified, New Order, Ready to Ship",
    shipped="Sedang Dikirim, Pesanan Dikirim, Dalam Pengiriman, On Delivery, Shipped",
    delivered="Selesai, Pesanan Selesai, Pesanan Tiba, Sampai Tujuan, Transaksi Selesai, "
    "Order Finished, Order Delivered, Done",
    cancelled="Dibatalkan, Pesanan Dibatalkan, Dibatalkan Penjual, Dibatalkan Pembeli, "
    "Dibatalkan Sistem, Ditolak, Order Cancelled, Order Rejected",
    returned="Dikomplain Refund, Dana Dikembalikan, Retur",
)
_STARTS = statuses(
    delivered="pesanan selesai, selesai",
    cancelled="pesanan dibatalkan, dibatalkan, transaksi dibatalkan, order cancelled",
    shipped="pesanan dikirim",
)

SALES_REPORT = Export(
    name="tokopedia",
    version="laporan-penjualan",
    channel="tokopedia",
    zone="Asia/Jakarta",
    dates="dmy",
    signature=("Nomor Invoice", "Tanggal Pembayaran", "Status Terakhir", "Harga Awal (IDR)"),
    columns={
        "order_id": ("Nomor Invoice",),
        "ordered_at": ("Tanggal Pembayaran",),
        "paid_at": ("Tanggal Pembayaran",),
        "status": ("Status Terakhir",),
        "delivered_at": ("Tanggal Pesanan Selesai", "Waktu Pesanan Selesai"),
        "cancelled_at": ("Tanggal Pesanan Dibatalkan", "Waktu Pesanan Dibatalkan"),
        "shipped_at": ("Tanggal Pengiriman Barang",),
        "product_name": ("Nama Produk",),
        "variation": ("Tipe Produk",),
        "product_id": ("Nomor SKU",),
        "quantity": ("Jumlah Produk Dibeli",),
        "returned_quantity": ("Jumlah Produk Yang Dikurangkan",),
        "unit_price": ("Harga Awal (IDR)",),
        "paid_price": ("Harga Jual (IDR)",),
        "order_discount": (
            "Nilai Kupon Toko Terpakai (IDR)",
            "Nilai Voucher Toko Terpakai (IDR)",
        ),
        "bundle_discount": ("Diskon Penawaran Terpakai (IDR)",),
        "order_shipping": ("Biaya Pengiriman Tunai (IDR)",),
        "customer_id": ("Nama Pembeli",),
        "phone": ("No Telp Pembeli",),
        "city": ("Kota",),
        "region": ("Provinsi",),
        "carrier": ("Nama Kurir",),
        "tracking": ("No Resi / Kode Booking",),
    },
    statuses=_STATUSES,
    status_starts=_STARTS,
)
ORDER_LIST = Export(
    name="tokopedia",
    version="daftar-pesanan",
    channel="tokopedia",
    zone="Asia/Jakarta",
    dates="dmy",
    signature=("Invoice", "Payment Date", "Price (Rp.)", "Product Name"),
    columns={
        "order_id": ("Invoice",),
        "ordered_at": ("Payment Date",),
        "paid_at": ("Payment Date",),
        "status": ("Order Status",),
        "product_id": ("Stock Keeping Unit (SKU)", "Product ID"),
        "product_name": ("Product Name",),
        "quantity": ("Quantity",),
        "unit_price": ("Price (Rp.)",),
        "discount": ("Discount Amount (Rp.)",),
        "order_shipping": ("Total Shipping Fee (Rp.)",),
        "order_total": ("Total Amount (Rp.)",),
        "phone": ("Customer Phone",),
        "carrier": ("Courier",),
        "tracking": ("AWB",),
    },
    statuses=_STATUSES,
    status_starts=_STARTS,
)
SOURCE = Source((seller_center("tokopedia"), SALES_REPORT, ORDER_LIST), sure=0.93)

__all__ = ["DESCRIPTION", "LABEL", "ORDER_LIST", "SALES_REPORT", "SOURCE", "TABLES"]
