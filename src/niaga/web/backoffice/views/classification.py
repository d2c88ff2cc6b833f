"""What products are sorted by: categories, brands, and the properties that they may have."""

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from niaga.store.catalog import actions
from niaga.store.catalog.models import Attribute, Brand, Category
from niaga.store.catalog.queries import attributes, brands, category_product_counts, category_tree
from niaga.web.backoffice.access import deed, done, page
from niaga.web.backoffice.forms.catalogue import AttributeForm, BrandForm, CategoryForm
from niaga.web.backoffice.forms.fields import valid
from niaga.web.backoffice.pages import crumb, show
from niaga.web.backoffice.requests import StaffRequest


@page("catalog.view")
def category_list(request: StaffRequest) -> HttpResponse:
    tree, counts = category_tree(), category_product_counts()
    context = {
        "nodes": [
            (node, node.path.count("/"), sum(counts.get(key, 0) for key in node.below))
            for node in tree.values()
        ],
        "form": CategoryForm(),
        "tab": "categories",
    }
    return show(request, "categories.html", pgettext("many", "Kategori"), context)


def _editing(
    request: StaffRequest, kind: str, pk: int, title: str, form: BaseForm, back: tuple[object, str]
) -> HttpResponse:
    context = {
        "form": form,
        "save_url": reverse(f"backoffice:save_{kind}", args=[pk]),
        "remove_url": reverse(f"backoffice:remove_{kind}", args=[pk]),
    }
    return show(request, "classification_form.html", title, context, crumbs=[back])


@page("catalog.edit")
def category(request: StaffRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Category, pk=pk)
    names = ("name_id", "name_en", "slug", "parent", "position")
    form = CategoryForm(initial={name: getattr(row, name) for name in names})
    back = crumb(pgettext("many", "Kategori"), "categories")
    return _editing(request, "category", row.pk, row.name, form, back)


@deed("catalog.edit")
def save_category(request: StaffRequest, pk: int = 0) -> HttpResponse:
    row = get_object_or_404(Category, pk=pk) if pk else Category()
    actions.save_category(row, actor=request.user.actor, **valid(CategoryForm(request.POST)))
    text = _("Kategori %(name)s disimpan.") % {"name": row.name}
    return done(request, text, reverse("backoffice:categories"))


@deed("catalog.edit")
def remove_category(request: StaffRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Category, pk=pk)
    actions.remove_category(row, actor=request.user.actor)
    return done(request, _("Kategori dihapus."), reverse("backoffice:categories"))


@page("catalog.view")
def brand_list(request: StaffRequest) -> HttpResponse:
    context = {"brands": list(brands()), "form": BrandForm(), "tab": "brands"}
    return show(request, "brands.html", pgettext("many", "Merek"), context)


@page("catalog.edit")
def brand(request: StaffRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Brand, pk=pk)
    form = BrandForm(initial={"name": row.name, "slug": row.slug})
    back = crumb(pgettext("many", "Merek"), "brands")
    return _editing(request, "brand", row.pk, row.name, form, back)


@deed("catalog.edit")
def save_brand(request: StaffRequest, pk: int = 0) -> HttpResponse:
    row = get_object_or_404(Brand, pk=pk) if pk else Brand()
    actions.save_brand(row, actor=request.user.actor, **valid(BrandForm(request.POST)))
    text = _("Merek %(name)s disimpan.") % {"name": row.name}
    return done(request, text, reverse("backoffice:brands"))


@deed("catalog.edit")
def remove_brand(request: StaffRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Brand, pk=pk)
    actions.remove_brand(row, actor=request.user.actor)
    return done(request, _("Merek dihapus."), reverse("backoffice:brands"))


@page("catalog.view")
def attribute_list(request: StaffRequest) -> HttpResponse:
    context = {"attributes": list(attributes()), "form": AttributeForm(), "tab": "attributes"}
    return show(request, "attributes.html", _("Ciri produk"), context)


@page("catalog.edit")
def attribute(request: StaffRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Attribute, pk=pk)
    names = ("label_id", "label_en", "code", "kind", "unit", "position")
    form = AttributeForm(initial={name: getattr(row, name) for name in names})
    back = crumb(_("Ciri produk"), "attributes")
    return _editing(request, "attribute", row.pk, row.label, form, back)


@deed("catalog.edit")
def save_attribute(request: StaffRequest, pk: int = 0) -> HttpResponse:
    row = get_object_or_404(Attribute, pk=pk) if pk else Attribute()
    actions.save_attribute(row, actor=request.user.actor, **valid(AttributeForm(request.POST)))
    text = _("Ciri %(name)s disimpan.") % {"name": row.label}
    return done(request, text, reverse("backoffice:attributes"))


@deed("catalog.edit")
def remove_attribute(request: StaffRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Attribute, pk=pk)
    actions.remove_attribute(row, actor=request.user.actor)
    return done(request, _("Ciri dihapus."), reverse("backoffice:attributes"))
