"""The nine files, column by column, as the public data set spells them (its typing errors too)."""

from niaga.collect.delimited import Column, FileSpec

_KEY = r"^[0-9a-f]{32}$"
_ZIP = r"^\d{5}$"  # text: São Paulo's begin with a zero
_STATE = r"^[A-Z]{2}$"
STATUSES = (
    "created",
    "approved",
    "invoiced",
    "processing",
    "shipped",
    "delivered",
    "unavailable",
    "canceled",
)


def _key(name: str) -> Column:
    return Column(name, pattern=_KEY)


def _maybe(name: str, kind: str = "text") -> Column:
    return Column(name, kind, required=False)


ORDERS = FileSpec(
    "orders",
    "olist_orders_dataset.csv",
    (
        _key("order_id"),
        _key("customer_id"),
        Column("order_status", choices=STATUSES),
        Column("order_purchase_timestamp", "time"),
        _maybe("order_approved_at", "time"),
        _maybe("order_delivered_carrier_date", "time"),
        _maybe("order_delivered_customer_date", "time"),
        _maybe("order_estimated_delivery_date", "time"),
    ),
    key=("order_id",),
)
ITEMS = FileSpec(
    "items",
    "olist_order_items_dataset.csv",
    (
        _key("order_id"),
        Column("order_item_id", "integer", minimum=1, maximum=10_000),
        _key("product_id"),
        _key("seller_id"),
        _maybe("shipping_limit_date", "time"),
        Column("price", "money"),
        Column("freight_value", "money"),
    ),
    key=("order_id", "order_item_id"),
)
PAYMENTS = FileSpec(
    "payments",
    "olist_order_payments_dataset.csv",
    (
        _key("order_id"),
        Column("payment_sequential", "integer", minimum=1, maximum=10_000),
        Column("payment_type"),
        Column("payment_installments", "integer", minimum=0, maximum=120),
        Column("payment_value", "money"),
    ),
    key=("order_id", "payment_sequential"),
)
REVIEWS = FileSpec(
    "reviews",
    "olist_order_reviews_dataset.csv",
    (
        _key("review_id"),
        _key("order_id"),
        Column("review_score", "integer", minimum=1, maximum=5),
        Column("review_comment_title", required=False, private=True),
        Column("review_comment_message", required=False, private=True),
        _maybe("review_creation_date", "time"),
        _maybe("review_answer_timestamp", "time"),
    ),
    key=("review_id", "order_id"),  # one review may speak of several orders, one order have several
)
PRODUCTS = FileSpec(
    "products",
    "olist_products_dataset.csv",
    (
        _key("product_id"),
        _maybe("product_category_name"),
        _maybe("product_name_lenght", "number"),
        _maybe("product_description_lenght", "number"),
        _maybe("product_photos_qty", "number"),
        _maybe("product_weight_g", "number"),
        _maybe("product_length_cm", "number"),
        _maybe("product_height_cm", "number"),
        _maybe("product_width_cm", "number"),
    ),
    key=("product_id",),
)
SELLERS = FileSpec(
    "sellers",
    "olist_sellers_dataset.csv",
    (
        _key("seller_id"),
        Column("seller_zip_code_prefix", pattern=_ZIP),
        Column("seller_city"),
        Column("seller_state", pattern=_STATE),
    ),
    key=("seller_id",),
)
CUSTOMERS = FileSpec(
    "customers",
    "olist_customers_dataset.csv",
    (
        _key("customer_id"),
        _key("customer_unique_id"),
        Column("customer_zip_code_prefix", pattern=_ZIP),
        Column("customer_city"),
        Column("customer_state", pattern=_STATE),
    ),
    key=("customer_id",),
)
TRANSLATIONS = FileSpec(
    "translations",
    "product_category_name_translation.csv",
    (Column("product_category_name"), Column("product_category_name_english")),
    key=("product_category_name",),
)
GEOLOCATION = FileSpec(
    "geolocation",
    "olist_geolocation_dataset.csv",
    (
        Column("geolocation_zip_code_prefix", pattern=_ZIP),
        Column("geolocation_lat", "number"),
        Column("geolocation_lng", "number"),
        Column("geolocation_city"),
        Column("geolocation_state", pattern=_STATE),
    ),  # no key: the original has many points for each prefix
)
FILES = (
    ITEMS,
    ORDERS,
    REVIEWS,
    PAYMENTS,
    CUSTOMERS,
    PRODUCTS,
    SELLERS,
    GEOLOCATION,
    TRANSLATIONS,
)
