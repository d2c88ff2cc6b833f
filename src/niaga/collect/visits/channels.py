"""How a visit came: rules as data, read from top to bottom; the first that fits decides.

The grouping follows the usual default channel groups of web analytics: what a link says of itself
(UTM) goes before where it was clicked.
"""

import re
from dataclasses import dataclass

SEARCH = r"(^|\.)(google|bing|yahoo|duckduckgo|ecosia|yandex|baidu|startpage|brave)\."
SOCIAL = (
    r"(^|\.)(facebook|fb|instagram|tiktok|twitter|x|t|threads|youtube|youtu|pinterest|linkedin"
    r"|lnkd|whatsapp|wa|telegram|line)\.(com|net|co|me|be|in|org)$"
)
MARKETPLACE = r"(^|\.)(shopee|tokopedia|lazada|blibli|bukalapak|zalora|olx)\.(co\.id|com|co)$"
MAIL = r"(^|\.)(mail\.google|outlook\.live|mail\.yahoo)\.com$"


@dataclass(frozen=True)
class Rule:
    """Patterns that must all be found; None: anything. Texts are compared in lower case."""

    channel: str
    medium: str | None = None
    source: str | None = None
    referrer: str | None = None


RULES = (
    Rule("email", medium=r"^e-?mail$|^newsletter$"),
    Rule("email", source=r"^e-?mail$|^newsletter$"),
    Rule("paid", medium=r"^(cpc|ppc|cpm|cpv|cpa|paid.*|display|banner|retargeting|ads?)$"),
    Rule("marketplace", source=r"^(shopee|tokopedia|lazada|tiktok.?shop|blibli)"),
    Rule("social", medium=r"^social|^sm$|^story$|^bio$|^whatsapp$"),
    Rule(
        "social",
        source=r"^(instagram|ig|facebook|fb|tiktok|youtube|twitter|x|threads|whatsapp|wa|pinterest"
        r"|telegram|line)$",
    ),
    Rule("organic", medium=r"^organic$"),
    Rule("referral", medium=r"^(referral|affiliate|partner)$"),
    Rule("referral", source=r"."),
    Rule("email", referrer=MAIL),
    Rule("organic", referrer=SEARCH),
    Rule("marketplace", referrer=MARKETPLACE),
    Rule("social", referrer=SOCIAL),
    Rule("referral", referrer=r"."),
    Rule("direct"),
)
CHANNELS = tuple(sorted({rule.channel for rule in RULES}))


def channel_of(*, referrer: str = "", source: str = "", medium: str = "") -> str:
    """One of CHANNELS. `referrer` is a host, empty where there is none."""
    told = {"medium": medium.lower(), "source": source.lower(), "referrer": referrer.lower()}
    for rule in RULES:
        if all(
            pattern is None or re.search(pattern, told[name])
            for name, pattern in (
                ("medium", rule.medium),
                ("source", rule.source),
                ("referrer", rule.referrer),
            )
        ):
            return rule.channel
    raise AssertionError("the last rule fits everything")
