"""The switch of a tile, as links that keep the rest of the address."""

from niaga.web.dashboards.board import Option
from niaga.web.dashboards.figures import Figures
from niaga.web.dashboards.tiles import Choice


def choices(figures: Figures, option: Option) -> tuple[Choice, ...]:
    values = list(option.values)
    current = chosen(figures, option)
    return tuple(
        Choice(
            text,
            figures.selection.query(**{option.name: None if value == values[0] else value}),
            value == current,
        )
        for value, text in option.values.items()
    )


def chosen(figures: Figures, option: Option) -> str:
    return figures.selection.option(option.name, next(iter(option.values)))
