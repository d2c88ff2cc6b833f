"""The journal, who listens to it, what they could not digest, and background work."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from niaga.kernel.journal import (
    dismiss,
    find_events,
    open_dead_letters,
    redeliver,
    subscriber_statuses,
)
from niaga.kernel.work import failed_tasks, retry_task, schedules, workers
from niaga.store.customers.queries import actor_names
from niaga.web.backoffice.access import deed, done, page
from niaga.web.backoffice.forms.fields import ReasonForm, valid
from niaga.web.backoffice.forms.people import JournalSearchForm
from niaga.web.backoffice.pages import paged, show
from niaga.web.backoffice.requests import StaffRequest


@page("journal.view")
def events(request: StaffRequest) -> HttpResponse:
    form = JournalSearchForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    rows = paged(
        request,
        find_events(
            topic=asked.get("topik", "").strip(),
            aggregate=asked.get("jenis", "").strip(),
            aggregate_id=asked.get("nomor", "").strip(),
        ),
    )
    context = {
        "form": form,
        "page": rows,
        "names": actor_names(row.actor for row in rows),
        "tab": "journal",
    }
    return show(request, "journal.html", _("Jurnal"), context)


@page("journal.view")
def delivery(request: StaffRequest) -> HttpResponse:
    context = {
        "subscribers": subscriber_statuses(),
        "letters": open_dead_letters(),
        "tasks": failed_tasks(),
        "schedules": schedules(),
        "workers": workers(),
        "tab": "delivery",
    }
    return show(request, "delivery.html", _("Pengiriman dan pekerjaan"), context)


@deed("journal.redeliver")
def redeliver_letter(request: StaffRequest, pk: str) -> HttpResponse:
    letter = redeliver(pk, request.user.actor)
    text = _("Pesan dikirim ulang ke %(name)s.") % {"name": letter.subscriber}
    return done(request, text, reverse("backoffice:delivery"))


@deed("journal.redeliver")
def dismiss_letter(request: StaffRequest, pk: str) -> HttpResponse:
    dismiss(pk, request.user.actor, valid(ReasonForm(request.POST))["reason"])
    return done(request, _("Pesan diabaikan."), reverse("backoffice:delivery"))


@deed("journal.redeliver")
def retry(request: StaffRequest, pk: str) -> HttpResponse:
    retry_task(pk, request.user.actor)
    return done(request, _("Pekerjaan diulang."), reverse("backoffice:delivery"))
