"""What a buyer fills in to order. Field names are what stands in the page's form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from niaga.store.customers.calculations import InvalidPhone, normal_phone


def phone_widget() -> forms.TextInput:
    return forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"})


class CheckoutForm(forms.Form):
    nama = forms.CharField(
        label=_("Nama lengkap"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Tulis nama Anda.")},
    )
    telepon = forms.CharField(
        label=_("Nomor telepon / WhatsApp"),
        max_length=30,
        widget=phone_widget(),
        help_text=_("Dihubungi kurir bila alamat sulit ditemukan."),
        error_messages={"required": _("Tulis nomor telepon yang bisa dihubungi kurir.")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("E-mail ini tampaknya belum lengkap.")},
    )
    alamat = forms.CharField(
        label=_("Jalan, nomor rumah, RT/RW"),
        max_length=200,
        min_length=5,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        error_messages={
            "required": _("Tulis jalan dan nomor rumah."),
            "min_length": _("Alamat ini terlalu pendek untuk ditemukan kurir."),
        },
    )
    patokan = forms.CharField(label=_("Patokan"), required=False, max_length=120)
    wilayah = forms.CharField(
        label=_("Kelurahan"),
        max_length=13,
        widget=forms.HiddenInput,
        error_messages={"required": _("Cari lalu pilih kelurahan tujuan.")},
    )
    kode_pos = forms.RegexField(
        r"^\d{5}$",
        label=_("Kode pos"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
        error_messages={"invalid": _("Kode pos terdiri dari lima angka.")},
    )
    layanan = forms.CharField(
        max_length=60,
        widget=forms.HiddenInput,
        error_messages={"required": _("Pilih layanan pengiriman.")},
    )
    bayar = forms.CharField(
        max_length=16,
        widget=forms.HiddenInput,
        error_messages={"required": _("Pilih cara membayar.")},
    )
    catatan = forms.CharField(
        label=_("Catatan untuk toko"),
        required=False,
        max_length=300,
        widget=forms.TextInput,
    )
    kunci = forms.CharField(min_length=16, max_length=64, widget=forms.HiddenInput)
    total = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean_telepon(self) -> str:
        try:
            return normal_phone(self.cleaned_data["telepon"])
        except InvalidPhone as error:
            raise forms.ValidationError(str(error)) from None
