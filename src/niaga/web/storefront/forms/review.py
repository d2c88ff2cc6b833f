from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STARS = [
    ("5", _("Sangat baik")),
    ("4", _("Baik")),
    ("3", _("Cukup")),
    ("2", _("Kurang")),
    ("1", _("Buruk")),
]


class ReviewForm(forms.Form):
    nilai = forms.ChoiceField(
        label=_("Nilai"),
        choices=STARS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih nilainya dulu.")},
    )
    ulasan = forms.CharField(
        label=pgettext_lazy("one", "Ulasan"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Pas di kaki? Sesuai foto? Pembeli lain akan terbantu."),
    )
