"""Payments: attempts to pay an order, what providers told us, and money that fits nothing."""

from django.db import models
from django.db.models import Q

from niaga.store.orders.models import Order


class AttemptState(models.TextChoices):
    CREATED = "created"
    PENDING = "pending"
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    SETTLED = "settled"
    REVERSED = "reversed"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    VOIDED = "voided"


class PaymentAttempt(models.Model):
    """One try to pay one order. Written before the provider is asked; its key comes from it.

    `applied` is true for the attempt whose money confirmed the order: at most one each.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="payment_attempts")
    number = models.PositiveIntegerField()
    provider = models.CharField(max_length=16)
    provider_reference = models.CharField(max_length=64, unique=True)  # "{order number}-{n}"
    method = models.CharField(max_length=32, blank=True)  # as the provider names it: bca_va, qris
    amount = models.BigIntegerField()  # smallest unit of `currency`
    currency = models.CharField(max_length=3, default="IDR")
    state = models.CharField(max_length=10, choices=AttemptState, default=AttemptState.CREATED)
    applied = models.BooleanField(default=False)
    pay_url = models.URLField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    captured_at = models.DateTimeField(null=True, blank=True)
    last_event_rank = models.PositiveIntegerField(default=0)
    checked_at = models.DateTimeField(null=True, blank=True)  # when the provider was last asked
    closed_at = models.DateTimeField(null=True, blank=True)  # told the provider to take no money

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="attempt_number"),
            models.UniqueConstraint(
                fields=["order"], condition=Q(applied=True), name="one_applied_attempt"
            ),
            models.UniqueConstraint(
                fields=["amount"],
                condition=Q(provider="bank_transfer", state="pending"),
                name="transfer_amount_is_unique",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="attempt_amount"),
            models.CheckConstraint(
                condition=~Q(state__in=["captured", "settled"]) | Q(captured_at__isnull=False),
                name="attempt_captured_at",
            ),
        ]
        indexes = [models.Index(fields=["state", "provider", "created_at"])]
        ordering = ["number"]

    def __str__(self) -> str:
        return self.provider_reference


class ProviderEvent(models.Model):
    """The inbox: every notification as it came, stored before it is understood."""

    class Outcome(models.TextChoices):
        RECEIVED = "received"
        APPLIED = "applied"
        NO_CHANGE = "no_change"
        SUSPENSE = "suspense"
        REFUSED = "refused"

    provider = models.CharField(max_length=16)
    dedupe_key = models.CharField(max_length=128)
    attempt = models.ForeignKey(
        PaymentAttempt, null=True, blank=True, on_delete=models.PROTECT, related_name="events"
    )
    reference = models.CharField(max_length=64, blank=True)  # the payment that it names
    raw_body = models.TextField()
    verified = models.BooleanField()
    received_at = models.DateTimeField()
    processed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.RECEIVED)
    detail = models.CharField(max_length=300, blank=True)
    times_received = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "dedupe_key"], name="provider_event_once")
        ]
        indexes = [models.Index(fields=["outcome", "received_at"])]
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.provider} {self.dedupe_key}"


class SuspenseEntry(models.Model):
    """Money that fits no payment. It stays here, as a task for staff, until someone resolves it."""

    provider = models.CharField(max_length=16)
    attempt = models.ForeignKey(
        PaymentAttempt, null=True, blank=True, on_delete=models.PROTECT, related_name="suspense"
    )
    event = models.ForeignKey(
        ProviderEvent, null=True, blank=True, on_delete=models.PROTECT, related_name="suspense"
    )
    key = models.CharField(max_length=128, unique=True)  # one entry for one movement of money
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=40)
    created_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.CharField(max_length=64, blank=True)
    resolution = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["resolved_at", "created_at"])]
        verbose_name_plural = "suspense entries"

    def __str__(self) -> str:
        return f"{self.reason} {self.amount} {self.currency}"
