"""The plan of a test as a form: what is asked, what is refused, what it becomes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from niaga.insight.experiments.book import LONGEST_TEXT, MOST_DAYS, MOST_SEGMENTS, ToldPlan
from niaga.insight.experiments.plan import WEEK, Plan
from niaga.web.backoffice.forms.fields import DayField

VARIANTS = ("variant", "second", "third")  # beside the control
LEVELS = {"0.05": "5%", "0.01": "1%", "0.1": "10%"}
POWERS = {"0.8": "80%", "0.9": "90%", "0.95": "95%"}


class PercentField(forms.CharField):
    """A share as people write it: 2,5 or 2.5 or 2.5%; becomes a fraction of one."""

    def __init__(self, most: float, **options: Any) -> None:
        self.most = most
        super().__init__(
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **options
        )

    def prepare_value(self, value: Any) -> Any:
        return percent_typed(value) if isinstance(value, float) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            share = float(text.replace(",", ".").rstrip("% ")) / 100
        except ValueError:
            share = 0.0
        if not 0 < share <= self.most:
            raise ValidationError(
                _("Isi angka di atas 0, paling banyak %(most)s.") % {"most": f"{self.most:.0%}"}
            )
        return share


def percent_typed(share: float) -> str:
    return f"{share * 100:.4f}".rstrip("0").rstrip(".").replace(".", ",")


class PlanForm(forms.Form):
    title = forms.CharField(
        label=__("Nama uji"), max_length=80, help_text=__("Sebut yang diubah, bukan harapannya.")
    )
    hypothesis = forms.CharField(
        label=__("Hipotesis"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=__("Apa yang akan berubah pada pembeli, dan mengapa."),
    )
    control = forms.CharField(label=__("Kontrol"), max_length=60)
    control_share = forms.IntegerField(label=__("Bagian"), min_value=1, max_value=100, initial=1)
    variant = forms.CharField(label=__("Varian"), max_length=60)
    variant_share = forms.IntegerField(label=__("Bagian"), min_value=1, max_value=100, initial=1)
    second = forms.CharField(label=__("Varian kedua"), max_length=60, required=False)
    second_share = forms.IntegerField(
        label=__("Bagian"), min_value=1, max_value=100, required=False
    )
    third = forms.CharField(label=__("Varian ketiga"), max_length=60, required=False)
    third_share = forms.IntegerField(label=__("Bagian"), min_value=1, max_value=100, required=False)
    primary = forms.CharField(
        label=__("Hasil utama"),
        max_length=80,
        help_text=__("Satu hasil yang memutuskan, seperti nama kolomnya di berkas uji."),
    )
    segments = forms.CharField(
        label=__("Segmen yang ikut memutuskan"),
        max_length=120,
        required=False,
        help_text=__(
            "Kolom negara, perangkat, atau lainnya, dipisah koma, bila sejak awal diduga bedanya "
            "tidak sama. Segmen lain hanya untuk dilihat."
        ),
    )
    base = PercentField(
        0.9999,
        label=__("Hasil itu sekarang (%)"),
        required=False,
        help_text=__("Tingkat konversi sebelum uji; kosongkan untuk hasil berupa angka."),
    )
    effect = PercentField(
        10, label=__("Perubahan relatif yang penting (%)"), help_text=__("Yang lebih kecil dari "
        "ini tidak akan mengubah keputusan Anda.")
    )  # fmt: skip
    alpha = forms.ChoiceField(label=__("Batas salah tolak (α)"), choices=list(LEVELS.items()))
    power = forms.ChoiceField(label=__("Daya"), choices=list(POWERS.items()))
    weeks = forms.IntegerField(
        label=__("Lama (pekan penuh)"), min_value=1, max_value=MOST_DAYS // WEEK, initial=4
    )
    started_on = DayField(label=__("Hari pertama"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["started_on"].required = True
        for name in ("control", *VARIANTS):
            spoken = _("Bagian %(of)s") % {"of": str(self.fields[name].label).lower()}
            self.fields[f"{name}_share"].widget.attrs["aria-label"] = spoken

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or {}
        names = [asked.get(name, "") for name in ("control", *VARIANTS)]
        told = [name.strip().lower() for name in names if name]
        if len(told) != len(set(told)):
            self.add_error("variant", _("Tiap varian perlu nama sendiri."))
        base, effect = asked.get("base"), asked.get("effect")
        if base and effect and base * (1 + effect) >= 1:
            self.add_error("effect", _("Perubahan sebesar itu melewati 100%."))
        names = asked.get("segments", "").split(",")
        asked["segments"] = tuple(dict.fromkeys(filter(None, (name.strip() for name in names))))
        if len(asked["segments"]) > MOST_SEGMENTS:
            self.add_error("segments", _("Paling banyak tiga: makin banyak, makin lemah buktinya."))
        return asked

    def plan(self) -> ToldPlan:
        """Of a valid form."""
        asked = self.cleaned_data
        weights = {asked["control"]: asked["control_share"]}
        for name in VARIANTS:
            if asked[name]:
                weights[asked[name]] = asked[f"{name}_share"] or 1
        return ToldPlan(
            title=asked["title"],
            hypothesis=asked["hypothesis"],
            control=asked["control"],
            weights=weights,
            primary=asked["primary"],
            effect=asked["effect"],
            base=asked["base"],
            alpha=float(asked["alpha"]),
            power=float(asked["power"]),
            days=asked["weeks"] * WEEK,
            started_on=asked["started_on"],
            segments=asked["segments"],
        )


def of_plan(plan: ToldPlan) -> dict[str, Any]:
    """A plan that was told, as the form's first values."""
    return _of(plan.plan) | {"hypothesis": plan.hypothesis, "base": plan.base}


def of_file(plan: Plan) -> dict[str, Any]:
    """What the file of a test told of its plan."""
    return _of(plan)


def _of(plan: Plan) -> dict[str, Any]:
    values: dict[str, Any] = {
        "title": plan.title,
        "control": plan.control,
        "control_share": plan.weights.get(plan.control, 1),
        "primary": plan.primary,
        "segments": ", ".join(sorted(plan.segments)),
        "effect": plan.effect,
        "alpha": _nearest(plan.alpha, LEVELS),
        "power": _nearest(plan.power, POWERS),
        "weeks": max(1, round(plan.days / WEEK)) if plan.days else 4,
        "started_on": str(plan.started_on or ""),  # as a browser's field of days reads it
    }
    for name, treatment in zip(VARIANTS, plan.treatments, strict=False):
        values |= {name: treatment, f"{name}_share": plan.weights[treatment]}
    return values


def of_address(asked: Mapping[str, str], today: date) -> dict[str, Any]:
    """What the planner worked out, handed on in the address."""
    values: dict[str, Any] = {"started_on": str(today), "control": _("seperti sekarang")}
    for field, name in (("base", "konversi"), ("effect", "perubahan"), ("weeks", "pekan")):
        if asked.get(name):
            values[field] = asked[name]
    if asked.get("daya", "").isdigit():
        values["power"] = _nearest(int(asked["daya"]) / 100, POWERS)
    return values


def _nearest(share: float, choices: Mapping[str, str]) -> str:
    return min(choices, key=lambda text: abs(float(text) - share))
