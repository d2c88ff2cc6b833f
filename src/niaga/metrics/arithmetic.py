"""The few operations that every rate and change goes through, on any engine."""


def ratio(top: int | None, bottom: int | None, scale: int = 1) -> float | None:
    """Null when there is nothing to divide by."""
    return None if not bottom or top is None else top / (bottom * scale)


def growth(now: int, before: int | None) -> float | None:
    """(now − before) ÷ before; null on a base that is missing, zero or negative."""
    return None if before is None or before <= 0 else (now - before) / before
