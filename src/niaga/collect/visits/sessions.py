"""What becomes of a visit's events: one session, whatever order they arrive in.

Which events make one visit is decided where they are told: the visitor's cookie begins a new visit
after a pause of more than 30 minutes, and for no other reason. Adding up is the same in any order,
so that an event that comes late only corrects its session.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from niaga.collect.visits import events
from niaga.collect.visits.channels import channel_of
from niaga.collect.visits.events import WebEvent

PAUSE = timedelta(minutes=30)  # a longer one begins a new visit
REOPENED_FOR = timedelta(hours=72)  # events that are later than this are refused
ENGAGED_SECONDS = 10
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def micros(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment(value: int) -> datetime:
    return _EPOCH + timedelta(microseconds=value)


@dataclass
class Visit:
    """Times in microseconds since 1970; `told`: events that say that somebody was there; the
    landing is that of the earliest view. `orders`: their numbers.
    """

    id: str
    visitor: str = ""
    customer: int = 0
    user: int = 0
    started: int = 0
    ended: int = 0
    told: int = 0
    landed: int = 0
    landing_page: str = ""
    referrer: str = ""
    utm_source: str = ""
    utm_medium: str = ""
    utm_campaign: str = ""
    device: str = ""
    pages: int = 0
    product_views: int = 0
    searches: int = 0
    cart_adds: int = 0
    checkouts: int = 0
    orders: list[str] = field(default_factory=list)

    def add(self, event: WebEvent, views: int) -> None:
        """`views`: how many views of its page the event tells of that were not counted yet."""
        told, at = event.payload, micros(event.at)
        self.visitor = self.visitor or told.visitor
        self.customer = told.customer or self.customer
        self.user = told.user or self.user
        if told.path and (not self.landed or at < self.landed):
            self.landed, self.landing_page, self.referrer = at, told.path, told.referrer
            self.utm_source, self.utm_medium = told.utm_source, told.utm_medium
            self.utm_campaign = told.utm_campaign
        self.device = told.device or self.device
        if event.name != events.PAGE_SHOWN or views:
            self.started = min(self.started or at, at)
            self.ended = max(self.ended, at)
            self.told += 1
        self.pages += views
        if told.page == "product":
            self.product_views += views
        elif told.page == "search":
            self.searches += views
        elif told.page == "checkout":
            self.checkouts += views
        if event.name == events.CART_ADDED:
            self.cart_adds += 1
        if event.name == events.ORDER_PLACED and told.order not in self.orders:
            self.orders.append(told.order)

    @property
    def seconds(self) -> int | None:
        """From the first event to the last; unknown, not 0, when there was only one."""
        return (self.ended - self.started) // 1_000_000 if self.told > 1 else None

    @property
    def engaged(self) -> bool:
        return (
            (self.seconds or 0) > ENGAGED_SECONDS
            or self.pages >= 2
            or bool(self.cart_adds or self.checkouts or self.orders)
        )

    @property
    def channel(self) -> str:
        return channel_of(referrer=self.referrer, source=self.utm_source, medium=self.utm_medium)
