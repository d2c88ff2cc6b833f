"""Names of columns and words of statuses in German, French, Dutch, Italian, Japanese and Chinese.

Beside those of `fields` and `statuses`, which are the languages of the shops that Niaga knows best.
Accents and case do not matter; see `tabular.layout.plain`.
"""

from collections.abc import Mapping

COLUMNS: Mapping[str, str] = {
    "order_id": "bestellnummer, bestellnr, bestell nr, auftragsnummer, auftragsnr, auftrag, "
    "rechnungsnummer, rechnungsnr, rechnung, belegnummer, belegnr, beleg nr, beleg, bonnummer, "
    "n commande, no commande, numero de commande, numero commande, commande, n facture, "
    "numero de facture, facture, ticket de caisse, ordernummer, bestelling, factuurnummer, "
    "bonnetje, numero ordine, ordine, n ordine, fattura, numero fattura, scontrino, "
    "注文番号, 注文id, 受注番号, 伝票番号, オーダー番号, 订单号, 订单编号, 订单id, 交易号",
    "ordered_at": "bestelldatum, auftragsdatum, rechnungsdatum, belegdatum, datum, kaufdatum, "
    "verkaufsdatum, date commande, date de commande, date de la commande, date facture, "
    "date de facture, date de vente, date d achat, orderdatum, besteldatum, factuurdatum, "
    "data ordine, data dell ordine, data fattura, data vendita, 注文日, 注文日時, 購入日, 受注日, "
    "受注日時, 売上日, 日付, 取引日, 下单时间, 订单创建时间, 下单日期, 订单日期, 交易时间, 日期",
    "paid_at": "zahlungsdatum, bezahlt am, date de paiement, betaaldatum, data pagamento, "
    "入金日, 支払日, 支払日時, 付款时间, 支付时间",
    "shipped_at": "versanddatum, versendet am, date d expedition, date expedition, verzenddatum, "
    "data spedizione, 発送日, 出荷日, 发货时间",
    "delivered_at": "lieferdatum, geliefert am, date de livraison, date livraison, leverdatum, "
    "data consegna, 配達日, 到着日, 收货时间, 确认收货时间",
    "status": "bestellstatus, auftragsstatus, zustand, statut, statut commande, etat, "
    "etat de la commande, orderstatus, stato, stato ordine, ステータス, 注文ステータス, "
    "注文状況, 状態, 订单状态, 状态",
    "product_id": "artikelnummer, artikelnr, artikel nr, art nr, artnr, produktnummer, ref, "
    "reference, reference produit, code produit, code article, artikelcode, codice prodotto, "
    "codice articolo, 商品コード, 商品番号, 品番, 商品id, 商品编码, 商品编号, 货号, 商家编码",
    "product_name": "artikel, artikelbezeichnung, bezeichnung, artikelname, produkt, produktname, "
    "beschreibung, designation, libelle, article, produit, nom du produit, nom produit, "
    "omschrijving, productnaam, descrizione, prodotto, nome prodotto, articolo, 商品名, 品名, "
    "商品, 商品名称, 商品标题, 宝贝标题",
    "category": "kategorie, warengruppe, categorie, rayon, famille, カテゴリ, カテゴリー, 分類, "
    "分类, 类目",
    "quantity": "menge, anzahl, stuck, stueck, stuckzahl, quantite, qte, nombre, aantal, stuks, "
    "quantita, qta, pezzi, 数量, 個数, 点数, 购买数量, 件数",
    "unit_price": "einzelpreis, stuckpreis, preis, verkaufspreis, vk preis, prix unitaire, "
    "prix unitaire ttc, prix unitaire ht, prix, prix ttc, pu ttc, pu ht, prix de vente, "
    "stuksprijs, eenheidsprijs, prijs, prezzo unitario, prezzo, 単価, 価格, 販売価格, 单价, 价格",
    "line_total": "gesamtpreis, gesamtbetrag, gesamt, summe, betrag, umsatz, zeilensumme, "
    "montant, montant ttc, montant ht, total ttc, total ht, totaal, bedrag, totaalbedrag, "
    "totale, importo, importo totale, 小計, 合計, 金額, 売上金額, 小计, 金额, 实付金额, 总价, "
    "订单金额",
    "discount": "rabatt, nachlass, remise, reduction, korting, sconto, 割引, 割引額, 値引き, 优惠, "
    "优惠金额, 折扣",
    "tax": "mwst, ust, umsatzsteuer, steuer, mehrwertsteuer, tva, montant tva, btw, imposta, "
    "消費税, 税, 税額, 税额",
    "shipping": "versand, versandkosten, frais de port, frais de livraison, port, verzendkosten, "
    "spese di spedizione, spedizione, 送料, 配送料, 运费, 邮费",
    "cost": "einkaufspreis, ek preis, wareneinsatz, prix d achat, cout, inkoopprijs, costo, "
    "原価, 仕入価格, 成本, 成本价",
    "currency": "wahrung, waehrung, devise, monnaie, valuta, 通貨, 币种",
    "customer_id": "kundennummer, kundennr, kunden nr, kunde, kunden id, n client, "
    "numero client, code client, klantnummer, klant, codice cliente, cliente, 会員番号, 顧客番号, "
    "顧客id, 会員id, お客様番号, 客户编号, 会员编号, 买家id, 买家会员名, 买家",
    "email": "e mail adresse, mailadresse, adresse e mail, courriel, e mailadres, indirizzo email, "
    "メールアドレス, 邮箱",
    "phone": "telefon, telefonnummer, handy, mobil, telefoon, telefoonnummer, cellulare, "
    "電話番号, 电话, 手机号, 联系手机",
    "city": "ort, stadt, ville, commune, plaats, woonplaats, citta, comune, 市区町村, 城市",
    "region": "bundesland, land region, departement, provincie, regione, provincia, 都道府県, "
    "省份, 省",
    "country": "land, pays, paese, nazione, 国, 国家",
    "payment_method": "zahlungsart, zahlungsmethode, mode de paiement, moyen de paiement, "
    "betaalmethode, betaalwijze, metodo di pagamento, 支払方法, 決済方法, 支付方式",
    "channel": "verkaufskanal, kanal, filiale, canal de vente, magasin, boutique, verkoopkanaal, "
    "filiaal, canale, negozio, 販売チャネル, 店舗, 渠道, 店铺名称",
    "carrier": "versandart, versanddienst, transporteur, vervoerder, corriere, 配送業者, 物流公司",
    "tracking": "sendungsnummer, numero de suivi, trackingnummer, numero di tracciamento, "
    "追跡番号, 运单号, 物流单号",
}

STATUSES: Mapping[str, str] = {
    "unpaid": "offen, unbezahlt, nicht bezahlt, ausstehend, en attente, en attente de paiement, "
    "non payee, impayee, openstaand, niet betaald, in attesa, in attesa di pagamento, non pagato, "
    "入金待ち, 支払い待ち, 未入金, 待付款, 等待买家付款, 未付款",
    "paid": "bezahlt, in bearbeitung, bearbeitet, payee, paye, en cours, en preparation, "
    "en cours de traitement, confirmee, betaald, in behandeling, pagato, pagata, "
    "in lavorazione, 入金済み, 入金済, 支払済み, 支払い済み, 処理中, 発送待ち, 已付款, 待发货, "
    "买家已付款, 处理中",
    "shipped": "versendet, verschickt, versandt, unterwegs, expediee, expedie, envoyee, "
    "en livraison, verzonden, onderweg, spedito, spedita, in consegna, 発送済み, 発送済, 出荷済み, "
    "配送中, 已发货, 卖家已发货, 运输中",
    "delivered": "geliefert, zugestellt, abgeschlossen, erledigt, fertig, livree, livre, terminee, "
    "termine, geleverd, afgerond, voltooid, consegnato, consegnata, completato, completata, "
    "配達済み, 配達完了, 完了, 取引完了, 已完成, 已签收, 交易成功, 交易完成",
    "cancelled": "storniert, storno, abgebrochen, annulliert, annulee, annule, geannuleerd, "
    "annullato, annullata, キャンセル, キャンセル済み, 取消, 取り消し, 已取消, 交易关闭, 已关闭",
    "returned": "retoure, retourniert, zuruckgesendet, erstattet, gutschrift, remboursee, "
    "rembourse, retournee, avoir, geretourneerd, retour, terugbetaald, reso, rimborsato, "
    "rimborsata, 返品, 返品済み, 返金, 返金済み, 已退款, 退款成功, 退货, 已退货",
}
