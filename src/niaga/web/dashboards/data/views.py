"""The pages of data health. They read the warehouse's books and show them."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from niaga.kernel.permissions import permissions_of
from niaga.kernel.shop import current_shop
from niaga.warehouse import books, snapshot
from niaga.warehouse.problems import FilesLost, SnapshotBroken
from niaga.warehouse.snapshot import ShopEntry
from niaga.warehouse.sources import SourceState, never_loaded, sources_of
from niaga.web.backoffice.access import StaffRequest, page
from niaga.web.csv_cells import harmless
from niaga.web.dashboards.data import words
from niaga.web.dashboards.frame import not_for_you, show

PER_PAGE = 25


@page("metrics.view")
def index(request: StaffRequest) -> HttpResponse:
    """Every source of every shop at a glance."""
    try:
        live = current_shop().code
        shops = sorted(snapshot.current().shops.values(), key=lambda each: each.code != live)
    except SnapshotBroken as error:
        return show(request, "data/index.html", _("Kesehatan data"), {"broken": str(error)})
    stated = [(entry, [words.told(state) for state in sources_of(entry)]) for entry in shops]
    sources = [each for _entry, states in stated for each in states]
    context = {
        "shops": [
            {
                "entry": entry,
                "sources": states,
                "merged": sum(books.merged_counts(entry).values()) if _whole(entry) else None,
            }
            for entry, states in stated
        ],
        "failures": [each for each in sources if each["failure"]],
        "never": [
            {"shop": each.shop, "source": words.source_label(each.source), **words.failure(each)}
            for each in never_loaded()
        ],
        "all_well": bool(sources) and not any(each["state"].needs_care for each in sources),
        "unmet": sum(each["state"].warnings for each in sources),
        "can_see_people": "metrics.people" in permissions_of(request.user.actor.role),
    }
    return show(request, "data/index.html", _("Kesehatan data"), context)


@page("metrics.view")
def source(request: StaffRequest, shop: str, source: str) -> HttpResponse:
    """One source: its tests, refused rows and loads."""
    entry, state = _found(shop, source)
    chosen = request.GET.get("alasan", "")
    number = _number(request.GET.get("halaman"))
    context: dict[str, Any] = {
        "entry": entry,
        "source": words.told(state),
        "crumbs": _crumbs(state),
    }
    try:
        counts = books.reject_counts(entry, source)
        tests = books.tests_of(entry, source)
        total = sum(each.rows for each in counts if chosen in ("", each.reason))
        context |= {
            "tests": tests,
            "failed": sum(not each.passed for each in tests),
            "broken_rules": [words.test(each) for each in tests if not each.passed],
            "kept_rules": [words.test(each) for each in tests if each.passed],
            "counts": [{"is": each, "text": words.reason_text(each.reason)} for each in counts],
            "rejected": total,
            "chosen": chosen,
            "chosen_text": words.reason_text(chosen) if chosen else "",
            "page": number,
            "pages": max(1, -(-total // PER_PAGE)),
            "loads": [
                {"is": each, "undo": _undo_address(request, entry, source, each)}
                for each in books.loads_of(entry, source)
            ],
        }
        if "metrics.rows" in permissions_of(request.user.actor.role):
            context["rejects"] = _rejects(entry, source, chosen, number)
    except FilesLost as error:
        context["broken"] = str(error)
    return show(request, "data/source.html", words.source_label(source), context)


@page("metrics.rows")
def rejects_csv(request: StaffRequest, shop: str, source: str) -> HttpResponse:
    """All refused rows of a source, for mending them where they came from."""
    entry, _state = _found(shop, source)
    counts = sum(each.rows for each in books.reject_counts(entry, source))
    found = books.rejects_of(entry, source, request.GET.get("alasan", ""), limit=max(counts, 1))
    rows = (
        (each.file, each.row, each.column, words.reason_text(each.reason), each.raw)
        for each in found
    )
    head = ("file", "row", "column", "reason", "raw")
    return _csv(f"{shop}-{source}-ditolak.csv", head, rows)


@page("metrics.people")
def people(request: StaffRequest, shop: str) -> HttpResponse:
    """The audit trail of merged people, as pseudonyms."""
    if "metrics.view" not in permissions_of(request.user.actor.role):
        return not_for_you(request)
    entry = _entry(shop)
    counts = books.merged_counts(entry)
    if request.GET.get("format") == "csv":
        found = books.merged_people(entry, limit=max(sum(counts.values()), 1))
        rows = (
            (each.merged, each.into, each.rule, each.evidence, each.merged_at.isoformat())
            for each in found
        )
        head = ("merged_key", "customer_key", "rule", "evidence", "merged_at")
        return _csv(f"{shop}-digabung.csv", head, rows)
    number = _number(request.GET.get("halaman"))
    found = books.merged_people(entry, PER_PAGE, (number - 1) * PER_PAGE)
    context = {
        "entry": entry,
        "counts": [(words.RULES.get(rule, rule), rows) for rule, rows in counts.items()],
        "merges": [{"is": each, "rule": words.RULES.get(each.rule, each.rule)} for each in found],
        "page": number,
        "pages": max(1, -(-sum(counts.values()) // PER_PAGE)),
        "crumbs": [
            (_("Kesehatan data"), reverse("dashboards:data")),
            (entry.name, ""),
        ],
    }
    return show(request, "data/people.html", _("Pelanggan yang digabung"), context)


def _entry(code: str) -> ShopEntry:
    entry = snapshot.current().shop(code)
    if entry is None:
        raise Http404
    return entry


def _found(shop: str, source: str) -> tuple[ShopEntry, SourceState]:
    entry = _entry(shop)
    states = {state.source: state for state in sources_of(entry)}
    if source not in states:
        raise Http404
    return entry, states[source]


def _whole(entry: ShopEntry) -> bool:
    try:
        books.merged_counts(entry)
    except FilesLost:
        return False
    return True


def _rejects(entry: ShopEntry, source: str, reason: str, number: int) -> list[dict[str, Any]]:
    found = books.rejects_of(entry, source, reason, PER_PAGE, (number - 1) * PER_PAGE)
    return [
        {"is": each, "text": words.reason_text(each.reason), "shown": words.row_text(each.raw)}
        for each in found
    ]


def _crumbs(state: SourceState) -> list[tuple[str, str]]:
    return [
        (_("Kesehatan data"), reverse("dashboards:data")),
        (f"{state.shop_name} · {words.source_label(state.source)}", ""),
    ]


def _undo_address(request: StaffRequest, entry: ShopEntry, source: str, load: books.Load) -> str:
    """Where the load can be undone; empty where it cannot, or not by this reader."""
    from niaga.warehouse.undo import is_undoable

    if "data.import" not in permissions_of(request.user.actor.role):
        return ""
    if not is_undoable(entry, source, load.load_id, load.state):
        return ""
    return reverse("backoffice:undo_import", args=(entry.code, source, load.load_id))


def _number(text: str | None) -> int:
    return max(1, int(text)) if text and text.isascii() and text.isdigit() and len(text) < 8 else 1


def _csv(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow(head)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return response
