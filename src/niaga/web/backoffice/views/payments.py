"""Payments: attempts, the inbox of notifications, and money that fits nothing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from niaga.kernel.money import Money, format_money
from niaga.store.customers.queries import actor_names
from niaga.store.payments import actions
from niaga.store.payments.errors import AmountDiffers
from niaga.store.payments.inbox import process_notification
from niaga.store.payments.models import PaymentAttempt, ProviderEvent, SuspenseEntry
from niaga.store.payments.queries import find_attempts, find_notifications, find_suspense
from niaga.web.backoffice.access import back, deed, done, page
from niaga.web.backoffice.forms.fields import FormRefused, valid
from niaga.web.backoffice.forms.orders import TransferForm
from niaga.web.backoffice.forms.payments import (
    AttemptSearchForm,
    NotificationSearchForm,
    ResolutionForm,
)
from niaga.web.backoffice.pages import paged, show
from niaga.web.backoffice.requests import StaffRequest


@page("payments.view")
def attempts(request: StaffRequest) -> HttpResponse:
    form = AttemptSearchForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    found = find_attempts(
        asked.get("q", "").strip(), asked.get("cara", ""), asked.get("status", "")
    )
    context = {"form": form, "page": paged(request, found), "tab": "attempts"}
    return show(request, "payments.html", _("Pembayaran"), context)


@page("payments.view")
def notifications(request: StaffRequest) -> HttpResponse:
    form = NotificationSearchForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    found = find_notifications(asked.get("q", "").strip(), asked.get("hasil", ""))
    context = {"form": form, "page": paged(request, found), "tab": "notifications"}
    return show(request, "notifications.html", _("Notifikasi penyedia"), context)


@page("payments.view")
def suspense(request: StaffRequest) -> HttpResponse:
    resolved = request.GET.get("selesai") == "1"
    rows = paged(request, find_suspense(resolved=resolved))
    context = {
        "page": rows,
        "resolved": resolved,
        "names": actor_names(row.resolved_by for row in rows),
        "tab": "suspense",
    }
    return show(request, "suspense.html", _("Uang titipan"), context)


@deed("payments.confirm")
def confirm_transfer(request: StaffRequest, pk: int) -> HttpResponse:
    attempt = get_object_or_404(PaymentAttempt.objects.select_related("order"), pk=pk)
    received = valid(TransferForm(request.POST))["received"]
    to = reverse("backoffice:order", args=[attempt.order.number])
    money = {"number": attempt.order.number, "received": _money(received, attempt.currency)}
    try:
        outcome = actions.confirm_bank_transfer(pk, received=received, actor=request.user.actor)
    except AmountDiffers:
        text = _(
            "%(received)s tidak sama dengan tagihan pesanan %(number)s, jadi pesanan belum "
            "dikonfirmasi. Uangnya dicatat sebagai uang titipan."
        )
        messages.warning(request, text % money)
        return back(request, to)
    if outcome == "suspense":
        text = _("%(received)s diterima, tetapi pesanan %(number)s tidak dapat dilanjutkan.")
        messages.warning(request, text % money)
        return back(request, to)
    if outcome == "no_change":
        messages.warning(request, _("Transfer ini sudah dicatat sebelumnya."))
        return back(request, to)
    return done(request, _("%(received)s untuk pesanan %(number)s diterima.") % money, to)


def _money(amount: int, currency: str) -> str:
    return format_money(Money(amount, currency), get_language() or "id")


@deed("payments.confirm")
def settle(request: StaffRequest, pk: int) -> HttpResponse:
    attempt = get_object_or_404(PaymentAttempt.objects.select_related("order"), pk=pk)
    actions.settle_attempt(pk, actor=request.user.actor)
    text = _("Uang pesanan %(number)s sudah masuk rekening.") % {"number": attempt.order.number}
    return done(request, text, reverse("backoffice:order", args=[attempt.order.number]))


@deed("payments.confirm")
def settle_chosen(request: StaffRequest) -> HttpResponse:
    """A courier pays out many orders at once; each is settled by itself."""
    keys = [int(key) for key in request.POST.getlist("attempt") if key.isascii() and key.isdigit()]
    chosen = list(PaymentAttempt.objects.filter(pk__in=keys, provider="cod"))
    if not chosen:
        raise FormRefused(problems=_("Pilih sedikitnya satu setoran."))
    for attempt in chosen:
        actions.settle_attempt(attempt.pk, actor=request.user.actor)
    total = sum(attempt.amount for attempt in chosen)
    text = ngettext(
        "%(n)d setoran senilai %(total)s dicatat.",
        "%(n)d setoran senilai %(total)s dicatat.",
        len(chosen),
    )
    said = {"n": len(chosen), "total": _money(total, chosen[0].currency)}
    return done(request, text % said, reverse("backoffice:queue", args=["cod"]))


@deed("payments.confirm")
def resolve(request: StaffRequest, pk: int) -> HttpResponse:
    get_object_or_404(SuspenseEntry, pk=pk)
    actions.resolve_suspense(
        pk, resolution=valid(ResolutionForm(request.POST))["resolution"], actor=request.user.actor
    )
    return done(request, _("Uang titipan dicatat selesai."), reverse("backoffice:suspense"))


@deed("payments.confirm")
def process(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask the provider now about a notification that still waits."""
    get_object_or_404(ProviderEvent, pk=pk)
    if process_notification(pk):
        return done(request, _("Notifikasi diproses."), reverse("backoffice:notifications"))
    messages.warning(request, _("Penyedia belum menjawab, atau notifikasi ini sudah diproses."))
    return back(request, reverse("backoffice:notifications"))
