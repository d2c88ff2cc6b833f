from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niaga.kernel.permissions import Role
from niaga.web.backoffice.words import choices


class CustomerSearchForm(forms.Form):
    q = forms.CharField(
        label=_("Cari"),
        required=False,
        max_length=80,
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": _("Nama, e-mail, atau telepon")}
        ),
    )


class _WithRole(forms.Form):
    role = forms.ChoiceField(label=_("Peran"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["role"].choices = choices("role")  # type: ignore[attr-defined]

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class RoleForm(_WithRole):
    pass


class StaffForm(_WithRole):
    name = forms.CharField(
        label=_("Nama"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    field_order = ("name", "email", "role")


class ReviewSearchForm(forms.Form):
    bintang = forms.TypedChoiceField(
        label=_("Bintang"), required=False, coerce=int, empty_value=None
    )
    tampil = forms.ChoiceField(label=_("Tampil"), required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        stars = [(n, "★" * n) for n in range(5, 0, -1)]
        self.fields["bintang"].choices = [("", _("Semua")), *stars]  # type: ignore[attr-defined]
        self.fields["tampil"].choices = [  # type: ignore[attr-defined]
            ("", _("Semua")),
            ("ya", _("Tampil di toko")),
            ("tidak", _("Disembunyikan")),
        ]


class JournalSearchForm(forms.Form):
    topik = forms.CharField(
        label=_("Topik"),
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs={"placeholder": "order."}),
    )
    jenis = forms.CharField(
        label=_("Jenis"),
        required=False,
        max_length=32,
        widget=forms.TextInput(attrs={"placeholder": "payment"}),
    )
    nomor = forms.CharField(
        label=_("Nomor"),
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs={"placeholder": _("nomor pesanan, atau kunci lain")}),
    )
