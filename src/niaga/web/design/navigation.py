"""What the side navigation of a staff face shows."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class NavigationItem:
    """`icon` is a name of the sprite; `count` is work that waits, and 0 shows nothing."""

    text: str | Promise
    url: str
    icon: str
    active: bool = False
    count: int = 0


@dataclass(frozen=True)
class NavigationGroup:
    title: str | Promise
    items: tuple[NavigationItem, ...]
