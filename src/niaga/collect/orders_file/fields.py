"""What a column of an order file can mean, and the names under which it is known.

A field of an order is told once for each order, on any of its rows; a field of a line on each row.
Names are in Indonesian, English, Portuguese and Spanish, and those of `abroad`, made `plain` (see
`tabular.layout`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niaga.collect.orders_file import abroad
from niaga.collect.tabular.layout import plain

Kind = Literal["text", "amount", "quantity", "instant"]


@dataclass(frozen=True)
class Field:
    """`group`: under which heading a page lists it. `names`: exact names; the earlier the surer."""

    name: str
    label: str | Promise
    group: Literal["order", "product", "money", "customer", "more"]
    kind: Kind = "text"
    of_line: bool = False
    names: tuple[str, ...] = ()


def _names(text: str) -> tuple[str, ...]:
    return tuple(" ".join(each.split()) for each in text.split(","))


_ALL = (
    Field("order_id", _("Nomor pesanan"), "order", names=_names(
        "order id, order number, order no, order, invoice no, invoice number, invoice, "
        "invoice id, no pesanan, nomor pesanan, id pesanan, no invoice, nomor invoice, "
        "nomor faktur, no faktur, no nota, nomor nota, no transaksi, nomor transaksi, "
        "id transaksi, kode transaksi, kode pesanan, transaction id, transaction no, "
        "transaction number, transaction, receipt no, receipt number, receipt, "
        "receipt id, bill no, sales order, so number, order code, order ref, "
        "order reference, no do pedido, numero do pedido, pedido, id pedido, "
        "id do pedido, numero pedido, codigo do pedido, numero de pedido, nf, "
        "nota fiscal, factura, numero de factura, no factura, num pedido, bon, no bon, "
        "struk, no struk, nomor struk, basket id, ticket, cupom"
    )),
    Field("ordered_at", _("Tanggal pesanan"), "order", "instant", names=_names(
        "order date, order datetime, ordered at, order time, invoice date, date, "
        "datetime, timestamp, created at, created, date created, created time, "
        "purchase date, transaction date, sale date, sales date, tanggal pesanan, "
        "tanggal order, tanggal, tanggal transaksi, tanggal faktur, tanggal nota, "
        "tanggal invoice, tgl, tgl pesanan, tgl transaksi, tgl order, tgl nota, waktu, "
        "waktu pesanan dibuat, waktu transaksi, waktu pesanan, tanggal pembelian, "
        "tanggal penjualan, data, data do pedido, data pedido, data da compra, "
        "data compra, data da venda, data hora, fecha, fecha de pedido, fecha pedido, "
        "fecha de compra, fecha de venta, fecha factura, time, order placed, day, hari"
    )),
    Field("paid_at", _("Waktu dibayar"), "more", "instant", names=_names(
        "paid at, paid time, payment date, date paid, tanggal pembayaran, tanggal bayar, "
        "tgl bayar, waktu pembayaran dilakukan, data de pagamento, data do pagamento, "
        "fecha de pago"
    )),
    Field("shipped_at", _("Waktu dikirim"), "more", "instant", names=_names(
        "shipped at, shipped time, ship date, shipping date, dispatch date, fulfilled at, "
        "tanggal kirim, tanggal pengiriman, tgl kirim, waktu pengiriman diatur, "
        "data de envio, fecha de envio"
    )),
    Field("delivered_at", _("Waktu diterima"), "more", "instant", names=_names(
        "delivered at, delivered time, delivery date, date delivered, tanggal diterima, "
        "tanggal sampai, tgl terima, waktu pesanan selesai, data de entrega, "
        "data da entrega, fecha de entrega, completed at, date completed, tanggal selesai"
    )),
    Field("cancelled_at", _("Waktu dibatalkan"), "more", "instant", names=_names(
        "cancelled at, canceled at, cancelled time, cancel date, tanggal batal, "
        "tanggal pembatalan, data de cancelamento, fecha de cancelacion"
    )),
    Field("returned_at", _("Waktu dikembalikan"), "more", "instant", names=_names(
        "returned at, return date, refund date, refunded at, tanggal retur, "
        "tanggal pengembalian, data de devolucao, fecha de devolucion"
    )),
    Field("status", _("Status"), "order", names=_names(
        "status, order status, status pesanan, status order, status transaksi, "
        "status terakhir, order state, situacao, status do pedido, status pedido, "
        "estado del pedido, transaction status, sale status"
    )),
    Field("product_id", _("Kode produk (SKU)"), "product", of_line=True, names=_names(
        "sku, product id, stock code, item code, product code, product sku, item id, "
        "item no, item number, article, article no, article number, article id, material, "
        "upc, ean, barcode, plu, kode produk, kode barang, kode item, kode sku, "
        "id produk, nomor sku, nomor referensi sku, seller sku, id barang, no barang, "
        "kode, codigo, codigo do produto, cod produto, codigo produto, id produto, "
        "codigo de producto, codigo del producto, id producto, referencia, ref, "
        "lineitem sku, variant sku, stock keeping unit, part number, asin, isbn"
    )),
    Field("product_name", _("Nama produk"), "product", of_line=True, names=_names(
        "product name, product, item name, item, product detail, description, product description, "
        "item description, product title, title, nama produk, nama barang, produk, "
        "barang, nama item, deskripsi, deskripsi produk, keterangan barang, artikel, "
        "produto, nome do produto, nome produto, descricao, descricao do produto, "
        "producto, nombre del producto, nombre producto, nombre de producto, descripcion, "
        "lineitem name, goods, article name, menu"
    )),
    Field("variation", _("Variasi"), "product", of_line=True, names=_names(
        "variation, variant, nama variasi, variasi, varian, option, ukuran, size, "
        "variacao, variante"
    )),
    Field("category", _("Kategori"), "product", of_line=True, names=_names(
        "category, product category, category name, item category, product type, "
        "product line, department, kategori, kategori produk, nama kategori, "
        "jenis barang, jenis produk, kelompok, categoria, categoria do produto, "
        "categoria de producto, categoria del producto, departamento, departemen, "
        "sub category, subcategory, familia, grupo, product group, item type"
    )),
    Field("quantity", _("Jumlah"), "product", "quantity", True, _names(
        "quantity, qty, quantity ordered, order quantity, ordered quantity, order qty, "
        "qty ordered, units, unit, units sold, items, item quantity, quantity sold, "
        "qty sold, jumlah, jumlah barang, jumlah produk, jml, kuantitas, banyaknya, "
        "banyak, kts, pcs, quantidade, qtd, qtde, qt, cantidad, cant, unidades, "
        "lineitem quantity, count, number of items, no of items, volume, "
        "jumlah produk dibeli"
    )),
    Field("returned_quantity", _("Jumlah dikembalikan"), "product", "quantity", True, _names(
        "returned quantity, return quantity, quantity returned, qty returned, "
        "jumlah retur, jumlah dikembalikan, quantidade devolvida, cantidad devuelta"
    )),
    Field("unit_price", _("Harga satuan"), "money", "amount", True, _names(
        "unit price, price, item price, price each, selling price, sale price, "
        "product price, sales price, price per unit, retail price, unit cost price, "
        "harga satuan, harga, harga jual, harga barang, harga produk, harga unit, "
        "harga per unit, hrg satuan, hrg, preco unitario, preco, valor unitario, "
        "vlr unitario, precio unitario, precio, precio de venta, preco de venda, rate, "
        "lineitem price, unit amount"
    )),
    Field("line_total", _("Jumlah harga baris"), "money", "amount", True, _names(
        "line total, total price, subtotal, sub total, sales, sales amount, revenue, "
        "amount, line amount, net amount, extended price, net sales, total sales, "
        "item total, total amount, total, turnover, sales value, jumlah harga, "
        "total harga, total penjualan, omzet, nilai, nilai penjualan, penjualan, "
        "total belanja, nominal, valor, valor total, total geral, preco total, vlr total, "
        "receita, faturamento, importe, monto, importe total, ventas, precio total, "
        "gross sales, gross amount, grand total, total price usd, spend, weekly sales"
    )),
    Field("discount", _("Potongan baris"), "money", "amount", True, _names(
        "discount, discount amount, line discount, item discount, diskon, potongan, "
        "potongan harga, diskon produk, total diskon, desconto, valor desconto, "
        "descuento, rabat, rabatt"
    )),
    Field("order_discount", _("Potongan pesanan"), "money", "amount", names=_names(
        "order discount, voucher, voucher amount, coupon amount, coupon discount, "
        "cart discount, diskon pesanan, potongan pesanan, kupon, nilai voucher, "
        "cupom de desconto, cupon, total discount"
    )),
    Field("tax", _("Pajak"), "money", "amount", True, _names(
        "tax, tax amount, vat, vat amount, gst, sales tax, ppn, pajak, imposto, impostos, "
        "iva, impuesto, impuestos"
    )),
    Field("shipping", _("Ongkos kirim"), "money", "amount", True, _names(
        "shipping, shipping cost, shipping fee, freight, freight value, postage, "
        "delivery fee, shipping amount, shipping charge, delivery charge, ongkir, "
        "ongkos kirim, biaya kirim, biaya pengiriman, frete, valor frete, valor do frete, "
        "envio, gastos de envio, costo de envio, flete"
    )),
    Field("order_total", _("Total dibayar"), "money", "amount", names=_names(
        "order total, total paid, amount paid, payment amount, total pembayaran, "
        "total bayar, dibayar, total pesanan, total pago, valor pago, total do pedido, "
        "total del pedido"
    )),
    Field("order_refund", _("Uang dikembalikan"), "money", "amount", names=_names(
        "refund amount, refunded amount, refund, order refund amount, jumlah refund, "
        "dana dikembalikan, valor reembolsado, monto reembolsado"
    )),
    Field("cost", _("Modal (biaya barang)"), "money", "amount", True, _names(
        "cost, unit cost, cost price, product cost, item cost, purchase price, "
        "harga modal, modal, hpp, harga beli, harga pokok, custo, custo unitario, costo, "
        "costo unitario, coste"
    )),
    Field("currency", _("Mata uang"), "money", names=_names(
        "currency, currency code, mata uang, moeda, moneda"
    )),
    Field("customer_id", _("Kode pelanggan"), "customer", names=_names(
        "customer id, customer, customer no, customer number, customer code, client id, "
        "user id, buyer id, member id, account id, customer unique id, customer key, "
        "household id, username, buyer username, user, kode pelanggan, id pelanggan, "
        "pelanggan, no pelanggan, nomor pelanggan, id member, kode member, id pembeli, "
        "kode customer, username pembeli, no member, cliente, id cliente, id do cliente, "
        "codigo do cliente, codigo cliente, cod cliente, id de cliente, "
        "codigo de cliente, comprador, client, client no, pembeli, buyer"
    )),
    Field("email", _("E-mail pelanggan"), "customer", names=_names(
        "email, e mail, customer email, email address, buyer email, alamat email, "
        "email pelanggan, email pembeli, correo, correo electronico, email do cliente, "
        "billing email, user email"
    )),
    Field("phone", _("Telepon pelanggan"), "customer", names=_names(
        "phone, phone number, customer phone, mobile, telephone, whatsapp, no hp, "
        "nomor hp, hp, no telepon, nomor telepon, telepon, telp, no telp, no wa, "
        "telefone, celular, telefono, movil, no telp pembeli"
    )),
    Field("city", _("Kota"), "customer", names=_names(
        "city, ship city, shipping city, customer city, town, kota, kota kabupaten, "
        "kabupaten, cidade, ciudad, municipio"
    )),
    Field("region", _("Provinsi atau wilayah"), "customer", names=_names(
        "state, province, provinsi, propinsi, provincia, uf, estado, estado uf, ship state, "
        "shipping province, customer state, region, shipping region, daerah, wilayah, "
        "county, regiao, area, territory"
    )),
    Field("country", _("Negara"), "customer", names=_names(
        "country, ship country, shipping country, country name, negara, pais, "
        "customer country, market"
    )),
    Field("payment_method", _("Cara bayar"), "more", names=_names(
        "payment method, payment type, payment, pay method, payment mode, "
        "metode pembayaran, metode bayar, cara bayar, jenis pembayaran, pembayaran, "
        "forma de pagamento, metodo de pago, forma de pago, tender"
    )),
    Field("channel", _("Kanal"), "more", names=_names(
        "channel, sales channel, marketplace, platform, source, kanal, kanal penjualan, saluran, "
        "saluran penjualan, toko, sumber, canal, canal de venda, canal de venta, order source, "
        "store, branch, outlet, cabang"
    )),
    Field("seller", _("Penjual"), "more", of_line=True, names=_names(
        "seller, seller id, vendor, merchant, seller name, penjual, id penjual, vendedor, "
        "lojista, supplier"
    )),
    Field("carrier", _("Kurir"), "more", names=_names(
        "carrier, courier, shipping provider, ship mode, shipping method, kurir, "
        "nama kurir, ekspedisi, jasa kirim, opsi pengiriman, transportadora, "
        "transportista"
    )),
    Field("tracking", _("Nomor resi"), "more", names=_names(
        "tracking number, tracking id, awb, tracking, no resi, nomor resi, resi, "
        "codigo de rastreio"
    )),
)  # fmt: skip


def _with_abroad(field: Field) -> Field:
    more = (plain(name) for name in _names(abroad.COLUMNS.get(field.name, "")))
    return replace(field, names=tuple(dict.fromkeys((*field.names, *filter(None, more)))))


FIELDS: Mapping[str, Field] = {field.name: _with_abroad(field) for field in _ALL}
GROUPS: Mapping[str, Promise] = {
    "order": pgettext_lazy("one", "Pesanan"),
    "product": _("Produk"),
    "money": _("Uang"),
    "customer": pgettext_lazy("one", "Pelanggan"),
    "more": _("Lainnya"),
}

# What only declared exports tell (`orders_file.export`); no page offers them.
EXTRA: Mapping[str, Field] = {
    field.name: field
    for field in (
        Field("paid_price", _("Harga satuan setelah potongan"), "money", "amount", True),
        Field("order_shipping", _("Ongkos kirim pesanan"), "money", "amount"),
        Field("order_tax", _("Pajak pesanan"), "money", "amount"),
        Field("order_subtotal", _("Nilai barang setelah potongan"), "money", "amount"),
        Field("return_status", _("Status pengembalian"), "order"),
        Field("platform_discount", _("Potongan yang ditanggung platform"), "money", "amount", True),
        Field("platform_coins", _("Potongan koin platform"), "money", "amount", True),
        Field("seller_share", _("Bagian penjual dalam potongan harga"), "money", "amount", True),
        Field("platform_share", _("Bagian platform dalam potongan harga"), "money", "amount", True),
        Field("bundle_discount", _("Potongan paket atau penawaran"), "money", "amount"),
    )
}
NAMES: frozenset[str] = frozenset(name for field in FIELDS.values() for name in field.names)


def field_named(name: str) -> Field:
    """Raises KeyError."""
    return FIELDS.get(name) or EXTRA[name]
