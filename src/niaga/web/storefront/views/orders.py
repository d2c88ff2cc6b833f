"""An order's own page, by its link: how to pay, where the parcel is, a review once it has come.

The page only reads. Coming back from a payment page changes nothing: what counts is what the
provider tells the shop.
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from niaga.kernel.errors import NiagaError
from niaga.kernel.permissions import GUEST
from niaga.kernel.shop import current_shop
from niaga.store.checkout.actions import start_payment
from niaga.store.checkout.queries import order_by_token, view_order
from niaga.store.customers.calculations import InvalidPhone, display_phone, normal_phone
from niaga.store.orders.actions import cancel_order
from niaga.store.orders.models import Order, OrderState
from niaga.store.orders.queries import find_order
from niaga.store.payments.actions import retry_payment
from niaga.store.payments.models import AttemptState
from niaga.store.reviews.actions import write_review
from niaga.web.storefront.cards import stars_html
from niaga.web.storefront.forms.review import ReviewForm
from niaga.web.storefront.pages import render
from niaga.web.storefront.payment_words import method_of
from niaga.web.storefront.steps import shown_steps, tracking_words


def _order(token: str) -> Order:
    order = order_by_token(token)
    if order is None:
        raise Http404
    return order


def _to(order: Order) -> HttpResponseRedirect:
    response = HttpResponseRedirect(reverse("storefront:order", args=[order.token]))
    response.status_code = 303
    return response


def order(request: HttpRequest, token: str) -> HttpResponse:
    return _page(request, _order(token))


def _page(
    request: HttpRequest, order: Order, *, form: ReviewForm | None = None, line_id: int = 0
) -> HttpResponse:
    view = view_order(order)
    attempt = view.attempt
    failed = view.status.code == "payment_failed"
    reviewable = order.state == OrderState.COMPLETED
    written = {
        line.pk: review
        for line in (order.lines.all() if reviewable else ())
        if (review := getattr(line, "review", None))
    }
    lines = [
        {
            "line": line,
            "amount": line.unit_price * line.quantity,
            "review": written.get(line.pk),
            "stars": stars_html(written[line.pk].rating) if line.pk in written else "",
            "form": form
            if form is not None and line.pk == line_id
            else (ReviewForm(prefix=str(line.pk)) if reviewable else None),
        }
        for line in order.lines.all()
    ]
    return render(
        request,
        "storefront/order.html",
        {
            "order": order,
            "view": view,
            "lines": lines,
            "steps": shown_steps(view),
            "tracking": [(event, tracking_words(event)) for event in view.tracking],
            "method": method_of(order.payment_method),
            "accounts": current_shop().bank_accounts
            if order.payment_method == "bank_transfer" and view.awaits_payment and not failed
            else (),
            "pay_url": attempt.pay_url
            if attempt and attempt.state in {AttemptState.CREATED, AttemptState.PENDING}
            else "",
            "can_retry": order.state == OrderState.PLACED
            and order.payment_method == "midtrans"
            and (failed or not (attempt and attempt.pay_url)),
            "phone": display_phone(order.phone),
            "reviewable": reviewable,
        },
        private=True,
        status=422 if form is not None else 200,
    )


@require_POST
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    order = _order(token)
    try:
        cancel_order(order.pk, reason=_("dibatalkan pembeli"), actor=GUEST)
    except NiagaError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Pesanan dibatalkan. Tidak ada yang perlu dibayar."))
    return _to(order)


@require_POST
def pay_again(request: HttpRequest, token: str) -> HttpResponse:
    """Ask the provider once more for a page to pay on: a new try when the last one failed."""
    order = _order(token)
    try:
        attempt = retry_payment(order.pk, actor=GUEST)
    except NiagaError as error:
        messages.error(request, str(error))
    else:
        if attempt.state == AttemptState.CREATED:
            start_payment(order)
    return _to(order)


@require_POST
def review(request: HttpRequest, token: str, line_id: int) -> HttpResponse:
    order = _order(token)
    if line_id not in {line.pk for line in order.lines.all()}:
        raise Http404
    form = ReviewForm(request.POST, prefix=str(line_id))
    if not form.is_valid():
        return _page(request, order, form=form, line_id=line_id)
    try:
        write_review(
            line_id,
            rating=int(form.cleaned_data["nilai"]),
            text=form.cleaned_data["ulasan"],
            actor=GUEST,
        )
    except NiagaError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Terima kasih. Ulasan Anda segera tampil di halaman produk."))
    return _to(order)


def find(request: HttpRequest) -> HttpResponse:
    """From an order's number and the telephone or e-mail it was placed with to its page."""
    number = request.POST.get("nomor", "").strip()[:24]
    contact = request.POST.get("kontak", "").strip()[:200]
    error = ""
    if request.method == "POST":
        found = _look_up(number, contact)
        if found:
            return _to(found)
        error = _("Tidak ada pesanan dengan nomor dan kontak ini. Periksa kembali keduanya.")
    return render(
        request,
        "storefront/find_order.html",
        {"number": number, "contact": contact, "error": error},
        private=True,
        status=422 if error else 200,
    )


def _look_up(number: str, contact: str) -> Order | None:
    if "@" in contact:
        return find_order(number, email=contact.lower())
    try:
        return find_order(number, phone=normal_phone(contact)) if contact else None
    except InvalidPhone:
        return None
