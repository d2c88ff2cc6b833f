"""The ways that lead to the demo shop: searches, posts, advertisements, letters and links."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Way:
    """`visits` and `orders` are shares, in thousandths, of all that come and of all that buy. What
    the visit's link says is told as analytics sees it; `seasonal`: during a sale the link names
    the sale instead of `campaign`.
    """

    channel: str
    visits: int
    orders: int
    referrer: str = ""
    source: str = ""
    medium: str = ""
    campaign: str = ""
    seasonal: bool = False


WAYS = (
    Way("direct", 185, 255),
    Way("organic", 205, 225, referrer="google.com"),
    Way("organic", 12, 10, referrer="bing.com"),
    Way("social", 88, 55, referrer="l.instagram.com"),
    Way("social", 52, 42, "l.instagram.com", "instagram", "bio", seasonal=True),
    Way("social", 61, 96, source="whatsapp", medium="social", seasonal=True),
    Way("social", 29, 14, referrer="facebook.com"),
    Way("social", 62, 28, referrer="tiktok.com"),
    Way("paid", 61, 98, "google.com", "google", "cpc", "merek"),
    Way("paid", 47, 46, "google.com", "google", "cpc", "lari"),
    Way("paid", 62, 55, "l.instagram.com", "instagram", "paid_social", "retarget", True),
    Way("paid", 86, 27, "tiktok.com", "tiktok", "paid_social", "video", True),
    Way("email", 24, 38, source="kabar", medium="email", campaign="kabar-mingguan", seasonal=True),
    Way("referral", 14, 7, referrer="ceritasepatu.example"),
    Way("marketplace", 12, 4, referrer="shopee.co.id"),
)
