from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from niaga.store.catalog.actions import Value
from niaga.store.catalog.models import (
    Attribute,
    AttributeKind,
    AttributeValue,
    Brand,
    Category,
    Condition,
)
from niaga.store.catalog.queries import category_tree
from niaga.web.backoffice.forms.fields import AddressField, RupiahField, fill_address
from niaga.web.backoffice.words import choices


def category_choices() -> list[tuple[int, str]]:
    """Every category, indented below what it belongs to. One statement."""
    return [
        (node.id, f"{'— ' * node.path.count('/')}{node.name}") for node in category_tree().values()
    ]


class ProductSearchForm(forms.Form):
    q = forms.CharField(
        label=_("Cari"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Nama, merek, atau SKU")}),
    )
    status = forms.ChoiceField(label=_("Status"), required=False)
    kondisi = forms.ChoiceField(label=_("Kondisi"), required=False)
    kategori = forms.TypedChoiceField(
        label=_("Kategori"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["status"].choices = choices("product", empty=_("Semua status"))  # type: ignore[attr-defined]
        self.fields["kondisi"].choices = choices("condition", empty=_("Baru dan bekas"))  # type: ignore[attr-defined]
        self.tree = category_tree()
        self.fields["kategori"].choices = [  # type: ignore[attr-defined]
            ("", _("Semua kategori")),
            *((n.id, f"{'— ' * n.path.count('/')}{n.name}") for n in self.tree.values()),
        ]


class ProductForm(forms.Form):
    """`seen` is the version of the page that the editor opened; empty for a new product."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    name_id = forms.CharField(label=_("Nama (Indonesia)"), max_length=160)
    name_en = forms.CharField(label=_("Nama (Inggris)"), max_length=160, required=False)
    slug = AddressField(label=_("Alamat halaman"), max_length=140)
    brand = forms.ModelChoiceField(Brand.objects.order_by("name"), label=_("Merek"))
    category = forms.TypedChoiceField(label=_("Kategori"), coerce=int)
    condition = forms.ChoiceField(label=_("Kondisi"))
    description_id = forms.CharField(
        label=_("Keterangan (Indonesia)"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    description_en = forms.CharField(
        label=_("Keterangan (Inggris)"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["category"].choices = category_choices()  # type: ignore[attr-defined]
        self.fields["condition"].choices = choices("condition")  # type: ignore[attr-defined]

    def clean(self) -> None:
        fill_address(self, "slug", "name_id")

    def clean_category(self) -> Category:
        category = Category.objects.filter(pk=self.cleaned_data["category"]).first()
        if category is None:
            raise ValidationError(_("Pilih kategori."))
        return category

    def clean_condition(self) -> Condition:
        return Condition(self.cleaned_data["condition"])


class VariantForm(forms.Form):
    """A new variant has its prices here; those of one that exists are changed by `PriceForm`."""

    sku = forms.CharField(label=_("SKU"), max_length=40)
    size = forms.CharField(label=_("Ukuran"), max_length=16, required=False)
    colour_id = forms.CharField(label=_("Warna (Indonesia)"), max_length=40, required=False)
    colour_en = forms.CharField(label=_("Warna (Inggris)"), max_length=40, required=False)
    weight = forms.IntegerField(label=_("Berat (gram)"), min_value=1, max_value=100_000)
    is_active = forms.BooleanField(label=_("Dijual"), required=False, initial=True)


class PriceForm(forms.Form):
    price = RupiahField(label=_("Harga"), min_value=1)
    was_price = RupiahField(label=_("Harga coret"), required=False, min_value=1)

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        price, was = asked.get("price"), asked.get("was_price")
        if price and was and was <= price:
            self.add_error("was_price", _("Harga coret harus lebih tinggi dari harga."))
        return asked


class NewVariantForm(VariantForm, PriceForm):
    pass


class AttributeValuesForm(forms.Form):
    """One field for each attribute, by its kind; text has a field for each language."""

    def __init__(
        self, attributes: list[Attribute], known: dict[int, AttributeValue], *args: Any, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.attributes = attributes
        for attribute in attributes:
            name, old = f"a{attribute.pk}", known.get(attribute.pk)
            label = f"{attribute.label} ({attribute.unit})" if attribute.unit else attribute.label
            if attribute.kind == AttributeKind.TEXT:
                self.fields[name] = forms.CharField(
                    label=label,
                    required=False,
                    max_length=120,
                    initial=old.text_id if old else "",
                )
                self.fields[f"{name}_en"] = forms.CharField(
                    label=_("%(label)s (Inggris)") % {"label": label},
                    required=False,
                    max_length=120,
                    initial=old.text_en if old else "",
                )
            elif attribute.kind == AttributeKind.NUMBER:
                self.fields[name] = forms.DecimalField(
                    label=label,
                    required=False,
                    max_digits=12,
                    decimal_places=2,
                    initial=old.number if old else None,
                )
            else:
                answer = (
                    None if old is None or old.yes_no is None else ("ya" if old.yes_no else "tidak")
                )
                self.fields[name] = forms.ChoiceField(
                    label=label,
                    required=False,
                    choices=[("", "—"), ("ya", _("Ya")), ("tidak", _("Tidak"))],
                    initial=answer or "",
                )

    def values(self) -> dict[int, Value]:
        return {attribute.pk: self._value(attribute) for attribute in self.attributes}

    def _value(self, attribute: Attribute) -> Value:
        given = self.cleaned_data[f"a{attribute.pk}"]
        if attribute.kind == AttributeKind.TEXT:
            english = self.cleaned_data[f"a{attribute.pk}_en"] if given else ""
            return Value(text_id=given, text_en=english)
        if attribute.kind == AttributeKind.NUMBER:
            number: Decimal | None = given
            return Value(number=number)
        return Value(yes_no={"ya": True, "tidak": False}.get(given))


class PictureForm(forms.Form):
    picture = forms.FileField(
        label=_("Foto"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPEG, PNG, atau WebP; paling besar 12 MB."),
    )
    alt_id = forms.CharField(
        label=_("Apa yang terlihat (Indonesia)"), max_length=200, required=False
    )
    alt_en = forms.CharField(label=_("Apa yang terlihat (Inggris)"), max_length=200, required=False)


class DescriptionForm(forms.Form):
    alt_id = forms.CharField(label=_("Apa yang terlihat (Indonesia)"), max_length=200)
    alt_en = forms.CharField(label=_("Apa yang terlihat (Inggris)"), max_length=200, required=False)


class BrandForm(forms.Form):
    name = forms.CharField(label=_("Nama"), max_length=80)
    slug = AddressField(label=_("Alamat"), max_length=80)

    def clean(self) -> None:
        fill_address(self, "slug", "name")


class CategoryForm(forms.Form):
    name_id = forms.CharField(label=_("Nama (Indonesia)"), max_length=80)
    name_en = forms.CharField(label=_("Nama (Inggris)"), max_length=80, required=False)
    slug = AddressField(label=_("Alamat"), max_length=80)
    parent = forms.ModelChoiceField(
        Category.objects.order_by("position", "id"), label=_("Di bawah"), required=False
    )
    position = forms.IntegerField(label=_("Urutan"), min_value=0, max_value=9999, initial=0)

    def clean(self) -> None:
        fill_address(self, "slug", "name_id")


class AttributeForm(forms.Form):
    label_id = forms.CharField(label=_("Nama (Indonesia)"), max_length=60)
    label_en = forms.CharField(label=_("Nama (Inggris)"), max_length=60, required=False)
    code = AddressField(label=_("Kode"), max_length=40)
    kind = forms.ChoiceField(label=_("Jenis"))
    unit = forms.CharField(label=_("Satuan"), max_length=12, required=False)
    position = forms.IntegerField(label=_("Urutan"), min_value=0, max_value=9999, initial=0)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["kind"].choices = choices("attribute")  # type: ignore[attr-defined]

    def clean(self) -> None:
        fill_address(self, "code", "label_id")
