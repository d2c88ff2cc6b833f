"""What a user agent says of a device; the text itself is never kept."""

import re
from functools import lru_cache

# What calls itself a program. A browser that a program drives calls itself a browser, and is told
# apart by what it does: see `book.Book.unshown`.
_PROGRAMS = re.compile(
    r"bot\b|bots\b|bot/|crawl|spider|slurp|archiv|facebookexternalhit|whatsapp/|telegrambot"
    r"|embedly|preview|monitor|uptime|pingdom|lighthouse|pagespeed|headlessfetch|feedfetch|rss"
    r"|^curl|^wget|python-|aiohttp|httpx|^go-http|okhttp|^java/|libwww|scrapy|axios|node-fetch"
    r"|^php|guzzle|ruby|perl|http_request|apachebench|siege|k6/|postman|insomnia",
    re.IGNORECASE,
)


@lru_cache(maxsize=2_000)
def is_program(user_agent: str) -> bool:
    """A crawler, a fetcher or a measuring instrument, by its own word; also who gives none."""
    return not user_agent.strip() or bool(_PROGRAMS.search(user_agent))


@lru_cache(maxsize=2_000)
def device_of(user_agent: str) -> str:
    """phone, tablet, desktop or other."""
    text = user_agent.lower()
    if "ipad" in text or "tablet" in text or ("android" in text and "mobile" not in text):
        return "tablet"
    if "mobi" in text or "iphone" in text or "android" in text:
        return "phone"
    if any(name in text for name in ("windows", "macintosh", "x11", "linux", "cros")):
        return "desktop"
    return "other"
