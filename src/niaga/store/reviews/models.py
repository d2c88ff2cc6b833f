"""Reviews: only of what was bought and delivered, one for each order line."""

from django.db import models
from django.db.models import Q

from niaga.store.catalog.models import Product
from niaga.store.customers.models import Customer
from niaga.store.orders.models import OrderLine


class Review(models.Model):
    line = models.OneToOneField(OrderLine, on_delete=models.PROTECT, related_name="review")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="reviews")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="reviews")
    rating = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True, max_length=2000)
    display_name = models.CharField(max_length=40)  # first name and initial
    is_hidden = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(rating__gte=1) & Q(rating__lte=5), name="rating_1_5")
        ]
        indexes = [models.Index(fields=["product", "-created_at"])]
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.rating}★ {self.product_id}"
