"""What is decided about a target: an amount for a month, another rule, a plan for a year."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from niaga.metrics.targets import Decision
from niaga.web.backoffice.forms.fields import RupiahField

KINDS = {
    "fixed": _("Jumlah untuk satu bulan"),
    "rule": _("Aturan baru sejak suatu bulan"),
    "plan": _("Rencana satu tahun"),
}


class MonthField(forms.CharField):
    """A month as browsers send it: 2026-11."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"type": "month"}), **options)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        try:
            return date.fromisoformat(f"{text}-01") if text else None
        except ValueError:
            raise ValidationError(_("Tulis bulannya seperti 2026-11.")) from None


class TargetForm(forms.Form):
    kind = forms.ChoiceField(label=_("Yang diputuskan"), choices=list(KINDS.items()))
    month = MonthField(
        label=_("Bulan"),
        help_text=_("Untuk aturan: bulan mulainya. Untuk rencana: bulan mana pun di tahunnya."),
    )
    amount = RupiahField(
        label=_("Jumlah"), required=False, help_text=_("Untuk jumlah sebulan dan rencana setahun.")
    )
    percent = forms.DecimalField(
        label=_("Persen di atas bulan sebelumnya"),
        required=False,
        min_value=Decimal(-100),
        max_value=Decimal(1000),
        decimal_places=2,
        help_text=_("Untuk aturan. Aturan yang sejak awal: 1,5."),
    )
    reason = forms.CharField(
        label=_("Alasan"), max_length=200, help_text=_("Tersimpan bersama nama Anda dan waktunya.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        needed = "percent" if cleaned.get("kind") == "rule" else "amount"
        if cleaned.get(needed) is None and needed not in self.errors:
            self.add_error(needed, _("Isi nilai ini."))
        return cleaned

    def decision(self, metric: str) -> Decision:
        """Of a valid form."""
        values = self.cleaned_data
        month: date = values["month"]
        if values["kind"] == "rule":
            points = int(values["percent"] * 100)
            return Decision(metric, "rule", month, None, points, values["reason"])
        if values["kind"] == "plan":
            month = date(month.year, 1, 1)
        return Decision(metric, values["kind"], month, values["amount"], None, values["reason"])
