"""How sellers and the words of leads are said to people; a word that is not known is said as it
is.
"""

from django.utils.translation import gettext as _

from niaga.warehouse import snapshot

MACHINE = 14  # a longer word without a gap is no name that a person gave
LITTLE = frozenset({"da", "das", "de", "do", "dos", "e"})  # in names of Brazilian towns


def seller_said(seller: str) -> str:
    """Sources tell an id and seldom a name: a long id is told by its beginning, a shop that sells
    its own by its name."""
    if len(seller) > MACHINE and " " not in seller:
        return _("Penjual %(key)s") % {"key": seller[:8]}
    shop = snapshot.current().shop(seller)
    return shop.name if shop else seller


def place_said(city: str | None, region: str | None) -> str:
    """Guariba, SP; empty: neither is known. Towns written without capitals are given theirs."""
    if city and city == city.lower():
        words = city.split()
        city = " ".join(w if n and w in LITTLE else w.capitalize() for n, w in enumerate(words))
    return ", ".join(part for part in (city, region) if part)


def origin_said(name: str | None) -> str:
    """Where a lead came from."""
    words = {
        "organic_search": _("pencarian organik"),
        "paid_search": _("iklan pencarian"),
        "social": _("media sosial"),
        "direct_traffic": _("langsung"),
        "email": "e-mail",
        "referral": _("rujukan"),
        "display": _("iklan bergambar"),
        "other_publicities": _("publikasi lain"),
        "other": _("lainnya"),
        "unknown": _("tidak diketahui"),
    }
    return _("tanpa keterangan") if not name else words.get(name, name.replace("_", " "))


def segment_said(name: str | None) -> str:
    """A line of business, as the source calls it."""
    return name.replace("_", " ") if name else _("tanpa keterangan")
