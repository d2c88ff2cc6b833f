"""Orders: what was agreed, frozen. Later changes of price, tax or product never touch them."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from niaga.kernel.money import Money
from niaga.store.catalog.models import Variant
from niaga.store.customers.models import Customer


class TaxRule(models.Model):
    """PPN as the law had it on a day. `base` is the share of the price that is taxed (11/12)."""

    code = models.CharField(max_length=20)
    rate_numerator = models.PositiveIntegerField()
    rate_denominator = models.PositiveIntegerField()
    base_numerator = models.PositiveIntegerField(default=1)
    base_denominator = models.PositiveIntegerField(default=1)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)  # exclusive

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "effective_from"], name="tax_rule_start"),
            models.CheckConstraint(
                condition=Q(rate_denominator__gt=0) & Q(base_denominator__gt=0),
                name="tax_rule_denominators",
            ),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gt=F("effective_from")),
                name="tax_rule_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.effective_from}"


class OrderState(models.TextChoices):
    PLACED = "placed"
    CONFIRMED = "confirmed"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class PaymentMethod(models.TextChoices):
    BANK_TRANSFER = "bank_transfer"
    CASH_ON_DELIVERY = "cod"
    MIDTRANS = "midtrans"


class Order(models.Model):
    """The commercial agreement. Payment and fulfilment are machines of their own.

    All amounts are whole smallest units of `currency`, tax included:
    total = items_total + shipping_total - discount_total. The transfer code, which makes a bank
    transfer recognisable, is a part of the discount.
    """

    number = models.CharField(max_length=24, unique=True)
    token = models.CharField(max_length=40, unique=True)  # of the link that tracks it
    request_key = models.CharField(max_length=64, unique=True)  # the same try is the same order
    request_hash = models.CharField(max_length=64)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="orders")
    state = models.CharField(max_length=10, choices=OrderState, default=OrderState.PLACED)
    channel = models.CharField(max_length=20, default="web")
    is_test = models.BooleanField(default=False)
    session_id = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=5, default="id")
    placed_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)  # from then it can't be cancelled
    completed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # cancelled or expired
    end_reason = models.CharField(max_length=200, blank=True)
    payment_method = models.CharField(max_length=16, choices=PaymentMethod)
    pay_until = models.DateTimeField(null=True, blank=True)

    currency = models.CharField(max_length=3, default="IDR")
    items_total = models.BigIntegerField()
    discount_total = models.BigIntegerField(default=0)
    shipping_total = models.BigIntegerField()
    transfer_code = models.PositiveIntegerField(default=0)
    total = models.BigIntegerField()
    tax_total = models.BigIntegerField()  # within the total
    tax_rule = models.ForeignKey(TaxRule, null=True, on_delete=models.PROTECT, related_name="+")

    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20)
    recipient = models.CharField(max_length=120)
    address_line = models.CharField(max_length=200)
    landmark = models.CharField(max_length=120, blank=True)
    region_code = models.CharField(max_length=13)
    village = models.CharField(max_length=80)
    district = models.CharField(max_length=80)
    city = models.CharField(max_length=80)
    province = models.CharField(max_length=80)
    postal_code = models.CharField(max_length=5)
    note = models.CharField(max_length=300, blank=True)

    courier = models.CharField(max_length=20)
    courier_service = models.CharField(max_length=20)
    weight = models.PositiveIntegerField()  # grams, billed
    promised_from = models.DateField()
    promised_until = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(total=F("items_total") + F("shipping_total") - F("discount_total")),
                name="order_total",
            ),
            models.CheckConstraint(
                condition=Q(items_total__gte=0)
                & Q(shipping_total__gte=0)
                & Q(discount_total__gte=0)
                & Q(discount_total__lte=F("items_total"))
                & Q(tax_total__gte=0)
                & Q(tax_total__lte=F("total"))
                & Q(transfer_code__lt=1000)
                & Q(transfer_code__lte=F("discount_total")),
                name="order_amounts",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-placed_at"]),
            models.Index(fields=["customer", "-placed_at"]),
            models.Index(fields=["-placed_at"]),
            models.Index(fields=["pay_until"], condition=Q(state="placed"), name="order_to_expire"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def money(self) -> Money:
        return Money(self.total, self.currency)


class OrderLine(models.Model):
    """`net + tax + discount = unit_price × quantity`; shipping_share is of the order's shipping."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="order_lines")
    unit_code = models.CharField(max_length=32, blank=True)  # of a used pair
    sku = models.CharField(max_length=40)
    name_id = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160, blank=True)
    label_id = models.CharField(max_length=60, blank=True)  # colour and size
    label_en = models.CharField(max_length=60, blank=True)
    condition = models.CharField(max_length=8)
    quantity = models.PositiveIntegerField()
    unit_price = models.BigIntegerField()
    discount = models.BigIntegerField(default=0)
    tax = models.BigIntegerField()
    net = models.BigIntegerField()
    shipping_share = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="order_line_position"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="order_line_quantity"),
            models.CheckConstraint(
                condition=Q(net=F("unit_price") * F("quantity") - F("discount") - F("tax")),
                name="order_line_sums",
            ),
            models.CheckConstraint(
                condition=Q(unit_price__gte=0)
                & Q(discount__gte=0)
                & Q(tax__gte=0)
                & Q(net__gte=0)
                & Q(shipping_share__gte=0),
                name="order_line_amounts",
            ),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.sku} × {self.quantity}"

    def _text(self, name: str) -> Any:
        english = (get_language() or "id").startswith("en")
        return (getattr(self, f"{name}_en") if english else "") or getattr(self, f"{name}_id")

    @property
    def name(self) -> str:
        return str(self._text("name"))

    @property
    def label(self) -> str:
        return str(self._text("label"))

    @property
    def amount(self) -> int:
        """What the customer pays for the line, tax included."""
        return self.unit_price * self.quantity - self.discount
