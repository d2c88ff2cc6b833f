"""Rows that every room shares: the history of states, and keys of requests already answered."""

from django.db import models

from niaga.kernel.journal.models import DeadLetter, JournalEvent, SubscriberCursor
from niaga.kernel.work.models import Schedule, WorkerLease

__all__ = [
    "DeadLetter",
    "IdempotencyKey",
    "JournalEvent",
    "Schedule",
    "StateChange",
    "SubscriberCursor",
    "WorkerLease",
]


class StateChange(models.Model):
    """One step of one machine; the rows of a subject, in order, replay to its present state."""

    machine = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    old = models.CharField(max_length=32, blank=True)
    new = models.CharField(max_length=32)
    actor = models.CharField(max_length=64)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["machine", "subject_id", "id"])]
        ordering = ["id"]


class IdempotencyKey(models.Model):
    """A request that a caller may send again: what it asked and what was answered."""

    scope = models.CharField(max_length=64)
    key = models.CharField(max_length=128)
    request_hash = models.CharField(max_length=64)
    result = models.CharField(max_length=128)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "key"], name="idempotency_scope_key")
        ]
