"""The deeds of the warehouse: pick, pack, hand over, and write down what the courier says."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from niaga.store.shipping import actions
from niaga.store.shipping.models import Shipment
from niaga.web.backoffice.access import deed, done
from niaga.web.backoffice.forms.fields import FormRefused, valid
from niaga.web.backoffice.forms.orders import HandOverForm, TrackingForm
from niaga.web.backoffice.parcels import next_codes
from niaga.web.backoffice.requests import StaffRequest
from niaga.web.backoffice.views.orders import address_of


def _shipment(number: str) -> Shipment:
    return get_object_or_404(Shipment.objects.select_related("order"), order__number=number)


@deed("orders.fulfil")
def pick(request: StaffRequest, number: str) -> HttpResponse:
    shipment = _shipment(number)
    actions.start_picking(shipment.pk, actor=request.user.actor)
    text = _("Ambil barang pesanan %(number)s dari rak.") % {"number": number}
    return done(request, text, address_of(shipment.order))


@deed("orders.fulfil")
def pack(request: StaffRequest, number: str) -> HttpResponse:
    shipment = _shipment(number)
    actions.pack(shipment.pk, actor=request.user.actor)
    text = _("Pesanan %(number)s sudah dikemas dan menunggu kurir.") % {"number": number}
    return done(request, text, address_of(shipment.order))


@deed("orders.fulfil")
def hand_over(request: StaffRequest, number: str) -> HttpResponse:
    shipment = _shipment(number)
    asked = valid(HandOverForm(request.POST))
    actions.hand_over(
        shipment.pk, tracking_number=asked["tracking_number"], actor=request.user.actor
    )
    text = _("Pesanan %(number)s diserahkan ke kurir.") % {"number": number}
    return done(request, text, address_of(shipment.order))


@deed("orders.fulfil")
def track(request: StaffRequest, number: str) -> HttpResponse:
    """A form that was sent twice is written down once: its key names what the courier said."""
    shipment = _shipment(number)
    asked = valid(TrackingForm(request.POST))
    known = shipment.tracking.filter(source_key=_source_key(asked["key"])).exists()
    if not known and asked["code"] not in dict(next_codes(shipment)):
        raise FormRefused(problems=_("Kabar ini tidak cocok dengan keadaan paket sekarang."))
    actions.record_tracking(
        shipment.pk,
        source_key=_source_key(asked["key"]),
        code=asked["code"],
        description=asked["description"],
        place=asked["place"],
        actor=request.user.actor,
    )
    return done(request, _("Kabar paket dicatat."), address_of(shipment.order))


def _source_key(key: str) -> str:
    return f"staff:{key}"[:64]
