"""Tokopedia's three reports: rows about the shop before the header, `Non Tunai` among money."""

import random
from pathlib import Path

from niaga.simulate.exports.making import (
    BUYERS,
    GOODS,
    PLACES,
    Expected,
    at,
    write_csv,
    write_xlsx,
)
from niaga.simulate.exports.tiktok_shop import make_list

SALES_REPORT = (
    "Nomor", "Nomor Invoice", "Tanggal Pembayaran", "Status Terakhir", "Tanggal Pesanan Selesai",
    "Waktu Pesanan Selesai", "Tanggal Pesanan Dibatalkan", "Waktu Pesanan Dibatalkan",
    "Nama Produk", "Tipe Produk", "Nomor SKU", "Catatan Produk Pembeli", "Catatan Produk Penjual",
    "Jumlah Produk Dibeli", "Harga Awal (IDR)", "Harga Satuan Bundling (IDR)",
    "Diskon Produk (IDR)", "Harga Jual (IDR)", "Jumlah Subsidi Tokopedia (IDR)",
    "Nilai Kupon Toko Terpakai (IDR)", "Jenis Kupon Toko Terpakai",
    "Kode Kupon Toko Yang Digunakan",
    "Biaya Pengiriman Tunai (IDR)", "Biaya Asuransi Pengiriman (IDR)",
    "Total Biaya Pengiriman (IDR)", "Total Penjualan (IDR)", "Nama Pembeli", "No Telp Pembeli",
    "Nama Penerima", "No Telp Penerima", "Alamat Pengiriman", "Kota", "Provinsi", "Nama Kurir",
    "Tipe Pengiriman (regular, same day, etc)", "No Resi / Kode Booking",
    "Tanggal Pengiriman Barang", "Waktu Pengiriman Barang", "Gudang Pengiriman", "Nama Campaign",
    "Nama Bundling", "COD", "Jumlah Produk Yang Dikurangkan", "Total Pengurangan (IDR)",
)  # fmt: skip
ORDER_LIST = (
    "Count", "Order ID", "Invoice", "Payment Date", "Order Status", "Product ID", "Product Name",
    "Quantity", "Stock Keeping Unit (SKU)", "Notes", "Price (Rp.)", "Discount Amount (Rp.)",
    "Subsidi Amount (Rp.)", "Customer Name", "Customer Phone", "Recipient", "Recipient Number",
    "Recipient Address", "Courier", "Shipping Price + fee (Rp.)", "Insurance (Rp.)",
    "Total Shipping Fee (Rp.)", "Total Amount (Rp.)", "AWB", "Jenis Layanan", "Bebas Ongkir",
    "Warehouse Origin", "Campaign Name",
)  # fmt: skip


def make_sales_report(folder: Path, draw: random.Random, orders: int = 18) -> Expected:
    rows: list[list[object]] = [
        ["Laporan Penjualan"],
        ["Nama Toko: Sepatu Sinar"],
        ["Periode: 01-03-2026 sampai 30-04-2026"],
        [],
        list(SALES_REPORT),
    ]
    net = counted = lines_made = 0
    for number in range(orders):
        placed = at(draw, number)
        cancelled = number in (4, 11)
        coupon = draw.choice((0, 0, 15_000))
        lines = draw.sample(GOODS, draw.randint(1, 2))
        goods = 0
        city, province = draw.choice(PLACES)
        for place, (sku, name, variation, price) in enumerate(lines):
            units, off = draw.randint(1, 3), draw.choice((0, price // 5))
            goods += (price - off) * units
            told: dict[str, object] = dict.fromkeys(SALES_REPORT, "")
            told |= {
                "Nomor": number + 1,
                "Nomor Invoice": f"INV/{placed:%Y%m%d}/MPL/{3_000_000 + number}",
                "Tanggal Pembayaran": f"{placed:%d-%m-%Y %H:%M:%S}",
                "Status Terakhir": "Pesanan Dibatalkan" if cancelled else "Pesanan Selesai",
                "Tanggal Pesanan Selesai": "" if cancelled else f"{placed:%d-%m-%Y}",
                "Tanggal Pesanan Dibatalkan": f"{placed:%d-%m-%Y}" if cancelled else "",
                "Nama Produk": name,
                "Tipe Produk": variation,
                "Nomor SKU": sku,
                "Jumlah Produk Dibeli": units,
                "Harga Awal (IDR)": price,
                "Diskon Produk (IDR)": off,
                "Harga Jual (IDR)": price - off,
                "Jumlah Subsidi Tokopedia (IDR)": 0,
                "Nilai Kupon Toko Terpakai (IDR)": coupon if place == 0 else "Non Tunai",
                "Biaya Pengiriman Tunai (IDR)": 12_000 if number % 3 else "Non Tunai",
                "Nama Pembeli": draw.choice(BUYERS) if place == 0 else "",
                "No Telp Pembeli": "628*****12",
                "Kota": city,
                "Provinsi": province,
                "Nama Kurir": "JNE",
                "No Resi / Kode Booking": f"JP{number:010}",
                "COD": "Tidak",
                "Jumlah Produk Yang Dikurangkan": 0,
                "Total Pengurangan (IDR)": 0,
            }
            rows.append([told[name] for name in SALES_REPORT])
            lines_made += 1
        if not cancelled:
            counted += 1
            net += goods - coupon
    path = folder / "tokopedia-laporan-penjualan.xlsx"
    write_xlsx(path, "Laporan Penjualan", rows)
    return Expected("tokopedia", path, lines_made, orders, counted, net)


def make_order_list(folder: Path, draw: random.Random, orders: int = 15) -> Expected:
    rows: list[list[object]] = [["Order List"], ["Shop: Sepatu Sinar"], [], list(ORDER_LIST)]
    net = 0
    for number in range(orders):
        placed = at(draw, number)
        sku, name, _variation, price = draw.choice(GOODS)
        units, off = draw.randint(1, 2), draw.choice((0, 5_000))
        net += price * units - off
        rows.append(
            [
                number + 1, 900_000 + number, f"INV/{placed:%Y%m%d}/X/{number}",
                f"{placed:%d-%m-%Y %H:%M:%S}", "Pesanan Selesai", 5_000 + number, name, units, sku,
                "", f"Rp {price:,}".replace(",", "."), off, 0, "S****", "0812****", "S****",
                "0812****", "J****", "SiCepat", "10,000", 0, "10,000",
                f"{price * units - off + 10_000:,}", f"AWB{number}", "Reguler", "Tidak", "", "",
            ]
        )  # fmt: skip
    path = folder / "tokopedia-order-list.csv"
    write_csv(path, rows, encoding="utf-8-sig")
    return Expected("tokopedia", path, orders, orders, orders, net)


def make_seller_center(folder: Path, draw: random.Random) -> Expected:
    return make_list(folder / "tokopedia-seller-center.csv", draw, "tokopedia")
