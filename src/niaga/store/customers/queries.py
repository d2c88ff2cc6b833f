"""Who is who, and where they live."""

from collections.abc import Iterable

from django.db.models import Q

from niaga.kernel.prepared import Prepared
from niaga.store.customers.calculations import InvalidPhone, normal_email, normal_phone
from niaga.store.customers.models import Address, Customer, Region, User


def find_user(login: str) -> User | None:
    """By e-mail address or telephone number, however it is typed. One statement."""
    if "@" in login:
        return User.objects.filter(email=normal_email(login)).first()
    try:
        return User.objects.filter(phone=normal_phone(login)).first()
    except InvalidPhone:
        return None


def find_regions(text: str, limit: int = 20) -> list[Region]:
    """Kelurahan by postal code, or by words that stand in its name, district, city or province.

    Those whose own name is the first word come first, then those that begin with it. One
    statement for a postal code, two for words.
    """
    words = text.lower().replace(",", " ").split()
    if not words:
        return []
    found = Region.objects.all()
    if words[0].isdigit():
        # A range and not LIKE: so that the index serves on both databases.
        found = found.filter(postal_code__gte=words[0], postal_code__lt=f"{words[0]}:")
        words = words[1:]
    for word in words:
        found = found.filter(search_text__contains=word)
    if not words:
        return list(found.order_by("search_text")[:limit])
    begins = Q(search_text__startswith=words[0])
    first = list(found.filter(begins).order_by("search_text")[: 10 * limit])
    first.sort(key=lambda region: region.village.lower() != words[0])
    if len(first) < limit:
        first += list(found.exclude(begins).order_by("search_text")[: limit - len(first)])
    return first[:limit]


def region(code: str) -> Region | None:
    return _region.first(code)


_region = Prepared(lambda code: Region.objects.filter(pk=code)[:1], str)


def staff() -> list[User]:
    """Everyone who works here, those who may sign in first. One statement."""
    return list(User.objects.exclude(role="").order_by("-is_active", "name", "pk"))


def actor_names(actors: Iterable[str]) -> dict[str, str]:
    """The names behind "staff:3" and "customer:8" in histories. At most one statement."""
    keys = {
        actor: int(actor.partition(":")[2])
        for actor in actors
        if actor.startswith(("staff:", "customer:")) and actor.partition(":")[2].isdigit()
    }
    if not keys:
        return {}
    names = dict(User.objects.filter(pk__in=set(keys.values())).values_list("pk", "name"))
    return {actor: names[key] for actor, key in keys.items() if key in names}


def customer_of(user_id: int) -> Customer | None:
    """The buyer behind an account, with the account. One statement."""
    return Customer.objects.select_related("user").filter(user_id=user_id).first()


def addresses_of(customer_id: int) -> list[Address]:
    """The default first, each with its kelurahan. One statement."""
    return list(Address.objects.filter(customer_id=customer_id).select_related("region"))


def default_address(customer_id: int) -> Address | None:
    """The default, or else the latest. One statement."""
    return Address.objects.filter(customer_id=customer_id).select_related("region").first()
