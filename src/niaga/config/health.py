"""The checks of rooms that are no app, so that `niaga doctor` finds them."""

from niaga.metrics import health as metrics
from niaga.warehouse import health as warehouse

__all__ = ["metrics", "warehouse"]
