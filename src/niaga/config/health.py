"""The checks of rooms that are no app, so that `niaga doctor` finds them."""

from niaga.warehouse import health

__all__ = ["health"]
