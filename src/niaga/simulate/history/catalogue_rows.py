"""The shelf as rows of the catalogue and the inventory, and its pictures as files."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from niaga.simulate.history.shelf import Goods, Item, Shelf, colour_names
from niaga.simulate.history.writing import insert
from niaga.simulate.pictures import SILHOUETTES, PictureSpec, draw
from niaga.simulate.pictures.marks import sign, wordmark
from niaga.simulate.pictures.palette import TRIMS
from niaga.simulate.shop.structure import ATTRIBUTES, BRANDS, CATEGORIES
from niaga.store.catalog.models import (
    Attribute,
    AttributeValue,
    Brand,
    Category,
    Picture,
    Product,
    Variant,
)
from niaga.store.inventory.models import Location, StockBalance, StockMovement, Unit

T = TypeVar("T")
SIDE = 1200  # pictures are square
_VIEWS = {
    "side": ("dari samping", "side view"),
    "pair": ("sepasang", "the pair"),
    "detail": ("dari dekat", "close-up"),
    "sole": ("sol luar", "outsole"),
}


def write_structure() -> None:
    insert(Location, ("id", "code", "name", "is_default"), [(1, "gudang", "Gudang Tebet", True)])
    insert(
        Brand, ("id", "name", "slug"), [(n, name, name.lower()) for n, name in _numbered(BRANDS)]
    )
    keys = {spec.slug: n for n, spec in _numbered(CATEGORIES)}
    insert(
        Category,
        ("id", "parent", "slug", "name_id", "name_en", "picture", "position"),
        [
            (
                n,
                keys.get(spec.parent),
                spec.slug,
                spec.name_id,
                spec.name_en,
                f"categories/{spec.slug}.svg",
                n,
            )
            for n, spec in _numbered(CATEGORIES)
        ],
    )
    insert(
        Attribute,
        ("id", "code", "label_id", "label_en", "kind", "unit", "position"),
        [(n, a.code, a.label_id, a.label_en, a.kind, a.unit, n) for n, a in _numbered(ATTRIBUTES)],
    )


def write_products(goods: list[Goods]) -> None:
    categories = {spec.slug: n for n, spec in _numbered(CATEGORIES)}
    insert(
        Product,
        ("id", "slug", "brand", "category", "name_id", "name_en", "description_id",
         "description_en", "condition", "status", "created_at", "published_at", "price_from",
         "was_price_from", "rating_sum", "rating_count", "sold"),
        [
            (
                one.key, one.slug, one.brand, categories[one.category], *one.name,
                *one.description, "used" if one.pair else "new", one.status, one.published_at,
                one.published_at, *_cheapest(one), one.rating_sum, one.rating_count, one.sold,
            )
            for one in goods
        ],
    )  # fmt: skip
    insert(
        Variant,
        ("id", "product", "sku", "size", "colour_id", "colour_en", "price", "was_price", "weight",
         "position"),
        [
            (item.key, one.key, item.sku, item.size, *colour_names(item.colour), item.price,
             item.was, item.weight, item.position)
            for one in goods
            for item in one.items.values()
        ],
    )  # fmt: skip
    values: list[tuple[object, ...]] = []
    for one in goods:
        text = one.text
        for attribute, pair in enumerate((text.upper, text.sole, text.closure, text.origin), 1):
            values.append((one.key, attribute, *pair, None, None))
        values.append((one.key, 5, "", "", text.height, None))
        values.append((one.key, 6, "", "", None, text.water_resistant))
    insert(
        AttributeValue, ("product", "attribute", "text_id", "text_en", "number", "yes_no"), values
    )


def _cheapest(goods: Goods) -> tuple[int, int | None]:
    item = min(goods.items.values(), key=lambda item: (item.price, item.key))
    return item.price, item.was


def write_stock(shelf: Shelf, goods: list[Goods]) -> None:
    insert(
        Unit,
        ("id", "code", "variant", "grade", "defects_id", "defects_en", "bought_for", "state",
         "created_at"),
        [
            (unit.key, unit.code, item.key, unit.pair.grade, [d[0] for d in unit.pair.defects],
             [d[1] for d in unit.pair.defects], unit.pair.paid, unit.state, unit.created_at)
            for item in shelf.items
            if (unit := item.unit)
        ],
    )  # fmt: skip
    insert(
        StockBalance,
        ("variant", "location", "on_hand", "held", "low_at"),
        [
            (item.key, 1, item.on_hand, item.held, item.low_at)
            for one in goods
            for item in one.items.values()
        ],
    )
    insert(
        StockMovement,
        ("variant", "location", "delta", "kind", "reference", "idempotency_key", "occurred_at",
         "posted_at", "unit_cost", "actor", "reason"),
        [
            (m.item, 1, m.delta, m.kind, m.reference, m.key, m.at, m.at, m.cost, m.actor, m.reason)
            for m in sorted(shelf.movements, key=lambda m: m.at)
        ],
    )  # fmt: skip


def draw_pictures(
    goods: list[Goods], media: Path, progress: Callable[[float], None]
) -> list[tuple[object, ...]]:
    """Files below `media`; answers their rows. A file that is there already is not drawn again."""
    (media / "products").mkdir(parents=True, exist_ok=True)
    rows: list[tuple[object, ...]] = []
    for n, one in enumerate(goods):
        progress(n / len(goods))
        several = len({item.colour for item in one.items.values()}) > 1
        for position, (item, view) in enumerate(_shots(one)):
            path = f"products/{one.slug[:110]}-{item.colour}-{view}.svg"
            marks = one.pair.marks if one.pair else ()
            look = PictureSpec(one.model.silhouette, item.colour, view, marks, trim_of(one))
            _save(media / path, look)
            names, shown = colour_names(item.colour), _VIEWS[view]
            rows.append(
                (
                    one.key,
                    item.key if one.pair or several else None,
                    path,
                    f"{one.name[0]}, {names[0].lower()}, {shown[0]}"[:200],
                    f"{one.name[1]}, {names[1].lower()}, {shown[1]}"[:200],
                    SIDE,
                    SIDE,
                    position,
                )
            )
    return rows


def write_pictures(rows: list[tuple[object, ...]]) -> None:
    insert(
        Picture,
        ("product", "variant", "path", "alt_id", "alt_en", "width", "height", "position"),
        rows,
    )


def _shots(goods: Goods) -> list[tuple[Item, str]]:
    """The pictures in the order of the gallery: all views of the first colour, then the others.

    A used pair that was sold keeps one, for the orders that show it.
    """
    firsts: dict[str, Item] = {}
    for item in goods.items.values():
        firsts.setdefault(item.colour, item)
    shots = []
    for n, item in enumerate(firsts.values()):
        views = tuple(_VIEWS) if n == 0 else ("side", "pair")
        if goods.status == "archived":
            views = ("side",)
        shots += [(item, view) for view in views]
    return shots


def trim_of(goods: Goods) -> int:
    """The same for a model's new and used pairs; leather and school shoes stay sober."""
    choices = tuple(range(TRIMS))
    if goods.model.silhouette in {"derby", "loafer", "chelsea", "heels"}:
        choices = (0, 1, 3)
    elif goods.model.category == "sekolah-anak":
        choices = (0, 1)
    return choices[sum(map(ord, goods.model.name)) % len(choices)]


def _save(path: Path, spec: PictureSpec) -> None:
    if not path.exists():
        path.write_text(draw(spec), encoding="utf-8")


def write_marks(media: Path) -> None:
    (media / "categories").mkdir(parents=True, exist_ok=True)
    (media / "logo.svg").write_text(wordmark(), encoding="utf-8")
    (media / "sign.svg").write_text(sign(), encoding="utf-8")
    for spec in CATEGORIES:
        silhouette, colourway = spec.picture
        assert silhouette in SILHOUETTES
        view = "side" if spec.parent else "pair"
        _save(media / "categories" / f"{spec.slug}.svg", PictureSpec(silhouette, colourway, view))


def _numbered(things: tuple[T, ...]) -> list[tuple[int, T]]:
    return list(enumerate(things, 1))
