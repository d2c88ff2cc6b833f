"""Which column means what, proposed from its name and from what stands in it.

A proposal is shown to a person before anything is loaded; it is kept once it was used, and proposed
again for the next file with these columns (see `mappings`).
"""

from collections.abc import Mapping, Sequence

from niaga.collect.orders_file.fields import FIELDS, Field
from niaga.collect.problems import BadMapping
from niaga.collect.tabular import dates, numbers
from niaga.collect.tabular.layout import Layout, is_amount, is_quantity, plain

# A name that only contains a key's is not the key when it also says one of these.
_KEYS = frozenset({"order_id", "customer_id", "carrier", "channel", "seller", "product_id"})
_NO_KEY = frozenset(
    [
        "status",
        "type",
        "tipe",
        "jenis",
        "name",
        "nama",
        "nome",
        "nombre",
        "segment",
        "segmen",
        "gender",
        "kelamin",
        "age",
        "usia",
        "umur",
        "count",
        "total",
        "date",
        "tanggal",
        "time",
        "city",
        "kota",
        "address",
        "alamat",
        "rating",
        "note",
        "catatan",
    ]
)
_LEAST = 1.01  # of a name that is known
_PART = 0.55  # of a name that only contains what is known


def propose(layout: Layout) -> dict[str, str]:
    """Field → column. Each column at most once; the surest names first."""
    offers: list[tuple[float, int, str, str]] = []
    for place, column in enumerate(layout.columns):
        texts = [row[place] for row in layout.sample if row[place]]
        for field in FIELDS.values():
            score = _by_name(plain(column), field)
            if score and _fits(field, texts, 0.2 if score > 1 else 0.6):
                offers.append((-score, place, field.name, column))
    chosen: dict[str, str] = {}
    for _score, _place, name, column in sorted(offers):
        if name not in chosen and column not in chosen.values():
            chosen[name] = column
    _by_content(layout, chosen)
    return chosen


_UNITS = ("rp", "idr", "usd", "brl", "r")
_SHORT = {"brg": "barang", "hrg": "harga", "jml": "jumlah", "kd": "kode", "nm": "nama"}


def _by_name(name: str, field: Field) -> float:
    if name in field.names:
        return max(2 - field.names.index(name) / 100, _LEAST)
    bare = " ".join(_SHORT.get(word, word) for word in name.split() if word not in _UNITS)
    if bare in field.names:
        return max(1.8 - field.names.index(bare) / 100, _LEAST)
    words = f" {bare} "
    if field.name in _KEYS and _NO_KEY & set(bare.split()):
        return 0
    parts = [each for each in field.names if len(each) > 2 and f" {each} " in words]
    return _PART + max(map(len, parts)) / 100 if parts else 0


def _fits(field: Field, texts: Sequence[str], share: float) -> bool:
    """Whether enough of the texts can be of the field's kind; fewer, where the name is sure."""
    if not texts:
        return True
    if field.kind == "quantity":
        return sum(map(is_quantity, texts)) >= share * len(texts)
    if field.kind == "amount":
        return sum(map(is_amount, texts)) >= share * len(texts)
    if field.kind == "instant":
        return sum(_dated(text) for text in texts) >= share * len(texts)
    if field.name == "email":
        return any("@" in text for text in texts)
    if field.name in ("product_name", "category", "status", "payment_method", "country"):
        return sum(map(is_amount, texts)) < 0.9 * len(texts)
    return True


def _dated(text: str) -> bool:
    style = dates.DateStyle("dmy", "none")
    moment, _reason = dates.instant(text, style)
    return moment is not None or dates.instant(text, dates.DateStyle("mdy", "none"))[0] is not None


def _by_content(layout: Layout, chosen: dict[str, str]) -> None:
    """What a sale cannot do without, looked for in the columns that no name explains."""
    free = [
        (place, column, [row[place] for row in layout.sample if row[place]])
        for place, column in enumerate(layout.columns)
        if column not in chosen.values()
    ]

    def take(field: str, column: str) -> None:
        chosen[field] = column
        free[:] = [each for each in free if each[1] != column]

    if "ordered_at" not in chosen:
        for _place, column, texts in list(free):
            if texts and sum(map(dates.looks_dated, texts)) >= 0.9 * len(texts):
                take("ordered_at", column)
                break
    if "email" not in chosen:
        for _place, column, texts in list(free):
            if texts and sum("@" in text and "." in text for text in texts) >= 0.6 * len(texts):
                take("email", column)
                break
    amounts = [each for each in free if each[2] and all(map(is_amount, each[2]))]
    if not {"unit_price", "line_total"} & set(chosen) and amounts:
        sums = [(sum(_value(text) for text in texts), column) for _p, column, texts in amounts]
        take("unit_price", max(sums)[1])
    if "order_id" not in chosen and free:
        repeated = [
            (len(set(texts)), column)
            for _place, column, texts in free
            if len(texts) == len(layout.sample) and _like_keys(texts)
        ]
        if repeated:
            take("order_id", max(repeated)[1])


def _value(text: str) -> float:
    value, _reason = numbers.number(text, numbers.AmountStyle())
    return float(value or 0)


def _like_keys(texts: Sequence[str]) -> bool:
    """Short, with a digit, and mostly different."""
    return (
        all(len(text) <= 40 and any(c.isdigit() for c in text) for text in texts)
        and len(set(texts)) > 0.3 * len(texts)
        and not all(map(dates.looks_dated, texts))
    )


def checked(layout: Layout, mapping: Mapping[str, str]) -> dict[str, str]:
    """Field → column as the file spells it. Raises BadMapping."""
    have = {plain(name): name for name in reversed(layout.columns)}
    exact = {name: name for name in layout.columns}
    result: dict[str, str] = {}
    for field, column in mapping.items():
        if field not in FIELDS:
            raise BadMapping(problem=field, known=", ".join(FIELDS))
        name = exact.get(column) or have.get(plain(column))
        if name is None:
            raise BadMapping(problem=column, known=", ".join(layout.columns))
        result[field] = name
    return result
