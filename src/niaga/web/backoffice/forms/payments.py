from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niaga.web.backoffice.words import choices


class AttemptSearchForm(forms.Form):
    q = forms.CharField(
        label=_("Cari"),
        required=False,
        max_length=80,
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": _("Nomor pesanan atau jumlah")}
        ),
    )
    cara = forms.ChoiceField(label=_("Cara bayar"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["cara"].choices = choices("method", empty=_("Semua cara bayar"))  # type: ignore[attr-defined]
        self.fields["status"].choices = choices("payment", empty=_("Semua status"))  # type: ignore[attr-defined]


class NotificationSearchForm(forms.Form):
    q = forms.CharField(
        label=_("Cari"),
        required=False,
        max_length=80,
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": _("Isi atau nomor pesanan")}
        ),
    )
    hasil = forms.ChoiceField(label=_("Hasil"), required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["hasil"].choices = choices("outcome", empty=_("Semua hasil"))  # type: ignore[attr-defined]


class ResolutionForm(forms.Form):
    resolution = forms.CharField(label=_("Apa yang dilakukan"), max_length=300)
