"""The row locks of the catalogue: a product, whose row has what is made of its variants."""

from niaga.store.catalog.models import Product


def lock_product(product_id: int) -> Product:
    """Raises Product.DoesNotExist."""
    return Product.objects.select_for_update(of=("self",)).only("pk").get(pk=product_id)
