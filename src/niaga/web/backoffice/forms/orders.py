from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niaga.store.checkout.order_lists import OrderSearch
from niaga.web.backoffice.forms.fields import DayField, KeyForm, RupiahField
from niaga.web.backoffice.words import choices


class OrderSearchForm(forms.Form):
    q = forms.CharField(
        label=_("Cari"),
        required=False,
        max_length=80,
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": _("Nomor, nama, telepon, atau resi")}
        ),
    )
    status = forms.ChoiceField(label=_("Status"), required=False)
    cara = forms.ChoiceField(label=_("Cara bayar"), required=False)
    dari = DayField(label=_("Dari"))
    sampai = DayField(label=_("Sampai"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["status"].choices = choices("status", empty=_("Semua status"))  # type: ignore[attr-defined]
        self.fields["cara"].choices = choices("method", empty=_("Semua cara bayar"))  # type: ignore[attr-defined]

    def search(self) -> OrderSearch:
        """What can be read of it; a day or word that cannot be read filters nothing."""
        self.is_valid()
        asked = self.cleaned_data
        return OrderSearch(
            text=asked.get("q", "").strip(),
            status=asked.get("status", ""),
            method=asked.get("cara", ""),
            since=asked.get("dari"),
            until=asked.get("sampai"),
        )


class TransferForm(forms.Form):
    received = RupiahField(label=_("Jumlah di mutasi rekening"), min_value=1)


class HandOverForm(forms.Form):
    tracking_number = forms.CharField(label=_("Nomor resi"), max_length=60)


class TrackingForm(KeyForm):
    code = forms.CharField(label=_("Kabar"), max_length=20)
    description = forms.CharField(label=_("Keterangan"), max_length=200, required=False)
    place = forms.CharField(label=_("Tempat"), max_length=80, required=False)
