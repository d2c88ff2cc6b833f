"""The shop's own goods: a SKU that it knows is its product, wherever it was sold."""

from collections.abc import Collection

from niaga.store.catalog.models import Variant

PORTION = 500  # SQLite bounds the number of parameters of a statement


def products_by_sku(skus: Collection[str]) -> dict[str, str]:
    """SKU → product, as the live shop's rows name it; a statement for each 500."""
    ordered, found = sorted(skus), {}
    for start in range(0, len(ordered), PORTION):
        rows = Variant.objects.filter(sku__in=ordered[start : start + PORTION])
        found.update({sku: str(product) for sku, product in rows.values_list("sku", "product_id")})
    return found
