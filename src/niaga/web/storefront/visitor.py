"""Who is here, asked only when there is a sign-in to look for: a guest costs no statement."""

from django.conf import settings
from django.http import HttpRequest

from niaga.store.customers.models import Customer, User
from niaga.store.customers.queries import customer_of


def signed_in_user(request: HttpRequest) -> User | None:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user = request.user
    return user if user.is_authenticated else None


def signed_in_customer(request: HttpRequest) -> Customer | None:
    """The customer of this account; staff who buy have none, and order as guests."""
    user = signed_in_user(request)
    return customer_of(user.pk) if user else None
