from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niaga.store.inventory.models import Location
from niaga.store.inventory.queries import locations, variants_without_unit
from niaga.web.backoffice.forms.fields import KeyForm, RupiahField
from niaga.web.backoffice.words import choices


class StockSearchForm(forms.Form):
    q = forms.CharField(
        label=_("Cari"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("SKU atau nama produk")}),
    )
    lokasi = forms.ChoiceField(label=_("Lokasi"), required=False)
    tipis = forms.BooleanField(label=_("Hanya yang menipis"), required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        listed = [(place.code, place.name) for place in locations()]
        self.fields["lokasi"].choices = [("", _("Semua lokasi")), *listed]  # type: ignore[attr-defined]


class _AtLocation(KeyForm):
    location = forms.ModelChoiceField(
        Location.objects.order_by("-is_default", "name"), label=_("Lokasi"), empty_label=None
    )


class ReceiveForm(_AtLocation):
    quantity = forms.IntegerField(label=_("Jumlah masuk"), min_value=1, max_value=100_000)
    unit_cost = RupiahField(label=_("Harga beli satuan"), required=False)
    reason = forms.CharField(
        label=_("Catatan"), max_length=200, required=False, help_text=_("Misalnya nomor faktur.")
    )


class AdjustForm(_AtLocation):
    delta = forms.IntegerField(
        label=_("Selisih"),
        min_value=-100_000,
        max_value=100_000,
        help_text=_("Minus untuk kurang; misalnya -2."),
    )
    reason = forms.CharField(label=_("Alasan"), max_length=200)

    def clean_delta(self) -> int:
        delta: int = self.cleaned_data["delta"]
        if delta == 0:
            raise forms.ValidationError(_("Tidak boleh nol."))
        return delta


class TransferForm(KeyForm):
    origin = forms.ModelChoiceField(
        Location.objects.order_by("-is_default", "name"), label=_("Dari"), empty_label=None
    )
    destination = forms.ModelChoiceField(
        Location.objects.order_by("is_default", "name"), label=_("Ke"), empty_label=None
    )
    quantity = forms.IntegerField(label=_("Jumlah"), min_value=1, max_value=100_000)


class LowAtForm(forms.Form):
    low_at = forms.IntegerField(label=_("Peringatkan pada"), min_value=0, max_value=100_000)


class LocationForm(forms.Form):
    code = forms.SlugField(label=_("Kode"), max_length=20)
    name = forms.CharField(label=_("Nama"), max_length=80)
    is_default = forms.BooleanField(label=_("Paket berangkat dari sini"), required=False)


class UnitSearchForm(forms.Form):
    q = forms.CharField(
        label=_("Cari"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Kode, SKU, atau nama")}),
    )
    status = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["status"].choices = choices("unit", empty=_("Semua status"))  # type: ignore[attr-defined]


class UnitForm(forms.Form):
    """A used pair comes in; its variant is one of a used product that has no living unit."""

    variant = forms.ModelChoiceField(variants_without_unit(), label=_("Varian"))
    code = forms.SlugField(label=_("Kode unit"), max_length=32)
    grade = forms.ChoiceField(label=_("Kondisi"))
    defects_id = forms.CharField(
        label=_("Cacat (Indonesia)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu cacat per baris; kosongkan kalau tidak ada."),
    )
    defects_en = forms.CharField(
        label=_("Cacat (Inggris)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    bought_for = RupiahField(label=_("Dibeli seharga"), required=False)
    picture = forms.FileField(
        label=_("Foto"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("Foto lain dapat ditambahkan di halaman produknya."),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["grade"].choices = choices("grade")  # type: ignore[attr-defined]
        chosen: forms.ModelChoiceField = self.fields["variant"]  # type: ignore[assignment]
        chosen.queryset = variants_without_unit()
        chosen.label_from_instance = lambda v: f"{v.product.name} · {v.label} · {v.sku}"  # type: ignore[assignment]

    def clean_defects_id(self) -> list[str]:
        return _sentences(self.cleaned_data["defects_id"])

    def clean_defects_en(self) -> list[str]:
        return _sentences(self.cleaned_data["defects_en"])


def _sentences(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
