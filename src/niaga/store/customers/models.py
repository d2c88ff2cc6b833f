"""People: those who sign in, those who buy, and where their parcels go."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from niaga.kernel.permissions import Actor, Role


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=username)


class User(AbstractBaseUser):
    """Someone with a password: a customer with an account, or staff with a role."""

    email = models.EmailField(null=True, blank=True, unique=True)
    phone = models.CharField(max_length=20, null=True, blank=True, unique=True)  # E.164
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=16, blank=True, choices=[(r.value, r.value) for r in Role])
    is_active = models.BooleanField(default=True)
    password_is_temporary = models.BooleanField(default=False)  # to be changed at sign-in
    created_at = models.DateTimeField()

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(email__isnull=False) | Q(phone__isnull=False),
                name="user_has_email_or_phone",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        return bool(self.role)

    @property
    def actor(self) -> Actor:
        if self.role:
            return Actor("staff", str(self.pk), Role(self.role))
        return Actor("customer", str(self.pk))


class Customer(models.Model):
    """A buyer, guest or with an account. A guest's orders are joined to an account by its owner."""

    user = models.OneToOneField(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="customer"
    )
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)  # E.164
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["phone"]), models.Index(fields=["email"])]

    def __str__(self) -> str:
        return self.name


class Region(models.Model):
    """One kelurahan or desa with all that is above it (Kemendagri codes, 2025)."""

    code = models.CharField(max_length=13, primary_key=True)  # PP.KK.CC.DDDD
    village = models.CharField(max_length=80)
    district = models.CharField(max_length=80)
    city = models.CharField(max_length=80)
    province = models.CharField(max_length=80)
    postal_code = models.CharField(max_length=5, blank=True)
    search_text = models.CharField(max_length=260)  # lower case: village, district, city, province

    class Meta:
        indexes = [
            models.Index(fields=["postal_code"]),
            models.Index(fields=["search_text"]),
        ]

    def __str__(self) -> str:
        return f"{self.village}, {self.district}, {self.city}, {self.province}"

    @property
    def province_code(self) -> str:
        return self.code[:2]


class Address(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="addresses")
    recipient = models.CharField(max_length=120)
    phone = models.CharField(max_length=20)
    line = models.CharField(max_length=200)
    landmark = models.CharField(max_length=120, blank=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    postal_code = models.CharField(max_length=5)
    is_default = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=Q(is_default=True), name="one_default_address"
            )
        ]
        ordering = ["-is_default", "-id"]

    def __str__(self) -> str:
        return f"{self.recipient}, {self.line}"
