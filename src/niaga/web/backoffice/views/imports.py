"""Bringing files in: upload, look, match, load, and what came of it."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from niaga.kernel.money import Money
from niaga.web.backoffice.access import deed, done, page
from niaga.web.backoffice.forms import imports as forms
from niaga.web.backoffice.forms.fields import valid
from niaga.web.backoffice.imports import drafts
from niaga.web.backoffice.imports.drafts import Draft, NoSuchDraft
from niaga.web.backoffice.jobs import check_import, load_import
from niaga.web.backoffice.pages import crumb, show
from niaga.web.backoffice.requests import StaffRequest

# Rows of a source that tells no orders, by the table that they go to.
TABLES = {
    "leads": gettext_lazy("Calon penjual"),
    "contacts": gettext_lazy("Kontak kampanye"),
    "spend": gettext_lazy("Baris biaya pemasaran"),
    "customers": gettext_lazy("Pelanggan"),
    "purchase_totals": gettext_lazy("Ringkasan belanja"),
    "experiments": gettext_lazy("Uji A/B"),
    "exposures": gettext_lazy("Paparan uji"),
    "surveys": gettext_lazy("Jawaban survei"),
    "social": gettext_lazy("Baris media sosial"),
    "settlements": gettext_lazy("Baris pencairan"),
    "sessions": gettext_lazy("Kunjungan"),
    "products": gettext_lazy("Produk"),
    "sellers": gettext_lazy("Penjual"),
    "reviews": gettext_lazy("Ulasan"),
    "payments": gettext_lazy("Pembayaran"),
}
STEPS = ("check", "read", "write", "dashboards")


@page("data.import")
def imports(request: StaffRequest) -> HttpResponse:
    """Upload, and what was brought lately. No statement beyond the menu's."""
    from niaga.collect.orders_file import mappings
    from niaga.collect.registry import KINDS  # reads Arrow, which other pages do not need

    listed = []
    for draft in drafts.drafts():
        told = drafts.answer(draft, "load")
        kind = KINDS.get(draft.kind)
        listed.append({"draft": draft, "load": told, "kind": kind.label if kind else ""})
    kinds = sorted(KINDS.values(), key=lambda kind: str(kind.label))
    context = {
        "form": forms.UploadForm(),
        "listed": listed,
        "kinds": kinds,
        "mappings": mappings.mappings(),
    }
    return show(request, "imports/list.html", _("Impor data"), context)


@deed("data.import")
def upload(request: StaffRequest) -> HttpResponse:
    files = valid(forms.UploadForm(request.POST, request.FILES))["berkas"]
    draft = drafts.receive(files, str(request.user.actor))
    try:
        check_import.enqueue(draft.id)
    except Exception:  # nobody would look at the file
        drafts.remove(draft)
        raise
    return redirect("backoffice:import", pk=draft.id)


@page("data.import")
def draft(request: StaffRequest, pk: str) -> HttpResponse:
    """The file as it will be read, and the choices; or how its load stands."""
    try:
        found = drafts.draft_of(str(pk))
    except NoSuchDraft as error:
        raise Http404 from error
    load = drafts.answer(found, "load")
    check = drafts.answer(found, "check")
    context: dict[str, Any] = {
        "draft": found,
        "load": _said(load),
        "check": _said(check),
        "waiting": _is_waiting(found, load, check),
        "open": drafts.is_open(found, load),
    }
    if drafts.is_open(found, load):
        context |= _choices(found, check)
        context |= _shown(check)
    if load is not None and load["state"] == "done":
        context |= _shown(check)
        context["dashboard"] = (
            f"{reverse('dashboards:executive')}?toko={load['shop']}&periode=semua"
        )
        if load.get("load_id"):
            address = (load["shop"], found.kind, load["load_id"])
            context["undo"] = reverse("backoffice:undo_import", args=address)
        context["has_rejects"] = (found.folder / "rejects.csv").exists() and load["rejected"]
    if load is not None and load["state"] in ("queued", "running"):
        step = load.get("step", "check")
        context["step"] = STEPS.index(step) if step in STEPS else 0
    crumbs = [crumb(_("Impor data"), "imports")]
    return show(request, "imports/draft.html", found.name, context, crumbs=crumbs)


def _is_waiting(found: Draft, load: dict[str, Any] | None, check: dict[str, Any] | None) -> bool:
    if load is not None and load["state"] in ("queued", "running"):
        return True
    return check is None and drafts.is_open(found, load)


def _said(told: dict[str, Any] | None) -> dict[str, Any] | None:
    """With the texts that the worker left in each language in the reader's."""
    if told is None:
        return None
    language = (get_language() or "id")[:2]

    def here(texts: Any) -> Any:
        return texts.get(language, texts.get("id")) if isinstance(texts, dict) else texts

    result = {**told, "error": here(told.get("error"))}
    if "columns" in told:
        from niaga.collect.orders_file.fields import EXTRA, FIELDS

        labels = {name: field.label for name, field in {**EXTRA, **FIELDS}.items()}
        result["columns"] = [
            {**column, "label": labels.get(column["field"], "")} for column in told["columns"]
        ]
    if "notes" in told:
        result["notes"] = [{**note, "text": here(note["text"])} for note in told["notes"]]
    return result


def _choices(found: Draft, check: dict[str, Any] | None) -> dict[str, Any]:
    from niaga.collect.orders_file import mappings
    from niaga.collect.orders_file.fields import FIELDS, GROUPS
    from niaga.collect.orders_file.statuses import MEANINGS
    from niaga.collect.registry import KINDS
    from niaga.kernel.shop import current_shop
    from niaga.warehouse import snapshot

    live = current_shop()
    shops = {entry.code: entry.name for entry in snapshot.current().shops.values()}
    kind = KINDS.get(found.kind)
    groups = [
        (label, [field for field in FIELDS.values() if field.group == name])
        for name, label in GROUPS.items()
    ]
    return {
        "kinds": sorted(KINDS.values(), key=lambda each: str(each.label)),
        "kind": kind,
        "live": live,
        "shops": [(live.code, live.name), *((c, n) for c, n in shops.items() if c != live.code)],
        "new_shop": found.new_shop,
        "chosen_shop": forms.NEW_SHOP if found.new_shop else (found.shop or live.code),
        "currencies": forms.CURRENCIES,
        "zones": forms.ZONES,
        "groups": groups,
        "meanings": MEANINGS.items(),
        "kept_mappings": mappings.mappings(),
        "other_options": _other_options(found) if kind and kind.examine is None else None,
        "plans": _open_plans(found.shop or live.code) if found.kind == "ab" else (),
        "examined": bool(kind and kind.examine),
    }


def _open_plans(shop: str) -> tuple[tuple[str, str], ...]:
    """Key and title of planned tests whose data have not come yet."""
    from niaga.insight.experiments.book import book
    from niaga.insight.experiments.data import keys
    from niaga.warehouse import snapshot

    entry = snapshot.current().shop(shop)
    known = book(shop)
    have = {*(keys(entry) if entry else ()), *known.attached}
    return tuple((key, plan.title) for key, plan in known.plans.items() if key not in have)


def _other_options(found: Draft) -> str:
    return "\n".join(f"{key}={value}" for key, value in found.options.items())


def _shown(check: dict[str, Any] | None) -> dict[str, Any]:
    """Amounts as money of the shop, moments as its wall time."""
    if not check or "summary" not in check:
        return {}
    from niaga.collect.problems import reason_text

    currency, zone = check["shop"]["currency"], ZoneInfo(check["shop"]["time_zone"])
    told = check["summary"]

    def money(amount: int) -> Money:
        return Money(amount, currency)

    rows = [
        {
            **row,
            "placed_at": datetime.fromisoformat(row["placed_at"]).astimezone(zone),
            **{name: money(row[name]) for name in ("unit_price", "discount", "value")},
        }
        for row in check.get("first_rows", ())
    ]
    amounts = ("net", "gross", "discount", "returns", "shipping", "tax")
    return {
        "told": {
            **told,
            **{name: money(told[name]) for name in amounts},
            "tables": {str(TABLES.get(name, name)): n for name, n in told["tables"].items()},
            **{name: told[name] and date.fromisoformat(told[name]) for name in ("first", "last")},
        },
        "first_rows": rows,
        "refusals": [{**each, "reason": reason_text(each["reason"])} for each in told["refusals"]],
        "loadable": told["rows"] - told["rejected"],
    }


@deed("data.import")
def choose(request: StaffRequest, pk: str) -> HttpResponse:
    """Keep the choices and look at the file again."""
    found = drafts.draft_of(str(pk))
    check = drafts.answer(found, "check") or {}
    kind = request.POST.get("jenis", found.kind)
    options: dict[str, str] = {}
    use = request.POST.get("pakai", "").strip()[:60]
    if kind == found.kind and use != found.options.get("use", ""):
        options = {"use": use} if use else {}  # the columns as that mapping has them
    elif kind == found.kind:
        options, clashing = forms.options_of(
            request.POST, check.get("columns", ()), check.get("statuses", ())
        )
        if use:
            options["use"] = use
        for column in clashing:
            text = _("Kolom '%(column)s' diabaikan: kolom lain sudah berarti sama.")
            messages.warning(request, text % {"column": column})
    shop, new_shop = forms.shop_of(request.POST)
    found = drafts.changed(found, kind=kind, shop=shop, new_shop=new_shop, options=options)
    if drafts.answer(found, "check") is None:
        check_import.enqueue(found.id)
    return redirect("backoffice:import", pk=found.id)


@deed("data.import")
def load(request: StaffRequest, pk: str) -> HttpResponse:
    """Load the file as it was shown, in the background."""
    found = drafts.draft_of(str(pk))
    check = drafts.answer(found, "check")
    before = drafts.answer(found, "load")
    if check and check["ok"] and drafts.is_open(found, before):
        drafts.leave(found, "load", {"state": "queued"})
        load_import.enqueue(found.id)
    return redirect("backoffice:import", pk=found.id)


@deed("data.import")
def discard(request: StaffRequest, pk: str) -> HttpResponse:
    found = drafts.draft_of(str(pk))
    drafts.remove(found)
    text = _("%(name)s dibuang; tidak ada yang dimuat.") % {"name": found.name}
    return done(request, text, reverse("backoffice:imports"))


@deed("data.import")
def rename_mapping(request: StaffRequest, pk: str) -> HttpResponse:
    from niaga.collect.orders_file import mappings

    mappings.rename(pk, request.POST.get("nama", ""))
    return done(request, _("Nama pemetaan diganti."), reverse("backoffice:imports"))


@deed("data.import")
def forget_mapping(request: StaffRequest, pk: str) -> HttpResponse:
    """The next file of its make is proposed by its columns' names again."""
    from niaga.collect.orders_file import mappings

    mappings.forget(pk)
    text = _("Pemetaan dihapus. Yang sudah dimuat tidak berubah.")
    return done(request, text, reverse("backoffice:imports"))


@page("data.import")
def rejects(request: StaffRequest, pk: str) -> HttpResponse:
    """The refused rows with their reasons, as CSV."""
    try:
        told = (drafts.draft_of(str(pk)).folder / "rejects.csv").read_bytes()
    except (NoSuchDraft, FileNotFoundError) as error:
        raise Http404 from error
    name = _("baris-ditolak")
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return HttpResponse(told, content_type="text/csv; charset=utf-8", headers=headers)
