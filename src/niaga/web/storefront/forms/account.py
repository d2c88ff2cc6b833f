"""Sign-in, registration and addresses of a customer's account."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from niaga.store.customers.calculations import InvalidPhone, normal_phone
from niaga.store.customers.models import User
from niaga.web.storefront.forms.checkout import phone_widget


def _checked_phone(text: str) -> str:
    try:
        return normal_phone(text) if text else ""
    except InvalidPhone as error:
        raise forms.ValidationError(str(error)) from None


class SignInForm(forms.Form):
    username = forms.CharField(
        label=_("E-mail atau nomor telepon"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Kata sandi"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class RegisterForm(forms.Form):
    nama = forms.CharField(
        label=_("Nama lengkap"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    telepon = forms.CharField(
        label=_("Nomor telepon"), required=False, max_length=30, widget=phone_widget()
    )
    password = forms.CharField(
        label=_("Kata sandi"),
        max_length=200,
        strip=False,
        help_text=_("Sedikitnya 10 huruf. Kalimat pendek lebih mudah diingat."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_telepon(self) -> str:
        return _checked_phone(self.cleaned_data["telepon"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("email") and not data.get("telepon") and not self.errors:
            self.add_error("email", _("Isi e-mail atau nomor telepon, salah satu cukup."))
        if data.get("password"):
            person = User(name=data.get("nama", ""), email=data.get("email") or None)
            try:
                validate_password(data["password"], person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data


class AddressForm(forms.Form):
    penerima = forms.CharField(
        label=_("Nama penerima"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    telepon = forms.CharField(label=_("Nomor telepon"), max_length=30, widget=phone_widget())
    alamat = forms.CharField(
        label=_("Jalan, nomor rumah, RT/RW"),
        max_length=200,
        min_length=5,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    patokan = forms.CharField(label=_("Patokan"), required=False, max_length=120)
    wilayah = forms.CharField(
        max_length=13,
        widget=forms.HiddenInput,
        error_messages={"required": _("Cari lalu pilih kelurahan.")},
    )
    utama = forms.BooleanField(label=_("Jadikan alamat utama"), required=False)

    def clean_telepon(self) -> str:
        return _checked_phone(self.cleaned_data["telepon"])
