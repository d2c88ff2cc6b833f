"""Who is who, and where they live."""

from django.db.models import Q

from niaga.store.customers.calculations import InvalidPhone, normal_email, normal_phone
from niaga.store.customers.models import Region, User


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
    return Region.objects.filter(pk=code).first()
