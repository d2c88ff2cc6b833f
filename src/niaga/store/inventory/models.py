"""Stock: an append-only ledger of movements, balances made from it, and holds for orders.

`StockBalance` is a projection: `on_hand` is the sum of the movements and `held` of the active
holds. The database refuses a balance below zero and a hold of what is not there.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from niaga.store.catalog.models import Variant


class Location(models.Model):
    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="one_default_location"
            )
        ]

    def __str__(self) -> str:
        return self.name


class MovementKind(models.TextChoices):
    RECEIPT = "receipt"
    SALE = "sale"
    ADJUSTMENT = "adjustment"
    TRANSFER = "transfer"
    RESTOCK = "restock"  # back from a parcel that returned to us


class StockMovement(models.Model):
    """Never changed and never deleted: a trigger refuses both. A mistake is met by its reverse."""

    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="movements")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="movements")
    delta = models.IntegerField()
    kind = models.CharField(max_length=12, choices=MovementKind)
    reference = models.CharField(max_length=64, blank=True)  # "order:K-…", "transfer:…"
    idempotency_key = models.CharField(max_length=100, unique=True)
    occurred_at = models.DateTimeField()
    posted_at = models.DateTimeField()
    unit_cost = models.BigIntegerField(null=True, blank=True)  # whole rupiah, on receipts
    actor = models.CharField(max_length=64)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(delta=0), name="movement_not_zero")]
        indexes = [
            models.Index(fields=["variant", "location", "id"]),
            models.Index(fields=["reference"]),
        ]
        ordering = ["id"]


class StockBalance(models.Model):
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="balances")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="balances")
    on_hand = models.IntegerField(default=0)
    held = models.IntegerField(default=0)
    backorder_limit = models.PositiveIntegerField(default=0)
    low_at = models.PositiveIntegerField(default=3)  # shown to staff as low at or below this

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["variant", "location"], name="one_balance_each"),
            models.CheckConstraint(condition=Q(on_hand__gte=0), name="balance_on_hand"),
            models.CheckConstraint(condition=Q(held__gte=0), name="balance_held"),
            models.CheckConstraint(
                condition=Q(held__lte=F("on_hand") + F("backorder_limit")),
                name="balance_held_is_there",
            ),
        ]

    @property
    def available(self) -> int:
        return self.on_hand - self.held


class HoldState(models.TextChoices):
    ACTIVE = "active"
    CONSUMED = "consumed"
    RELEASED = "released"
    EXPIRED = "expired"


class Hold(models.Model):
    """Stock promised to one order. `expires_at` is empty once the order is confirmed."""

    reference = models.CharField(max_length=64)  # "order:K-…"
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="holds")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="holds")
    quantity = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=HoldState, default=HoldState.ACTIVE)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="hold_quantity"),
            models.CheckConstraint(
                condition=Q(state="active", ended_at__isnull=True)
                | (~Q(state="active") & Q(ended_at__isnull=False)),
                name="hold_ended",
            ),
            models.UniqueConstraint(
                fields=["reference", "variant", "location"],
                condition=Q(state="active"),
                name="one_active_hold_each",
            ),
        ]
        indexes = [
            models.Index(
                fields=["variant", "location"], condition=Q(state="active"), name="hold_active"
            ),
            models.Index(fields=["expires_at"], condition=Q(state="active"), name="hold_expiry"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} · {self.variant_id} × {self.quantity}"


class Grade(models.TextChoices):
    LIKE_NEW = "like_new"
    A = "a"
    B = "b"
    C = "c"


class UnitState(models.TextChoices):
    INSPECTING = "inspecting"
    GRADED = "graded"
    LISTED = "listed"
    HELD = "held"
    SOLD = "sold"
    WRITTEN_OFF = "written_off"


class Unit(models.Model):
    """One used pair: a single thing with its own grade, defects and photos.

    It is the only unit of its variant while it lives, so its stock balance is 0 or 1.
    """

    code = models.CharField(max_length=32, unique=True)
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="units")
    grade = models.CharField(max_length=8, choices=Grade)
    defects_id = models.JSONField(default=list)  # list of sentences; empty for none
    defects_en = models.JSONField(default=list)
    bought_for = models.BigIntegerField(null=True, blank=True)  # whole rupiah
    state = models.CharField(max_length=12, choices=UnitState, default=UnitState.INSPECTING)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["variant"],
                condition=~Q(state__in=["sold", "written_off"]),
                name="one_living_unit_each",
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def defects(self) -> list[str]:
        english = (get_language() or "id").startswith("en")
        return list((self.defects_en if english else None) or self.defects_id)
