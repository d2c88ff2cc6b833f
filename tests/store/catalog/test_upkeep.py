"""Keeping the catalogue: what its deeds refuse, and what they tell."""

from collections.abc import Callable

import pytest

from niaga.kernel.errors import NotAllowed
from niaga.kernel.journal import JournalEvent
from niaga.store.catalog import actions
from niaga.store.catalog.errors import CannotPublish, CategoryLoop, NameTaken, StillUsed
from niaga.store.catalog.models import (
    Attribute,
    AttributeKind,
    Brand,
    Category,
    Picture,
    ProductStatus,
    Variant,
)
from niaga.store.catalog.pictures import StoredPicture
from tests.store import factories
from tests.store.conftest import Refused

pytestmark = pytest.mark.django_db

IMAGE = StoredPicture("products/ab/abc.webp", 800, 800)


def attribute(kind: AttributeKind) -> Attribute:
    return Attribute.objects.create(code=kind.value, label_id=kind.value, kind=kind)


def test_only_editors_keep_the_catalogue(refused: Refused) -> None:
    variant = factories.variant()
    product, actor = variant.product, factories.WAREHOUSE
    trait = attribute(AttributeKind.TEXT)
    picture = actions.add_picture(product, IMAGE, alt_id="Samping", actor=factories.OWNER)
    deeds: list[Callable[[], object]] = [
        lambda: actions.save_brand(Brand(), name="A", slug="a", actor=actor),
        lambda: actions.remove_brand(product.brand, actor=actor),
        lambda: actions.save_category(Category(), name_id="A", slug="a", actor=actor),
        lambda: actions.remove_category(product.category, actor=actor),
        lambda: actions.save_attribute(trait, label_id="B", actor=actor),
        lambda: actions.remove_attribute(trait, actor=actor),
        lambda: actions.set_attribute_values(product, {}, actor=actor),
        lambda: actions.add_picture(product, IMAGE, alt_id="x", actor=actor),
        lambda: actions.add_picture(product, IMAGE, alt_id="x", variant=variant, actor=actor),
        lambda: actions.describe_picture(picture, alt_id="x", alt_en="", actor=actor),
        lambda: actions.show_picture_first(picture, actor=actor),
        lambda: actions.remove_picture(picture, actor=actor),
        lambda: actions.set_price(variant.pk, price=1, was_price=None, actor=actor),
    ]
    for deed in deeds:
        with refused(NotAllowed, permission="catalog.edit"):
            deed()


def test_whoever_takes_in_a_used_pair_may_show_it(refused: Refused) -> None:
    unit = factories.used_pair()
    product = unit.variant.product
    actions.add_picture(
        product, IMAGE, alt_id="Tumit", variant=unit.variant, actor=factories.WAREHOUSE
    )
    with refused(NotAllowed):
        actions.add_picture(product, IMAGE, alt_id="Tumit", actor=factories.WAREHOUSE)


def test_a_name_is_had_once(refused: Refused) -> None:
    product = factories.variant().product
    other = factories.variant()
    trait = attribute(AttributeKind.TEXT)
    actor = factories.OWNER
    with refused(NameTaken, name=product.slug):
        actions.save_product(other.product, slug=product.slug, actor=actor)
    with refused(NameTaken):
        actions.save_variant(
            Variant(product=product), sku=other.sku, weight=1, price=1, actor=actor
        )
    with refused(NameTaken):
        actions.save_brand(Brand(), name="MEREK", slug="x", actor=actor)
    with refused(NameTaken):
        actions.save_category(Category(), slug="sepatu", name_id="X", actor=actor)
    with refused(NameTaken):
        actions.save_attribute(Attribute(), code=trait.code, label_id="X", kind="text", actor=actor)


def test_what_products_use_stays(refused: Refused) -> None:
    product = factories.variant().product
    trait = attribute(AttributeKind.TEXT)
    values = {trait.pk: actions.Value(text_id="kulit")}
    actions.set_attribute_values(product, values, actor=factories.OWNER)
    with refused(StillUsed):
        actions.remove_brand(product.brand, actor=factories.OWNER)
    with refused(StillUsed):
        actions.remove_category(product.category, actor=factories.OWNER)
    with refused(StillUsed):
        actions.remove_attribute(trait, actor=factories.OWNER)
    with refused(StillUsed):
        actions.save_attribute(trait, kind=AttributeKind.NUMBER, actor=factories.OWNER)


def test_a_category_is_never_below_itself(refused: Refused) -> None:
    root = Category.objects.create(slug="a", name_id="A")
    child = Category.objects.create(slug="b", name_id="B", parent=root)
    grandchild = Category.objects.create(slug="c", name_id="C", parent=child)
    for parent in (root, grandchild):
        with refused(CategoryLoop):
            actions.save_category(
                Category.objects.get(slug="a"), parent=parent, actor=factories.OWNER
            )


def test_a_value_of_another_kind_is_refused_with_all_the_others(refused: Refused) -> None:
    product = factories.variant().product
    text, number = attribute(AttributeKind.TEXT), attribute(AttributeKind.NUMBER)
    values = {text.pk: actions.Value(text_id="kulit"), number.pk: actions.Value(text_id="tinggi")}
    with refused(ValueError):
        actions.set_attribute_values(product, values, actor=factories.OWNER)


def test_what_changes_nothing_tells_nothing() -> None:
    product = factories.variant().product
    trait = attribute(AttributeKind.YES_NO)
    values = {trait.pk: actions.Value(yes_no=False)}
    actions.set_attribute_values(product, values, actor=factories.OWNER)
    told = JournalEvent.objects.count()
    actions.set_attribute_values(product, values, actor=factories.OWNER)
    actions.set_attribute_values(product, {}, actor=factories.OWNER)
    assert JournalEvent.objects.count() == told


def test_the_last_picture_of_a_product_on_sale_stays(refused: Refused) -> None:
    product = factories.variant().product
    assert product.status == ProductStatus.ACTIVE
    first = actions.add_picture(product, IMAGE, alt_id="A", actor=factories.OWNER)
    second = actions.add_picture(product, IMAGE, alt_id="B", actor=factories.OWNER)
    assert (first.position, second.position) == (0, 1)
    actions.remove_picture(first, actor=factories.OWNER)
    with refused(CannotPublish):
        actions.remove_picture(second, actor=factories.OWNER)
    assert list(Picture.objects.all()) == [second]
