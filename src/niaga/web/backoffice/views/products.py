"""Products: the list, and the page of one with everything that belongs to it."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from niaga.kernel.errors import NiagaError
from niaga.kernel.permissions import may
from niaga.store.catalog import actions
from niaga.store.catalog.models import Condition, Picture, Product, ProductStatus, Variant
from niaga.store.catalog.pictures import StoredPicture, store_picture
from niaga.store.catalog.queries import (
    attribute_values_of,
    attributes,
    find_products,
    pictures_of,
)
from niaga.store.inventory.queries import stock_by_variant, units_of_product
from niaga.web.backoffice.access import deed, done, page
from niaga.web.backoffice.forms.catalogue import (
    AttributeValuesForm,
    DescriptionForm,
    NewVariantForm,
    PictureForm,
    PriceForm,
    ProductForm,
    ProductSearchForm,
    VariantForm,
)
from niaga.web.backoffice.forms.fields import FormRefused, valid
from niaga.web.backoffice.pages import crumb, paged, show
from niaga.web.backoffice.requests import StaffRequest


@page("catalog.view")
def products(request: StaffRequest) -> HttpResponse:
    form = ProductSearchForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    chosen = form.tree.get(asked.get("kategori") or 0)
    found = find_products(
        asked.get("q", "").strip(),
        status=asked.get("status", ""),
        condition=asked.get("kondisi", ""),
        category_ids=chosen.below if chosen else frozenset(),
    )
    rows = paged(request, found)
    variants = Variant.objects.filter(product__in=[row.pk for row in rows])
    stock: dict[int, int] = {}
    free = stock_by_variant(variants.values("pk"))
    for pk, product_id in variants.values_list("pk", "product_id"):
        stock[product_id] = stock.get(product_id, 0) + (free[pk].available if pk in free else 0)
    context = {"form": form, "page": rows, "stock": stock, "tab": "products"}
    return show(request, "products.html", _("Katalog"), context)


@page("catalog.edit")
def new_product(request: StaffRequest) -> HttpResponse:
    form = ProductForm(request.POST or None, initial={"condition": Condition.NEW})
    if request.method == "POST" and form.is_valid():
        try:
            product = actions.save_product(Product(), actor=request.user.actor, **form.cleaned_data)
        except NiagaError as error:
            form.add_error(None, str(error))
        else:
            return redirect("backoffice:product", product.pk)
    return show(
        request,
        "product_new.html",
        _("Produk baru"),
        {"form": form},
        crumbs=[crumb(_("Katalog"), "products")],
        status=422 if form.errors else 200,
    )


@page("catalog.view")
def product(request: StaffRequest, pk: int) -> HttpResponse:
    """The texts are saved by this page; whatever else is changed has a deed of its own."""
    row = get_object_or_404(Product.objects.select_related("brand", "category"), pk=pk)
    edits = may(request.user.actor, "catalog.edit")
    form = ProductForm(
        request.POST if request.method == "POST" and edits else None,
        initial={
            name: getattr(row, name)
            for name in (
                "name_id",
                "name_en",
                "slug",
                "brand",
                "condition",
                "description_id",
                "description_en",
            )
        }
        | {"category": row.category_id, "seen": actions.version_of(row)},
    )
    if form.is_bound and form.is_valid():
        try:
            actions.save_product(row, actor=request.user.actor, **form.cleaned_data)
        except NiagaError as error:
            row.refresh_from_db()
            form.add_error(None, str(error))
        else:
            return done(request, _("Perubahan disimpan."), _address(pk))
    variants = list(Variant.objects.filter(product=row))
    known = {value.attribute_id: value for value in attribute_values_of(pk)}
    pictures = pictures_of(pk)
    context: dict[str, Any] = {
        "product": row,
        "form": form,
        "variants": variants,
        "variant_forms": {v.pk: _variant_form(v) for v in variants},
        "price_forms": {v.pk: _price_form(v) for v in variants},
        "new_variant_form": NewVariantForm(prefix="baru", initial={"weight": 1000}),
        "attributes_form": AttributeValuesForm(list(attributes()), known),
        "pictures": pictures,
        "description_forms": {
            p.pk: DescriptionForm(
                prefix=f"foto{p.pk}", initial={"alt_id": p.alt_id, "alt_en": p.alt_en}
            )
            for p in pictures
        },
        "picture_form": PictureForm(prefix="unggah"),
        "stock": stock_by_variant([v.pk for v in variants]),
        "units": units_of_product(pk) if row.condition == Condition.USED else [],
        "statuses": [s for s in ProductStatus if s != row.status],
    }
    return show(
        request,
        "product.html",
        row.name,
        context,
        crumbs=[crumb(_("Katalog"), "products")],
        status=422 if form.errors else 200,
    )


def _variant_form(variant: Variant) -> VariantForm:
    names = ("sku", "size", "colour_id", "colour_en", "weight", "is_active")
    return VariantForm(
        prefix=f"varian{variant.pk}", initial={name: getattr(variant, name) for name in names}
    )


def _price_form(variant: Variant) -> PriceForm:
    return PriceForm(
        prefix=f"harga{variant.pk}",
        initial={"price": variant.price, "was_price": variant.was_price},
    )


def _address(pk: int, place: str = "") -> str:
    return reverse("backoffice:product", args=[pk]) + place


@deed("catalog.edit")
def set_status(request: StaffRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Product, pk=pk)
    status = request.POST.get("status", "")
    if status not in ProductStatus.values:
        raise FormRefused(problems=_("Status ini tidak dikenal."))
    actions.set_status(row, ProductStatus(status), actor=request.user.actor)
    said = {
        ProductStatus.ACTIVE: _("%(name)s sekarang tayang di toko."),
        ProductStatus.DRAFT: _("%(name)s ditarik dari toko."),
        ProductStatus.ARCHIVED: _("%(name)s diarsipkan."),
    }
    return done(request, said[ProductStatus(status)] % {"name": row.name}, _address(pk))


@deed("catalog.edit")
def set_attributes(request: StaffRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Product, pk=pk)
    form = AttributeValuesForm(list(attributes()), {}, request.POST)
    valid(form)
    actions.set_attribute_values(row, form.values(), actor=request.user.actor)
    return done(request, _("Ciri produk disimpan."), _address(pk, "#ciri"))


@deed("catalog.edit")
def add_variant(request: StaffRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Product, pk=pk)
    asked = valid(NewVariantForm(request.POST, prefix="baru"))
    position = row.variants.count()
    variant = actions.save_variant(
        Variant(product=row), actor=request.user.actor, position=position, **asked
    )
    text = _("Varian %(sku)s ditambahkan. Isi stoknya di halaman stok.") % {"sku": variant.sku}
    return done(request, text, _address(pk, "#varian"))


@deed("catalog.edit")
def save_variant(request: StaffRequest, pk: int) -> HttpResponse:
    variant = get_object_or_404(Variant.objects.select_related("product"), pk=pk)
    asked = valid(VariantForm(request.POST, prefix=f"varian{pk}"))
    actions.save_variant(variant, actor=request.user.actor, **asked)
    text = _("Varian %(sku)s disimpan.") % {"sku": variant.sku}
    return done(request, text, _address(variant.product_id, "#varian"))


@deed("catalog.edit")
def set_price(request: StaffRequest, pk: int) -> HttpResponse:
    variant = get_object_or_404(Variant, pk=pk)
    asked = valid(PriceForm(request.POST, prefix=f"harga{pk}"))
    actions.set_price(
        pk, price=asked["price"], was_price=asked["was_price"], actor=request.user.actor
    )
    text = _("Harga %(sku)s disimpan. Pesanan yang sudah ada tetap memakai harga lama.")
    return done(request, text % {"sku": variant.sku}, _address(variant.product_id, "#varian"))


@deed("catalog.edit")
def add_picture(request: StaffRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Product, pk=pk)
    asked = valid(PictureForm(request.POST, request.FILES, prefix="unggah"))
    actions.add_picture(
        row,
        _stored(asked["picture"]),
        alt_id=asked["alt_id"] or row.name_id,
        alt_en=asked["alt_en"] or row.name_en,
        actor=request.user.actor,
    )
    return done(request, _("Foto ditambahkan."), _address(pk, "#foto"))


def _stored(file: UploadedFile) -> StoredPicture:
    if file.file is None:
        raise FormRefused(problems=_("Berkas foto kosong."))
    return store_picture(file.file, file.name or "")  # type: ignore[arg-type]


@deed("catalog.edit")
def describe_picture(request: StaffRequest, pk: int) -> HttpResponse:
    picture = get_object_or_404(Picture, pk=pk)
    asked = valid(DescriptionForm(request.POST, prefix=f"foto{pk}"))
    actions.describe_picture(picture, actor=request.user.actor, **asked)
    return done(request, _("Keterangan foto disimpan."), _address(picture.product_id, "#foto"))


@deed("catalog.edit")
def show_picture_first(request: StaffRequest, pk: int) -> HttpResponse:
    picture = get_object_or_404(Picture, pk=pk)
    actions.show_picture_first(picture, actor=request.user.actor)
    return done(
        request, _("Foto ini sekarang yang pertama."), _address(picture.product_id, "#foto")
    )


@deed("catalog.edit")
def remove_picture(request: StaffRequest, pk: int) -> HttpResponse:
    picture = get_object_or_404(Picture.objects.select_related("product"), pk=pk)
    actions.remove_picture(picture, actor=request.user.actor)
    return done(request, _("Foto dihapus."), _address(picture.product_id, "#foto"))
