"""What is offered: products with variants, typed attributes, pictures, in two languages."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from tree_queries.models import TreeNode


def _localised(instance: models.Model, name: str) -> str:
    language = (get_language() or "id")[:2]
    text: str = getattr(instance, f"{name}_en") if language == "en" else ""
    return text or getattr(instance, f"{name}_id")


class Brand(models.Model):
    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.name


class Category(TreeNode):
    slug = models.SlugField(max_length=80, unique=True)
    name_id = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    picture = models.CharField(max_length=200, blank=True)  # path below MEDIA_ROOT
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return _localised(self, "name")


class Condition(models.TextChoices):
    NEW = "new"
    USED = "used"


class ProductStatus(models.TextChoices):
    DRAFT = "draft"
    ACTIVE = "active"
    ARCHIVED = "archived"


class Product(models.Model):
    """One page of the shop. Prices and stock belong to its variants.

    `price_from`, `was_price_from`, `rating_*` and `sold` are projections, written by the actions
    that change what they are made of, and compared by `niaga doctor`.
    """

    slug = models.SlugField(max_length=140, unique=True)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="products")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="products")
    name_id = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160, blank=True)
    description_id = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    condition = models.CharField(max_length=8, choices=Condition, default=Condition.NEW)
    status = models.CharField(max_length=8, choices=ProductStatus, default=ProductStatus.DRAFT)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    price_from = models.BigIntegerField(default=0)  # whole rupiah, tax included
    was_price_from = models.BigIntegerField(null=True, blank=True)
    rating_sum = models.PositiveIntegerField(default=0)
    rating_count = models.PositiveIntegerField(default=0)
    sold = models.PositiveIntegerField(default=0)  # units ever ordered and not cancelled

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(price_from__gte=0), name="product_price_from"),
            models.CheckConstraint(
                condition=~Q(status="active") | Q(published_at__isnull=False),
                name="product_active_is_published",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "category", "-published_at"]),
            models.Index(fields=["status", "-published_at"]),
            models.Index(fields=["status", "-sold"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return _localised(self, "name")

    @property
    def description(self) -> str:
        return _localised(self, "description")


class Variant(models.Model):
    """What is counted and sold: one size and colour of a product. Prices include tax."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="variants")
    sku = models.CharField(max_length=40, unique=True)
    size = models.CharField(max_length=16, blank=True)
    colour_id = models.CharField(max_length=40, blank=True)
    colour_en = models.CharField(max_length=40, blank=True)
    price = models.BigIntegerField()  # whole rupiah
    was_price = models.BigIntegerField(null=True, blank=True)
    weight = models.PositiveIntegerField()  # grams, packed
    position = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(price__gt=0), name="variant_price"),
            models.CheckConstraint(
                condition=Q(was_price__isnull=True) | Q(was_price__gt=F("price")),
                name="variant_was_price",
            ),
            models.CheckConstraint(condition=Q(weight__gt=0), name="variant_weight"),
            models.UniqueConstraint(
                fields=["product", "size", "colour_id"], name="variant_of_product"
            ),
        ]
        indexes = [models.Index(fields=["size", "product"])]
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.sku

    @property
    def colour(self) -> str:
        return _localised(self, "colour")

    @property
    def label(self) -> str:
        """Size and colour, as one line under a product's name."""
        return ", ".join(part for part in (self.colour, self.size) if part)


class AttributeKind(models.TextChoices):
    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes_no"


class Attribute(models.Model):
    """A typed property that products may have: upper material, sole height, waterproof."""

    code = models.SlugField(max_length=40, unique=True)
    label_id = models.CharField(max_length=60)
    label_en = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=8, choices=AttributeKind)
    unit = models.CharField(max_length=12, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return _localised(self, "label")


class AttributeValue(models.Model):
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="attribute_values")
    attribute = models.ForeignKey(Attribute, on_delete=models.PROTECT, related_name="values")
    text_id = models.CharField(max_length=120, blank=True)
    text_en = models.CharField(max_length=120, blank=True)
    number = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    yes_no = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "attribute"], name="one_value_each"),
            models.CheckConstraint(
                condition=(
                    ~Q(text_id="") & Q(number__isnull=True) & Q(yes_no__isnull=True)
                    | Q(text_id="") & Q(number__isnull=False) & Q(yes_no__isnull=True)
                    | Q(text_id="") & Q(number__isnull=True) & Q(yes_no__isnull=False)
                ),
                name="attribute_value_of_one_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attribute}: {self.text}"

    @property
    def text(self) -> str:
        return _localised(self, "text")


class Picture(models.Model):
    """`variant` is set where a picture shows one variant only (a used pair, a colour)."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="pictures")
    variant = models.ForeignKey(
        Variant, null=True, blank=True, on_delete=models.CASCADE, related_name="pictures"
    )
    path = models.CharField(max_length=200)  # below MEDIA_ROOT
    alt_id = models.CharField(max_length=200)
    alt_en = models.CharField(max_length=200, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.path

    @property
    def alt(self) -> str:
        return _localised(self, "alt")
