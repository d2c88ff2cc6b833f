"""Shopee's Order.all: sums repeated on each row, two identical lines, a return that is done."""

import random
from pathlib import Path

from niaga.simulate.exports.making import BUYERS, GOODS, PLACES, Expected, at, dotted, write_xlsx

COLUMNS = (
    "No. Pesanan", "Status Pesanan", "Alasan Pembatalan", "Status Pembatalan/ Pengembalian",
    "No. Resi", "Opsi Pengiriman", "Antar ke counter/ pick-up",
    "Pesanan Harus Dikirimkan Sebelum (Menghindari keterlambatan)", "Waktu Pengiriman Diatur",
    "Waktu Pesanan Dibuat", "Waktu Pembayaran Dilakukan", "Tipe Pesanan", "Metode Pembayaran",
    "SKU Induk", "Nama Produk", "Nomor Referensi SKU", "Nama Variasi", "Harga Awal",
    "Harga Setelah Diskon", "Jumlah", "Returned quantity", "Subtotal Pesanan", "Total Diskon",
    "Diskon Dari Penjual", "Diskon Dari Shopee", "Berat Produk", "Jumlah Produk di Pesan",
    "Total Berat", "Voucher Ditanggung Penjual", "Cashback Koin", "Voucher Ditanggung Shopee",
    "Paket Diskon", "Paket Diskon (Diskon dari Shopee)", "Paket Diskon (Diskon dari Penjual)",
    "Potongan Koin Shopee", "Diskon Kartu Kredit", "Ongkos Kirim Dibayar oleh Pembeli",
    "Estimasi Potongan Biaya Pengiriman", "Ongkos Kirim Pengembalian Barang", "Total Pembayaran",
    "Perkiraan Ongkos Kirim", "Catatan dari Pembeli", "Catatan", "Username (Pembeli)",
    "Nama Penerima", "No. Telepon", "Alamat Pengiriman", "Kota/Kabupaten", "Provinsi",
    "Waktu Pesanan Selesai",
)  # fmt: skip


def make(folder: Path, draw: random.Random, orders: int = 24) -> Expected:
    rows: list[list[object]] = [list(COLUMNS)]
    net = counted = 0
    for number in range(orders):
        placed = at(draw, number)
        status = draw.choices(("Selesai", "Sedang Dikirim", "Batal", "Belum Bayar"), (8, 2, 1, 1))[
            0
        ]
        lines = [draw.choice(GOODS) for _ in range(draw.randint(1, 3))]
        if number == 3:
            lines, status = [GOODS[2], GOODS[2]], "Selesai"  # identical rows are two lines
        returned = number == 5
        if returned:
            status = "Selesai"
        voucher = draw.choice((0, 0, 10_000))
        shipping = draw.choice((0, 9_000, 15_000))
        prices = [price - draw.choice((0, 0, price // 10)) for *_rest, price in lines]
        if number == 3:
            prices[1] = prices[0]
        goods = sum(prices)
        total = 0 if returned or status == "Batal" else goods - voucher + shipping
        if status in ("Selesai", "Sedang Dikirim"):
            counted += 1
            net += 0 if returned else goods - voucher
        city, province = draw.choice(PLACES)
        buyer = draw.choice(BUYERS)
        paid = f"{placed:%Y-%m-%d %H:%M}" if status != "Belum Bayar" else "-"
        done = f"{placed:%Y-%m-%d} 21:05" if status == "Selesai" else ""
        for (sku, name, variation, price), now in zip(lines, prices, strict=True):
            told = dict.fromkeys(COLUMNS, "")
            told |= {
                "No. Pesanan": f"2603{number:02}ABCD{number * 37:04}",
                "Status Pesanan": status,
                "Status Pembatalan/ Pengembalian": "Permintaan Disetujui" if returned else "",
                "No. Resi": f"SPXID{number:010}" if status != "Belum Bayar" else "",
                "Opsi Pengiriman": "Reguler (Cashless)",
                "Waktu Pesanan Dibuat": f"{placed:%Y-%m-%d %H:%M}",
                "Waktu Pembayaran Dilakukan": paid,
                "Metode Pembayaran": "Online Payment",
                "Nama Produk": name,
                "Nomor Referensi SKU": sku,
                "Nama Variasi": variation,
                "Harga Awal": dotted(price),
                "Harga Setelah Diskon": dotted(now),
                "Jumlah": "1",
                "Returned quantity": "1" if returned else "0",
                "Total Diskon": dotted(price - now),
                "Voucher Ditanggung Penjual": dotted(voucher),
                "Voucher Ditanggung Shopee": "0",
                "Ongkos Kirim Dibayar oleh Pembeli": dotted(shipping),
                "Total Pembayaran": dotted(total),
                "Username (Pembeli)": buyer,
                "Nama Penerima": f"{buyer[0].upper()}****{buyer[-1]}",
                "No. Telepon": "******12",
                "Alamat Pengiriman": "J****",
                "Kota/Kabupaten": city,
                "Provinsi": province,
                "Waktu Pesanan Selesai": done,
            }
            rows.append([told[name] for name in COLUMNS])
    path = folder / "Order.all.20260301_20260430.xlsx"
    write_xlsx(path, "orders", rows)
    return Expected("shopee", path, len(rows) - 1, orders, counted, net)
