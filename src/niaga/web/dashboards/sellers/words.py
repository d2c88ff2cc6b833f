"""How the words of leads are said to people; a word that is not known is said as it is."""

from django.utils.translation import gettext as _


def origin_said(name: str | None) -> str:
    """Where a lead came from."""
    words = {
        "organic_search": _("pencarian organik"),
        "paid_search": _("iklan pencarian"),
        "social": _("media sosial"),
        "direct_traffic": _("langsung"),
        "email": _("surel"),
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
