"""What is asked about a file before it is loaded."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext as _

from niaga.web.backoffice.forms.fields import FormRefused

NEW_SHOP = "+"
CURRENCIES = (
    "IDR", "USD", "EUR", "GBP", "BRL", "SGD", "MYR", "AUD", "JPY", "CNY", "INR", "THB", "PHP",
    "VND", "HKD", "CHF", "CAD", "MXN", "COP", "CLP", "ARS", "PLN", "SEK", "TRY", "ZAR", "AED",
)  # fmt: skip
ZONES = (
    "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Asia/Singapore", "Asia/Kuala_Lumpur",
    "Asia/Bangkok", "Asia/Manila", "Asia/Ho_Chi_Minh", "Asia/Tokyo", "Asia/Shanghai",
    "Asia/Kolkata", "Asia/Dubai", "Australia/Sydney", "Europe/London", "Europe/Lisbon",
    "Europe/Madrid", "Europe/Paris", "Europe/Berlin", "Europe/Istanbul", "America/Sao_Paulo",
    "America/Bogota", "America/Santiago", "America/Mexico_City", "America/New_York",
    "America/Chicago", "America/Los_Angeles", "Africa/Johannesburg", "UTC",
)  # fmt: skip


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files, as a list."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=ManyFiles(attrs={"class": "input"}), **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        one = super().clean
        given = data if isinstance(data, (list, tuple)) else [data]
        return [one(each, initial) for each in given]


class UploadForm(forms.Form):
    berkas = FilesField()


def shop_of(sent: QueryDict) -> tuple[str, dict[str, str]]:
    """Code of the chosen shop, and what a new one is to be like. Raises FormRefused."""
    chosen = sent.get("toko", "")
    if chosen != NEW_SHOP:
        return chosen, {}
    name = sent.get("nama", "").strip()[:80]
    code = (sent.get("kode", "").strip() or slugify(name))[:40]
    if not name or not code:
        raise FormRefused(problems=_("Beri nama untuk toko yang baru."))
    told = {
        "name": name,
        "currency": sent.get("mata_uang", "") or "IDR",
        "time_zone": sent.get("zona", "") or "Asia/Jakarta",
    }
    return code, told


def options_of(
    sent: QueryDict, columns: Sequence[Mapping[str, Any]], statuses: Sequence[Mapping[str, Any]]
) -> tuple[dict[str, str], list[str]]:
    """The choices as options of an import, and the columns left out as another means the same."""
    options: dict[str, str] = {}
    clashing: list[str] = []
    mapped = sent.get("kolom-0") is not None
    for place, column in enumerate(columns):
        field = sent.get(f"kolom-{place}", "")
        if not field:
            continue
        if f"map.{field}" in options:
            clashing.append(str(column["name"]))
            continue
        options[f"map.{field}"] = str(column["name"])
    if mapped:
        options["mapping"] = "complete"
    for place, status in enumerate(statuses):
        if meaning := sent.get(f"arti-{place}", ""):
            options[f"status.{status['text']}"] = meaning
    for name in ("decimal", "dates", "duplicates", "sheet", "channel"):
        if value := sent.get(name, "").strip():
            options[name] = value[:60]
    for line in sent.get("lain", "").splitlines():
        key, separator, value = line.partition("=")
        if separator and key.strip():
            options[key.strip()] = value.strip()
    if plan := sent.get("rencana", "").strip():
        options["experiment"] = plan[:120]
    return options, clashing
