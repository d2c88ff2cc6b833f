"""Fields that read what people type, and the refusal of what cannot be read."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from niaga.kernel.errors import NiagaError


class FormRefused(NiagaError):
    code = "form_refused"
    message = "%(problems)s"


class RupiahField(forms.IntegerField):
    """Whole rupiah as people write them: 1250000, 1.250.000, Rp1.250.000 or Rp1,250,000."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("min_value", 0)
        options.setdefault("max_value", 10**12)
        super().__init__(**options)
        self.widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = value.strip().removeprefix("Rp").strip().replace("\u00a0", "")
            groups = value.replace(",", ".").split(".")
            if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]):
                value = "".join(groups)
        return super().to_python(value)


class DayField(forms.DateField):
    """A day to filter by, of this century: no reckoning with it leaves the calendar."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}),
            validators=[
                MinValueValidator(date(2000, 1, 1)),
                MaxValueValidator(date(2099, 12, 31)),
            ],
            **options,
        )


class AddressField(forms.SlugField):
    """What stands in an address; left empty, the form makes it of a name (see `address_from`)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False, help_text=_("Kosongkan untuk membuatnya dari nama."), **options
        )


def fill_address(form: forms.Form, field: str, name: str) -> None:
    """Make `field` of the text in `name` where it was left empty; to be called in `clean`."""
    asked = form.cleaned_data
    if asked.get(field) != "" or name not in asked:
        return
    asked[field] = slugify(asked[name])[: form.fields[field].max_length]  # type: ignore[attr-defined]
    if not asked[field]:
        form.add_error(field, _("Nama ini tidak dapat dijadikan alamat; tuliskan alamatnya."))


class KeyForm(forms.Form):
    """`key` names one try: the form that was sent twice does its deed once."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=200, label=_("Alasan"))


def valid(form: forms.BaseForm) -> dict[str, Any]:
    """What the form holds. Raises FormRefused with every problem in words."""
    if form.is_valid():
        return form.cleaned_data
    problems = []
    for name, errors in form.errors.items():
        said = " ".join(str(error) for error in errors)
        label = form.fields[name].label or name if name in form.fields else ""
        problems.append(f"{label}: {said}" if label else said)
    raise FormRefused(problems=" ".join(problems))
