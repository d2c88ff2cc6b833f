"""What was bought, paid, sent and said, as rows."""

from niaga.kernel.idempotency import fingerprint
from niaga.simulate.history.crowd import Crowd
from niaga.simulate.history.making import History
from niaga.simulate.history.shelf import colour_names
from niaga.simulate.history.trade import OrderRecord
from niaga.simulate.history.writing import insert
from niaga.store.customers.models import Address, Customer, User
from niaga.store.inventory.models import Hold
from niaga.store.orders.models import Order, OrderLine
from niaga.store.payments.models import PaymentAttempt, ProviderEvent, SuspenseEntry
from niaga.store.reviews.calculations import display_name
from niaga.store.reviews.models import Review
from niaga.store.shipping.models import Shipment, TrackingEvent


def write_customers(crowd: Crowd, guest_book: dict[int, str]) -> None:
    """Accounts have no password but those of `guest_book` (user key to password hash)."""
    accounts = [buyer for buyer in crowd.buyers if buyer.user]
    insert(
        User,
        ("id", "email", "phone", "name", "password", "created_at"),
        [
            (b.user, b.person.email, b.person.phone, b.person.name,
             guest_book.get(b.user or 0, "!"), b.registered_at)
            for b in accounts
        ],
    )  # fmt: skip
    insert(
        Customer,
        ("id", "user", "name", "email", "phone", "created_at"),
        [
            (b.key, b.user, b.person.name, b.person.email, b.person.phone, b.created_at)
            for b in crowd.buyers
        ],
    )
    insert(
        Address,
        ("customer", "recipient", "phone", "line", "landmark", "region", "postal_code",
         "is_default", "created_at"),
        [
            (b.key, b.person.name, b.person.phone, b.line, b.landmark, b.region.code,
             b.region.postal_code, True, b.registered_at)
            for b in accounts
        ],
    )  # fmt: skip


def write_orders(history: History) -> None:
    trade = history.trade
    insert(
        Order,
        ("id", "number", "token", "request_key", "request_hash", "customer", "state",
         "session_id", "language", "placed_at", "confirmed_at", "handed_over_at", "completed_at",
         "ended_at", "end_reason", "payment_method", "pay_until", "currency", "items_total",
         "discount_total", "shipping_total", "transfer_code", "total", "tax_total", "tax_rule",
         "email", "phone", "recipient", "address_line", "landmark", "region_code", "village",
         "district", "city", "province", "postal_code", "courier", "courier_service", "weight",
         "promised_from", "promised_until"),
        [_order(order, trade.shop.currency) for order in trade.orders],
    )  # fmt: skip
    insert(
        OrderLine,
        ("id", "order", "position", "variant", "unit_code", "sku", "name_id", "name_en",
         "label_id", "label_en", "condition", "quantity", "unit_price", "discount", "tax", "net",
         "shipping_share"),
        [line for order in trade.orders for line in _lines(order)],
    )  # fmt: skip
    insert(
        Hold,
        ("id", "reference", "variant", "location", "quantity", "state", "created_at", "expires_at",
         "ended_at"),
        [
            (h.key, h.reference, h.item.key, 1, h.quantity, h.state, h.created_at, h.expires_at,
             h.ended_at)
            for h in trade.holds
        ],
    )  # fmt: skip


def _order(order: OrderRecord, currency: str) -> tuple[object, ...]:
    buyer, sums, region = order.buyer, order.sums, order.buyer.region
    return (
        order.key, order.number, order.token, order.request_key,
        fingerprint({"key": order.request_key}), buyer.key, order.state, order.session_id,
        buyer.language, order.placed_at, order.confirmed_at, order.handed_over_at,
        order.completed_at, order.ended_at, order.end_reason, order.method, order.pay_until,
        currency, sums.items_total, sums.discount_total, sums.shipping_total,
        order.transfer_code, sums.total, sums.tax_total, order.tax_rule, buyer.person.email,
        buyer.person.phone, buyer.person.name, buyer.line, buyer.landmark, region.code,
        region.village, region.district, region.city, region.province, region.postal_code,
        order.rate.courier, order.rate.service, order.weight, order.promised_from,
        order.promised_until,
    )  # fmt: skip


def _lines(order: OrderRecord) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for n, ((item, quantity, price), sums) in enumerate(
        zip(order.lines, order.sums.lines, strict=True)
    ):
        goods, (colour_id, colour_en) = item.product, colour_names(item.colour)
        rows.append(
            (
                order.line_keys[n], order.key, n, item.key, item.unit.code if item.unit else "",
                item.sku, *goods.name, f"{colour_id}, {item.size}", f"{colour_en}, {item.size}",
                "used" if goods.pair else "new", quantity, price, sums.discount, sums.tax,
                sums.net, sums.shipping_share,
            )
        )  # fmt: skip
    return rows


def write_payments(history: History) -> None:
    money, currency = history.money, history.trade.shop.currency
    insert(
        PaymentAttempt,
        ("id", "order", "number", "provider", "provider_reference", "method", "amount", "currency",
         "state", "applied", "created_at", "expires_at", "captured_at", "last_event_rank",
         "closed_at"),
        [
            (a.key, a.order.key, a.number, a.provider, a.reference, a.method, a.amount, currency,
             a.state, a.applied, a.created_at, a.expires_at, a.captured_at, a.rank, a.closed_at)
            for a in money.attempts
        ],
    )  # fmt: skip
    insert(
        ProviderEvent,
        ("provider", "dedupe_key", "attempt", "reference", "raw_body", "verified", "received_at",
         "processed_at", "outcome"),
        [
            ("midtrans", n.dedupe_key, n.attempt.key, n.attempt.reference, n.body, True,
             n.received_at, n.received_at, n.outcome)
            for n in money.notices
        ],
    )  # fmt: skip
    insert(
        SuspenseEntry,
        ("id", "provider", "attempt", "key", "amount", "currency", "reason", "created_at",
         "resolved_at", "resolved_by", "resolution"),
        [
            (s.key, s.attempt.provider, s.attempt.key, f"{s.attempt.reference}:{s.reason}",
             s.amount, currency, s.reason, s.created_at, s.resolved_at,
             money.sales if s.resolved_at else "", s.resolution)
            for s in money.suspense
        ],
    )  # fmt: skip


def write_parcels(history: History) -> None:
    parcels = history.parcels
    insert(
        Shipment,
        ("id", "order", "state", "courier", "service", "tracking_number", "created_at", "ready_at",
         "picking_at", "packed_at", "handed_over_at", "delivered_at", "ended_at"),
        [
            (p.key, p.order.key, p.state, p.order.rate.courier, p.order.rate.service,
             p.tracking_number, p.created_at, p.ready_at, p.picking_at, p.packed_at,
             p.handed_over_at, p.delivered_at, p.ended_at)
            for p in parcels.parcels
        ],
    )  # fmt: skip
    insert(
        TrackingEvent,
        ("shipment", "source_key", "code", "description", "place", "occurred_at", "received_at"),
        parcels.tracking,
    )


def write_reviews(history: History) -> None:
    insert(
        Review,
        ("id", "line", "product", "customer", "rating", "text", "display_name", "created_at"),
        [
            (r.key, r.line, r.goods.key, r.order.buyer.key, r.rating, r.text,
             display_name(r.order.buyer.person.name), r.at)
            for r in history.reviews
        ],
    )  # fmt: skip
