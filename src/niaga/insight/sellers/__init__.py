"""What a marketplace hangs on: how few of its sellers make how much, and who stopped."""

from niaga.insight.sellers.concentration import Concentration, concentration

__all__ = ["Concentration", "concentration"]
