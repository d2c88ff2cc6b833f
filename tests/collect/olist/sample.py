"""Nine small files in Olist's layout, with the traps of the real ones; tests spoil them."""

from pathlib import Path


def key(text: str) -> str:
    """A 32-digit hexadecimal key that a reader of the test can tell apart."""
    return text.encode().hex().ljust(32, "0")[:32]


def _rows(*rows: tuple[str, ...]) -> str:
    return "".join(",".join(row) + "\n" for row in rows)


ORDERS = "olist_orders_dataset.csv"
ITEMS = "olist_order_items_dataset.csv"
PAYMENTS = "olist_order_payments_dataset.csv"
REVIEWS = "olist_order_reviews_dataset.csv"
PRODUCTS = "olist_products_dataset.csv"
SELLERS = "olist_sellers_dataset.csv"
CUSTOMERS = "olist_customers_dataset.csv"
TRANSLATIONS = "product_category_name_translation.csv"
GEOLOCATION = "olist_geolocation_dataset.csv"

CONTENT = {
    ORDERS: "order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,"
    "order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date\n"
    + _rows(
        (
            key("o1"),
            key("c1"),
            "delivered",
            "2018-01-31 23:30:00",
            "2018-02-01 00:10:00",
            "2018-02-02 08:00:00",
            "2018-02-10 23:30:00",
            "2018-02-09 00:00:00",
        ),
        (
            key("o2"),
            key("c2"),
            "delivered",
            "2018-02-05 10:00:00",
            "",
            "",
            "2018-02-07 10:00:00",
            "",
        ),
        (key("o3"), key("c3"), "canceled", "2018-02-06 10:00:00", "", "", "", ""),
        (key("o4"), key("c4"), "created", "2018-02-07 10:00:00", "", "", "", ""),
    ),
    ITEMS: "order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value\n"
    + _rows(
        (key("o1"), "1", key("p1"), key("s1"), "2018-02-03 00:00:00", "58.9", "13.29"),
        (key("o1"), "2", key("p2"), key("s1"), "2018-02-03 00:00:00", "100.00", "0"),
        (key("o2"), "1", key("p3"), key("s2"), "2018-02-08 00:00:00", "0.07", "7.5"),
        (key("o3"), "1", key("p1"), key("s1"), "2018-02-09 00:00:00", "58.90", "13.29"),
    ),
    PAYMENTS: "order_id,payment_sequential,payment_type,payment_installments,payment_value\n"
    + _rows(
        (key("o1"), "1", "voucher", "1", "72.19"),
        (key("o1"), "2", "credit_card", "3", "100.00"),
        (key("o2"), "1", "boleto", "1", "7.57"),
        (key("o3"), "1", "boleto", "1", "72.19"),
    ),
    REVIEWS: "review_id,order_id,review_score,review_comment_title,review_comment_message,"
    "review_creation_date,review_answer_timestamp\n"
    + _rows(
        (
            key("r1"),
            key("o1"),
            "4",
            "",
            '"Bom, mas\ndemorou. Maria, tel 11 99999-0000"',
            "2018-02-11 00:00:00",
            "",
        ),
        (key("r1"), key("o2"), "5", "", "", "", ""),
        (key("r2"), key("o1"), "2", "", "", "", ""),
    ),
    PRODUCTS: '"product_id","product_category_name","product_name_lenght",'
    '"product_description_lenght","product_photos_qty","product_weight_g","product_length_cm",'
    '"product_height_cm","product_width_cm"\n'
    + _rows(
        (f'"{key("p1")}"', "perfumaria", "40", "287", "1", "225", "16", "10", "14"),
        (f'"{key("p2")}"', "sem_traducao", "40", "287", "1", "225", "16", "10", "14"),
        (f'"{key("p3")}"', "", "", "", "", "", "", "", ""),
    ),
    SELLERS: '"seller_id","seller_zip_code_prefix","seller_city","seller_state"\n'
    + _rows((key("s1"), '"01001"', "sao paulo", "SP"), (key("s2"), '"20031"', "rio", "RJ")),
    CUSTOMERS: "customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,"
    "customer_state\n"
    + _rows(
        (key("c1"), key("person1"), "01151", "sao paulo", "SP"),
        (key("c2"), key("person1"), "01151", "sao paulo", "SP"),
        (key("c3"), key("person2"), "89254", "jaragua", "SC"),
        (key("c4"), key("person3"), "89254", "jaragua", "SC"),
    ),
    TRANSLATIONS: "\ufeffproduct_category_name,product_category_name_english\n"
    "perfumaria,perfumery\n",
    GEOLOCATION: "geolocation_zip_code_prefix,geolocation_lat,geolocation_lng,geolocation_city,"
    "geolocation_state\n01001,-23.55022651431653,-46.63403856911852,sao paulo,SP\n",
}


def write(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in CONTENT.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def append(folder: Path, name: str, line: str, times: int = 1) -> None:
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write((line + "\n") * times)
