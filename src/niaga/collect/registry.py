"""The kinds of source that can be imported. A new kind is a folder and one line here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from django.utils.functional import Promise

from niaga.collect import (
    ab,
    cdnow,
    completejourney,
    hillstrom,
    mailing,
    marketing_campaign,
    olist,
    olist_funnel,
    orders_file,
    settlement,
    shopee,
    shopify,
    social,
    spend,
    survey,
    tiktok_shop,
    tokopedia,
    woocommerce,
)
from niaga.collect.orders_file.reader import Reading
from niaga.collect.problems import UnknownKind
from niaga.collect.staging import SourceShop, Staged

Options = Mapping[str, str]
Mode = Literal["replace", "upsert"]


def _unrecognised(path: Path) -> float:
    return 0.0


@dataclass(frozen=True)
class Kind:
    """One kind of source: a row's `source` in the warehouse is the kind's name.

    `shop`: the shop that the source tells about; None: one that is chosen, by default the live one.
    `mode`: "replace": a load is all that the source has to say of the shop; "upsert": a load
    replaces the orders that it tells, whole, and rows of other tables that have the same key.
    `tables`: the names of STAGING that it can fill. `fingerprint(path, options)` names the content,
    and with it whatever of the options changes the reading: the same text means nothing is to be
    done. `read(path, work, shop, options)` stages it, or, when `work` has a part already, the rest.
    Both raise ImportRefused. `detect(path)`: how sure the kind is that the file or folder is its
    own, from 0 to 1, judged by the beginning of it. `examine(path, shop, options)`: of files whose
    columns or words a person may set right: all that a page shows of how they were read.
    """

    name: str
    label: str | Promise
    describe: str | Promise
    shop: SourceShop | None
    mode: Mode
    tables: tuple[str, ...]
    fingerprint: Callable[[Path, Options], str]
    read: Callable[[Path, Path, SourceShop, Options], Staged]
    detect: Callable[[Path], float] = _unrecognised
    examine: Callable[[Path, SourceShop, Options], Reading] | None = None


def _kind(name: str, source: Any) -> Kind:
    """A folder that tells of one kind; one that names its shop has all to say of it."""
    shop = getattr(source, "SHOP", None)
    return Kind(
        name=name,
        label=source.LABEL,
        describe=source.DESCRIPTION,
        shop=shop,
        mode="upsert" if shop is None else "replace",
        tables=source.TABLES,
        fingerprint=source.fingerprint,
        read=source.read,
        detect=source.detect,
        examine=getattr(source, "examine", None),
    )


def _export(name: str, source: Any) -> Kind:
    """A folder that declares the exports of a marketplace or a shop system."""
    told = source.SOURCE
    return Kind(
        name=name,
        label=source.LABEL,
        describe=source.DESCRIPTION,
        shop=None,
        mode="upsert",
        tables=source.TABLES,
        fingerprint=told.fingerprint,
        read=told.read,
        detect=told.detect,
        examine=told.examine,
    )


_CDNOW = Kind(
    name="cdnow",
    label=cdnow.MASTER_LABEL,
    describe=cdnow.MASTER_DESCRIPTION,
    shop=cdnow.MASTER_SHOP,
    mode="replace",
    tables=cdnow.TABLES,
    fingerprint=cdnow.fingerprint,
    read=cdnow.read_master,
    detect=cdnow.detect_master,
)
_SETTLEMENT = _kind("settlement", settlement)
KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        _kind("olist", olist),
        _kind("marketing_campaign", marketing_campaign),
        _kind("hillstrom", hillstrom),
        _kind("completejourney", completejourney),
        _kind("spend", spend),
        _kind("social", social),
        _kind("mailing", mailing),
        _kind("olist_funnel", olist_funnel),
        _CDNOW,
        replace(
            _CDNOW,
            name="cdnow_sample",
            label=cdnow.SAMPLE_LABEL,
            describe=cdnow.SAMPLE_DESCRIPTION,
            shop=cdnow.SAMPLE_SHOP,
            read=cdnow.read_sample,
            detect=cdnow.detect_sample,
        ),
        _kind("ab", ab),
        _kind("survey", survey),
        _SETTLEMENT,
        replace(
            _SETTLEMENT,
            name="midtrans_settlement",
            label=settlement.MIDTRANS_LABEL,
            describe=settlement.MIDTRANS_DESCRIPTION,
            read=settlement.read_midtrans,
            detect=settlement.detect_midtrans,
        ),
        _kind("orders", orders_file),
        _export("shopee", shopee),
        _export("tokopedia", tokopedia),
        _export("tiktok_shop", tiktok_shop),
        _export("shopify", shopify),
        _export("woocommerce", woocommerce),
    )
}


def kind_named(name: str) -> Kind:
    """Raises UnknownKind, which lists the known ones."""
    if name not in KINDS:
        raise UnknownKind(kind=name, known=", ".join(sorted(KINDS)))
    return KINDS[name]
