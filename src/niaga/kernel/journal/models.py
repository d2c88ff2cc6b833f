"""The journal, the place that each subscriber has reached in it, and what it could not digest."""

from django.db import models
from django.db.models import Q

from niaga.kernel import clock
from niaga.kernel.ids import new_id


class JournalEvent(models.Model):
    """One thing that happened. Rows are only ever added; triggers refuse UPDATE and DELETE.

    `seq` is drawn by the database. On PostgreSQL a higher number can be visible before a lower
    one: read through `niaga.kernel.journal.read`, never with `seq__gt` of your own.
    """

    seq = models.BigAutoField(primary_key=True)
    id = models.UUIDField(unique=True, default=new_id, editable=False)
    topic = models.CharField(max_length=64)
    aggregate = models.CharField(max_length=32)
    aggregate_id = models.CharField(max_length=64)
    payload = models.JSONField()
    actor = models.CharField(max_length=64)
    occurred_at = models.DateTimeField()

    class Meta:
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["topic", "seq"]),
            models.Index(fields=["aggregate", "aggregate_id", "seq"]),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.topic} {self.aggregate}:{self.aggregate_id}"


class SubscriberCursor(models.Model):
    """Up to `position` (a `seq`) everything is done; `attempts` counts tries at what comes next."""

    name = models.CharField(max_length=64, primary_key=True)
    position = models.BigIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=Q(position__gte=0), name="cursor_position")]


class DeadLetter(models.Model):
    """An event that a subscriber gave up on; it waits here for a person."""

    class State(models.TextChoices):
        OPEN = "open"
        REDELIVERED = "redelivered"
        DISMISSED = "dismissed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subscriber = models.CharField(max_length=64)
    event = models.ForeignKey(JournalEvent, on_delete=models.PROTECT, related_name="dead_letters")
    error = models.TextField()
    attempts = models.PositiveIntegerField()
    state = models.CharField(max_length=16, choices=State.choices, default=State.OPEN)
    reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["created_at"], name="dead_letter_open", condition=Q(state="open"))
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber", "event"], name="dead_letter_once_per_subscriber"
            ),
            models.CheckConstraint(
                condition=Q(state="open", resolved_at=None)
                | Q(state__in=["redelivered", "dismissed"], resolved_at__isnull=False),
                name="dead_letter_resolved",
            ),
        ]
