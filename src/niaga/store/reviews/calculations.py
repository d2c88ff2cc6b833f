"""How ratings are weighed and how reviewers are shown."""

PRIOR_WEIGHT = 20


def bayesian_score(rating_sum: int, count: int, mean: float, weight: int = PRIOR_WEIGHT) -> float:
    """(C·m + Σ) / (C + n): few reviews lean on the shop's mean m. Ratings from 1 to 5."""
    return (weight * mean + rating_sum) / (weight + count)


def display_name(name: str) -> str:
    """First name and an initial: "Siti R."; never the full name."""
    words = name.split()
    if not words:
        return "—"
    return words[0][:30] + (f" {words[-1][0].upper()}." if len(words) > 1 else "")
