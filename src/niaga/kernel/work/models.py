"""Who works in the background, and what is due when. The tasks' own table is django-tasks-db's."""

from django.db import models
from django.db.models import Q


class WorkerLease(models.Model):
    """A worker that lives, or lived: who holds work under an expired lease has died."""

    id = models.CharField(max_length=64, primary_key=True)
    host = models.CharField(max_length=255)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["started_at"]


class Schedule(models.Model):
    """Work that returns. `claimed_by` is the worker that has the present tick in hand."""

    name = models.CharField(max_length=64, primary_key=True)
    every_seconds = models.PositiveIntegerField()
    next_run_at = models.DateTimeField()
    claimed_by = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(every_seconds__gte=1), name="schedule_every")
        ]
