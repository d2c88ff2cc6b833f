"""The switches of a tile, as links that keep the rest of the address."""

from niaga.web.dashboards.sellers.figures import SellersFigures
from niaga.web.dashboards.tiles import Choice


def choices_of(figures: SellersFigures, option: str, texts: dict[str, str]) -> tuple[Choice, ...]:
    default = next(iter(texts))
    current = figures.selection.option(option, default)
    return tuple(
        Choice(
            text,
            figures.selection.query(**{option: None if value == default else value}),
            value == current,
        )
        for value, text in texts.items()
    )
