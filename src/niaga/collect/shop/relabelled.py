"""Products that are sorted differently now: moved to another category, or under one renamed.

Facts tell the category and condition of a product on every row. Were they told anew only with the
next event of their order, one product would stand under its old and its new name at once.
"""

from collections.abc import Collection, Iterable, Mapping

from niaga.kernel.journal import JournalEvent
from niaga.store.catalog.models import Category, Product
from niaga.store.orders.models import OrderLine

TOPICS = ("product.changed", "category.changed")
_SORTED_BY = frozenset({"category", "condition"})
_MOST_KEYS = 1_000  # of one statement: SQLite bounds its parameters


def relabelled(events: Iterable[JournalEvent]) -> set[int]:
    """The products. No statement unless a category changed; then two."""
    products: set[int] = set()
    categories: set[int] = set()
    for event in events:
        if event.topic == "product.changed" and not _SORTED_BY.isdisjoint(event.payload["fields"]):
            products.add(event.payload["product_id"])
        elif event.topic == "category.changed":
            categories.add(event.payload["category_id"])
    return products | _within(categories) if categories else products


def orders_of(products: Collection[int]) -> set[int]:
    """The orders with a line of any of them."""
    ordered, found = sorted(products), set()
    for start in range(0, len(ordered), _MOST_KEYS):
        lines = OrderLine.objects.filter(
            variant__product_id__in=ordered[start : start + _MOST_KEYS]
        )
        found |= set(lines.values_list("order_id", flat=True))
    return found


def _within(categories: set[int]) -> set[int]:
    """The products of the categories and of all below them."""
    above: Mapping[int, int | None] = dict(Category.objects.values_list("pk", "parent_id"))
    concerned = [pk for pk in above if not categories.isdisjoint(_line(pk, above))]
    return set(Product.objects.filter(category_id__in=concerned).values_list("pk", flat=True))


def _line(pk: int, above: Mapping[int, int | None]) -> set[int]:
    """A category and all above it."""
    line: set[int] = set()
    at: int | None = pk
    while at is not None and at not in line:
        line.add(at)
        at = above.get(at)
    return line
