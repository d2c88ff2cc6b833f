"""The cart: what a visitor means to buy. It promises nothing: stock is held when ordering."""

from django.db import models
from django.db.models import Q

from niaga.store.catalog.models import Variant
from niaga.store.customers.models import Customer


class Cart(models.Model):
    token = models.CharField(max_length=40, unique=True)
    customer = models.ForeignKey(
        Customer, null=True, blank=True, on_delete=models.SET_NULL, related_name="carts"
    )
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"cart {self.pk}"


class CartLine(models.Model):
    """A wish. Several lines may name one variant; every decision is made on their sum."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField()
    seen_price = models.BigIntegerField()  # whole rupiah, when it was put in; to tell of a change
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="cart_quantity")]
        ordering = ["id"]
