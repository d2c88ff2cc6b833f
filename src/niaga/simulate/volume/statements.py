"""The statements that make up the big shop's rows. Everything follows from a number and the seed.

`u(x, n)` is an even draw from [0, 1) that belongs to `x`: the same for the same seed, wherever and
in whatever order it is asked. Amounts are rupiah, wall times those of Jakarta.
"""

# ruff: noqa: S608 - only constants of this file go into the text
PRODUCTS, SELLERS, CATEGORIES = 5_000, 1_000, 24
REGIONS = (
    "Jawa Barat", "DKI Jakarta", "Jawa Timur", "Jawa Tengah", "Banten", "Sumatera Utara",
    "DI Yogyakarta", "Sulawesi Selatan", "Bali", "Sumatera Selatan", "Riau", "Lampung",
    "Kalimantan Timur", "Sumatera Barat", "Kepulauan Riau", "Kalimantan Selatan",
    "Nusa Tenggara Barat", "Kalimantan Barat", "Sulawesi Utara", "Jambi", "Aceh",
    "Sulawesi Tengah", "Nusa Tenggara Timur", "Papua",
)  # fmt: skip
CHANNELS = ("storefront", "shopee", "tokopedia", "tiktok")


def _list(values: tuple[str, ...]) -> str:
    return "[" + ", ".join(f"'{value}'" for value in values) + "]"


def draws(seed: int) -> str:
    return f"CREATE MACRO u(x, n) AS (hash(x, n, {seed}) % 1000003) / 1000003.0"


# Most people buy once, some often; gaps are exponential. Orders beyond the last day are not made.
HISTORY = """
CREATE TABLE history AS
WITH people AS (
  SELECT c, pow(u(c, 1), 0.8) * $days AS first_day,
    CASE WHEN u(c, 2) < 0.60 THEN 1 WHEN u(c, 2) < 0.80 THEN 2 WHEN u(c, 2) < 0.90 THEN 3
         WHEN u(c, 2) < 0.95 THEN 4 WHEN u(c, 2) < 0.98 THEN 6 ELSE 10 END AS orders
  FROM range($people) AS range(c)
), steps AS (
  SELECT c, r, first_day,
    CASE WHEN r = 1 THEN 0 ELSE 1 - ln(1 - u(c * 16 + r, 3)) * 55 END AS gap
  FROM (SELECT c, first_day, unnest(range(1, orders + 1)) AS r FROM people)
), timed AS (
  SELECT c, r, first_day + sum(gap) OVER (PARTITION BY c ORDER BY r) AS day FROM steps
), kept AS (
  SELECT c, r, day FROM timed WHERE day < $days ORDER BY c, r LIMIT $orders
), numbered AS (
  SELECT c, r, c * 16 + r AS o, CAST($first AS TIMESTAMP) + to_days(CAST(floor(day) AS INTEGER))
    + to_seconds(CAST(21600 + floor(u(c * 16 + r, 4) * 61000) AS INTEGER)) AS placed
  FROM kept
), stated AS (
  SELECT *, u(o, 5) >= 0.015 AS captured, u(o, 5) >= 0.015 AND u(o, 5) < 0.035 AS cancelled
  FROM numbered
)
SELECT c, o, placed, captured, cancelled,
  CASE WHEN captured AND NOT cancelled THEN
    row_number() OVER (PARTITION BY c, captured AND NOT cancelled ORDER BY r) END AS order_rank,
  CASE WHEN captured AND NOT cancelled THEN
    lag(placed::DATE) OVER (PARTITION BY c, captured AND NOT cancelled ORDER BY r) END
    AS previous_date_local,
  CAST(strftime(placed, '%Y%m') AS INTEGER) AS month
FROM stated ORDER BY month
"""

HEADS = f"""
CREATE OR REPLACE TEMP TABLE heads AS
SELECT printf('B%011d', o) AS order_id, printf('%016x', hash(c, $seed)) AS customer_key,
  o, order_rank, previous_date_local, previous_date_local AS previous_in_region,
  captured, cancelled, captured AND NOT cancelled AS counted,
  {_list(REGIONS)}[1 + CAST(floor(pow(u(c, 6), 2.4) * {len(REGIONS)}) AS INTEGER)] AS region,
  {_list(CHANNELS)}[1 + CAST(floor(pow(u(o, 7), 1.6) * {len(CHANNELS)}) AS INTEGER)] AS channel,
  placed AS placed_at_local,
  (placed - INTERVAL 7 HOURS)::TIMESTAMPTZ AS placed_at,
  placed::DATE AS date_local, date_trunc('month', placed)::DATE AS month_local,
  strftime(placed, '%Y-%m') AS part,
  placed_at + to_seconds(CAST(60 - ln(1 - u(o, 8)) * 5400 AS INTEGER)) AS payment_time,
  payment_time + to_seconds(CAST(1800 - ln(1 - u(o, 9)) * 40000 AS INTEGER)) AS packing_time,
  packing_time + to_seconds(CAST(600 - ln(1 - u(o, 10)) * 20000 AS INTEGER)) AS shipping_time,
  shipping_time + to_seconds(CAST(43200 - ln(1 - u(o, 11)) * 130000 AS INTEGER)) AS arrival_time,
  counted AND u(o, 12) < 0.995 AND arrival_time < CAST($now AS TIMESTAMPTZ) AS delivered
FROM history WHERE month = $month ORDER BY placed
"""

LINES = f"""
CREATE OR REPLACE TEMP TABLE lines AS
WITH counted_lines AS (
  SELECT *, unnest(range(1, 2 + CAST(u(o, 13) < 0.25 AS INTEGER)
    + CAST(u(o, 13) < 0.06 AS INTEGER))) AS line_no FROM heads
), chosen AS (
  SELECT *, CAST(floor(pow(u(o * 8 + line_no, 14), 2.2) * {PRODUCTS}) AS INTEGER) AS p,
    1 + CAST(u(o * 8 + line_no, 15) < 0.08 AS BIGINT) AS quantity FROM counted_lines
)
SELECT order_id, line_no, customer_key, o, region, channel, counted, captured, cancelled,
  delivered, date_local, month_local, part, placed_at, payment_time, arrival_time,
  printf('p%04d', p) AS product_id, printf('kategori-%02d', p % {CATEGORIES}) AS category,
  CASE WHEN p % 9 = 0 THEN 'used' ELSE 'new' END AS condition,
  printf('s%03d', p % {SELLERS}) AS seller_id, quantity,
  (20 + hash(p, $seed) % 980) * 1000 AS unit_price,
  CAST(unit_price * quantity AS BIGINT) AS gross,
  CASE WHEN u(o, 16) < 0.15 THEN CAST(gross // 10 AS BIGINT) ELSE 0 END AS discount,
  CAST(unit_price * quantity * 62 // 100 AS BIGINT) AS cost,
  CASE WHEN delivered AND u(o * 8 + line_no, 17) < 0.03 THEN quantity ELSE 0 END AS returned_units,
  CASE WHEN returned_units > 0 AND u(o, 18) < 0.3 THEN quantity ELSE 0 END AS damaged_units
FROM chosen
"""

_LINEAGE = "'simulation' AS source, $load AS load_id, NULL::BIGINT AS source_row, 'IDR' AS currency"
_STATUS = (
    "CASE WHEN delivered THEN 'delivered' WHEN cancelled THEN 'cancelled' "
    "WHEN NOT captured THEN 'expired' ELSE 'shipped' END"
)

TABLES = {
    "orders": f"""
SELECT h.* EXCLUDE (o, cancelled), {_STATUS} AS status, NULL AS session_id,
  h.customer_key AS person_key, NULL AS city, false AS is_test,
  CASE WHEN NOT captured THEN 'unpaid' WHEN cancelled THEN 'cancelled' END AS uncounted_reason,
  CASE WHEN captured THEN payment_time END AS paid_at, paid_at AS sale_at,
  (paid_at::TIMESTAMP + INTERVAL 7 HOURS)::DATE AS paid_date_local,
  s.gross, s.discount, s.gross - s.discount AS value,
  CASE WHEN cancelled THEN value ELSE s.returned END AS returned, value - returned AS revenue,
  15000 AS shipping, 0 AS tax, value + 15000 AS total,
  CASE WHEN captured THEN total ELSE 0 END AS paid, s.units, s.line_count, s.categories, s.sellers,
  CASE WHEN order_rank = 1 THEN 'new' WHEN order_rank > 1 THEN 'returning' END AS customer_type,
  {_LINEAGE}
FROM heads h JOIN (
  SELECT order_id, sum(gross)::BIGINT AS gross, sum(discount)::BIGINT AS discount,
    sum(quantity)::BIGINT AS units, count(*) AS line_count,
    sum(CASE WHEN returned_units > 0 THEN gross - discount ELSE 0 END)::BIGINT AS returned,
    list(DISTINCT category) AS categories, list(DISTINCT seller_id) AS sellers
  FROM lines GROUP BY order_id) s USING (order_id) ORDER BY date_local
""",
    "order_lines": f"""
SELECT * EXCLUDE (o), {_STATUS} AS status, false AS is_test, 0 AS shipping, 0 AS tax,
  CASE WHEN delivered THEN (arrival_time::TIMESTAMP + INTERVAL 7 HOURS)::DATE END
    AS delivered_date_local, {_LINEAGE}
FROM lines ORDER BY date_local
""",
    "sales_events": f"""
WITH sales AS (
  SELECT *, 'sale' AS kind, NULL AS reason, payment_time AS occurred_at, 0::BIGINT AS returns,
    1 AS sign, CASE WHEN line_no = 1 THEN 15000 ELSE 0 END AS shipping FROM lines WHERE captured
), events AS (
  SELECT * FROM sales UNION ALL BY NAME
  SELECT * EXCLUDE (kind, reason, occurred_at, returns, sign), 'reversal' AS kind,
    CASE WHEN cancelled THEN 'cancelled' WHEN damaged_units > 0 THEN 'damaged' ELSE 'returned' END
      AS reason,
    CASE WHEN cancelled THEN payment_time + INTERVAL 6 HOURS
      ELSE arrival_time + INTERVAL 5 DAYS END AS occurred_at,
    gross - discount AS returns, -1 AS sign
  FROM sales WHERE (cancelled OR returned_units > 0)
    AND (cancelled OR arrival_time + INTERVAL 5 DAYS < CAST($now AS TIMESTAMPTZ))
)
SELECT * EXCLUDE (gross, discount, quantity, shipping, date_local, month_local, o, delivered),
  (occurred_at::TIMESTAMP + INTERVAL 7 HOURS)::DATE AS date_local,
  date_trunc('month', date_local)::DATE AS month_local, quantity * sign AS quantity,
  CASE WHEN sign = 1 THEN gross ELSE 0 END AS gross,
  CASE WHEN sign = 1 THEN discount ELSE 0 END AS discount,
  CASE WHEN sign = 1 THEN gross - discount ELSE -returns END AS net,
  CASE WHEN sign = 1 THEN shipping WHEN cancelled THEN -shipping ELSE 0 END AS shipping,
  0 AS tax, CASE WHEN sign = 1 THEN gross - discount ELSE -returns END
    + CASE WHEN sign = 1 THEN shipping WHEN cancelled THEN -shipping ELSE 0 END AS total,
  {_LINEAGE}
FROM events ORDER BY date_local
""",
    "payments": f"""
SELECT h.* EXCLUDE (o, cancelled), 1 AS payment_no,
  ['transfer', 'qris', 'card', 'cod'][1 + CAST(floor(u(o, 19) * 4) AS INTEGER)] AS method,
  1 AS installments, s.amount, CASE WHEN captured THEN 'captured' ELSE 'expired' END AS status,
  CASE WHEN captured THEN payment_time END AS paid_at, {_STATUS} AS order_status,
  false AS is_test, {_LINEAGE}
FROM heads h JOIN (SELECT order_id, sum(gross - discount)::BIGINT + 15000 AS amount
  FROM lines GROUP BY order_id) s USING (order_id) ORDER BY date_local
""",
    "shipments": f"""
SELECT * EXCLUDE (o, cancelled, counted), order_id AS shipment_id,
  ['jne', 'jnt', 'sicepat'][1 + CAST(floor(u(o, 20) * 3) AS INTEGER)] AS carrier,
  {_STATUS} AS order_status, false AS is_test, payment_time AS paid_at,
  (payment_time::TIMESTAMP + INTERVAL 7 HOURS)::DATE AS paid_date_local,
  CASE WHEN packing_time < CAST($now AS TIMESTAMPTZ)
    THEN (packing_time::TIMESTAMP + INTERVAL 7 HOURS)::DATE END AS packed_date_local,
  CASE WHEN shipping_time < CAST($now AS TIMESTAMPTZ)
    THEN (shipping_time::TIMESTAMP + INTERVAL 7 HOURS)::DATE END AS shipped_date_local,
  CASE WHEN packing_time < CAST($now AS TIMESTAMPTZ) THEN packing_time END AS packed_at,
  CASE WHEN shipping_time < CAST($now AS TIMESTAMPTZ) THEN shipping_time END AS shipped_at,
  CASE WHEN delivered THEN arrival_time END AS delivered_at,
  placed_at + INTERVAL 5 DAYS AS promised_at,
  CASE WHEN delivered THEN (arrival_time::TIMESTAMP + INTERVAL 7 HOURS)::DATE END
    AS delivered_date_local,
  CASE WHEN delivered THEN epoch(arrival_time)::BIGINT - epoch(placed_at)::BIGINT END
    AS delivery_seconds,
  CASE WHEN delivered THEN arrival_time > promised_at END AS late, true AS last_parcel, {_LINEAGE}
FROM heads WHERE counted ORDER BY date_local
""",
    "reviews": f"""
SELECT * EXCLUDE (o, cancelled, counted), order_id AS review_id, NULL AS product_id,
  arrival_time + INTERVAL 2 DAYS AS written_at, 'delivered' AS order_status, false AS is_test,
  [5, 5, 5, 4, 5, 4, 3, 1, 2, 5][1 + CAST(floor(u(o, 21) * 10) AS INTEGER)] AS score, {_LINEAGE}
FROM heads WHERE delivered AND u(o, 22) < 0.45 ORDER BY date_local
""",
}

PEOPLE = f"""
SELECT printf('%016x', hash(c, $seed)) AS customer_key,
  {_list(REGIONS)}[1 + CAST(floor(pow(u(c, 6), 2.4) * {len(REGIONS)}) AS INTEGER)] AS region,
  NULL AS city, min(CASE WHEN order_rank = 1 THEN placed::DATE END) AS first_order_date,
  count(*) AS orders, count(order_rank) AS counted_orders, {_LINEAGE}
FROM history GROUP BY c
"""
THINGS = {
    "products": f"""
SELECT printf('p%04d', p) AS product_id, printf('Barang %d', p) AS name,
  printf('kategori-%02d', p % {CATEGORIES}) AS category,
  CASE WHEN p % 9 = 0 THEN 'used' ELSE 'new' END AS condition, {_LINEAGE}
FROM range({PRODUCTS}) AS range(p)
""",
    "sellers": f"""
SELECT printf('s%03d', s) AS seller_id, NULL AS city,
  {_list(REGIONS)}[1 + s % {len(REGIONS)}] AS region, {_LINEAGE}
FROM range({SELLERS}) AS range(s)
""",
}
