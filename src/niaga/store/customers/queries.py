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
    """Kelurahan whose postal code, name, or district begins so; every further word must be in it.

    One statement.
    """
    words = text.lower().replace(",", " ").split()
    if not words:
        return []
    if words[0].isdigit():
        found = Region.objects.filter(postal_code__startswith=words[0])
        words = words[1:]
    else:
        found = Region.objects.all()
    for word in words:
        found = found.filter(search_text__contains=word)
    if words:
        # those whose own name begins so come first
        starts = Q(search_text__startswith=words[0])
        first = list(found.filter(starts).order_by("search_text")[:limit])
        if len(first) < limit:
            first += list(found.exclude(starts).order_by("search_text")[: limit - len(first)])
        return first
    return list(found.order_by("search_text")[:limit])


def region(code: str) -> Region | None:
    return Region.objects.filter(pk=code).first()
