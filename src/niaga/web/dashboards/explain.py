"""What changed: an exact split of a change over the factors of a product.

With V = x₁·x₂·…, the part of factor i is L(V₁, V₀) · ln(x_i1 / x_i0), where L(a, b) is the
logarithmic mean (a − b) / ln(a / b). The parts sum to V₁ − V₀ (Ang, The LMDI approach to
decomposition analysis, 2005). This is arithmetic, not cause.
"""

import math
from collections.abc import Sequence


def logarithmic_mean(a: float, b: float) -> float:
    """(a − b) / ln(a / b), and a where both are alike. Both must be positive."""
    if math.isclose(a, b, rel_tol=1e-12):
        return a
    return (a - b) / math.log(a / b)


def split(before: Sequence[float | None], after: Sequence[float | None]) -> list[float] | None:
    """The part of each factor in the change of their product, or None where a factor is not
    positive, for then there is no such split."""
    pairs = list(zip(before, after, strict=True))
    if any(old is None or new is None or old <= 0 or new <= 0 for old, new in pairs):
        return None
    old_product = math.prod(old for old, _new in pairs if old)
    new_product = math.prod(new for _old, new in pairs if new)
    mean = logarithmic_mean(new_product, old_product)
    return [mean * math.log(new / old) for old, new in pairs if old and new]
