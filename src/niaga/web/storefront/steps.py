"""The way of an order to the door, in words for its buyer."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from niaga.store.checkout.queries import OrderView
from niaga.store.shipping.models import TrackingEvent

_TRACKING: dict[str, str | Promise] = {
    "handed_over": _("Paket diserahkan kepada kurir"),
    "in_transit": _("Paket dalam perjalanan"),
    "delivered": _("Paket diterima"),
    "exception": _("Pengantaran terkendala"),
    "returning": _("Paket dikembalikan ke toko"),
    "returned_to_origin": _("Paket sudah kembali di toko"),
    "lost": _("Paket dinyatakan hilang"),
}


@dataclass(frozen=True)
class ShownStep:
    label: object
    at: datetime | None
    done: bool
    current: bool


def shown_steps(view: OrderView) -> list[ShownStep]:
    """Done, the latest one done, or still ahead; a later step that is done covers an earlier."""
    last = max((n for n, step in enumerate(view.steps) if step.at), default=-1)
    return [
        ShownStep(step.label, step.at, n <= last, n == last) for n, step in enumerate(view.steps)
    ]


def tracking_words(event: TrackingEvent) -> str | Promise:
    """What the courier wrote, or our own words where it wrote nothing."""
    return event.description or _TRACKING.get(event.code, event.code)
