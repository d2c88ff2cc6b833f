"""What a page tells: events of the journal's shape (name, time in UTC, payload).

Imported by every web process, so it has to be light.
"""

from datetime import datetime

import msgspec

PAGE_SEEN = "page.seen"
PRODUCT_SEEN = "product.seen"
SEARCH_MADE = "search.made"
CHECKOUT_OPENED = "checkout.opened"
# pages that the server gave out; each is one view
VIEWS = frozenset({PAGE_SEEN, PRODUCT_SEEN, SEARCH_MADE, CHECKOUT_OPENED})

PAGE_SHOWN = "page.shown"  # the picture of a page was asked for: a browser has painted the page
CART_ADDED = "cart.added"
CHECKOUT_STEP = "checkout.step"
ORDER_PLACED = "order.placed"
HEARTBEAT = "visit.heartbeat"
CONSENT_GIVEN = "consent.given"
EVENTS_LOST = "events.lost"  # of the log itself: it was full, or the disk was

# Whose view it was. Of the first alone more is known than that there was a view.
AGREED, DECLINED, UNASKED, BOT, STAFF = "agreed", "declined", "unasked", "bot", "staff"
UNSHOWN = "unshown"  # the page was fetched and never painted; found out afterwards
PEOPLE = (AGREED, DECLINED, UNASKED)


class Payload(msgspec.Struct, omit_defaults=True, frozen=True):
    """`view`: random, of one rendering of one page. `visitor` and `visit` are empty unless the
    visitor agreed, and so is all that follows them. `path` has no query; `referrer` is a host.
    `customer`, `user`: primary keys. `count`: of events lost.
    """

    page: str = ""
    audience: str = ""
    view: str = ""
    visitor: str = ""
    visit: str = ""
    path: str = ""
    referrer: str = ""
    utm_source: str = ""
    utm_medium: str = ""
    utm_campaign: str = ""
    device: str = ""
    order: str = ""
    customer: int = 0
    user: int = 0
    count: int = 0


class WebEvent(msgspec.Struct, frozen=True):
    name: str
    at: datetime
    payload: Payload
