"""The kinds of source that can be imported. A new kind is a folder and one line here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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


def _export(name: str, source: Any) -> Kind:
    """A module that declares the exports of a marketplace or a shop system."""
    return Kind(
        name=name,
        label=source.LABEL,
        describe=source.DESCRIPTION,
        shop=None,
        mode="upsert",
        tables=source.TABLES,
        fingerprint=source.SOURCE.fingerprint,
        read=source.SOURCE.read,
        detect=source.SOURCE.detect,
        examine=source.SOURCE.examine,
    )


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            name="olist",
            label=olist.LABEL,
            describe=olist.DESCRIPTION,
            shop=olist.SHOP,
            mode="replace",
            tables=olist.TABLES,
            fingerprint=olist.fingerprint,
            read=olist.read,
            detect=olist.detect,
        ),
        Kind(
            name="marketing_campaign",
            label=marketing_campaign.LABEL,
            describe=marketing_campaign.DESCRIPTION,
            shop=marketing_campaign.SHOP,
            mode="replace",
            tables=marketing_campaign.TABLES,
            fingerprint=marketing_campaign.fingerprint,
            read=marketing_campaign.read,
            detect=marketing_campaign.detect,
        ),
        Kind(
            name="hillstrom",
            label=hillstrom.LABEL,
            describe=hillstrom.DESCRIPTION,
            shop=hillstrom.SHOP,
            mode="replace",
            tables=hillstrom.TABLES,
            fingerprint=hillstrom.fingerprint,
            read=hillstrom.read,
            detect=hillstrom.detect,
        ),
        Kind(
            name="completejourney",
            label=completejourney.LABEL,
            describe=completejourney.DESCRIPTION,
            shop=completejourney.SHOP,
            mode="replace",
            tables=completejourney.TABLES,
            fingerprint=completejourney.fingerprint,
            read=completejourney.read,
            detect=completejourney.detect,
        ),
        Kind(
            name="spend",
            label=spend.LABEL,
            describe=spend.DESCRIPTION,
            shop=None,
            mode="upsert",
            tables=spend.TABLES,
            fingerprint=spend.fingerprint,
            read=spend.read,
            detect=spend.detect,
        ),
        Kind(
            name="social",
            label=social.LABEL,
            describe=social.DESCRIPTION,
            shop=None,
            mode="upsert",
            tables=social.TABLES,
            fingerprint=social.fingerprint,
            read=social.read,
            detect=social.detect,
        ),
        Kind(
            name="mailing",
            label=mailing.LABEL,
            describe=mailing.DESCRIPTION,
            shop=None,
            mode="upsert",
            tables=mailing.TABLES,
            fingerprint=mailing.fingerprint,
            read=mailing.read,
            detect=mailing.detect,
        ),
        Kind(
            name="olist_funnel",
            label=olist_funnel.LABEL,
            describe=olist_funnel.DESCRIPTION,
            shop=olist_funnel.SHOP,
            mode="replace",
            tables=olist_funnel.TABLES,
            fingerprint=olist_funnel.fingerprint,
            read=olist_funnel.read,
            detect=olist_funnel.detect,
        ),
        Kind(
            name="cdnow",
            label=cdnow.MASTER_LABEL,
            describe=cdnow.MASTER_DESCRIPTION,
            shop=cdnow.MASTER_SHOP,
            mode="replace",
            tables=cdnow.TABLES,
            fingerprint=cdnow.fingerprint,
            read=cdnow.read_master,
            detect=cdnow.detect_master,
        ),
        Kind(
            name="cdnow_sample",
            label=cdnow.SAMPLE_LABEL,
            describe=cdnow.SAMPLE_DESCRIPTION,
            shop=cdnow.SAMPLE_SHOP,
            mode="replace",
            tables=cdnow.TABLES,
            fingerprint=cdnow.fingerprint,
            read=cdnow.read_sample,
            detect=cdnow.detect_sample,
        ),
        Kind(
            name="ab",
            label=ab.LABEL,
            describe=ab.DESCRIPTION,
            shop=None,
            mode="upsert",
            tables=ab.TABLES,
            fingerprint=ab.fingerprint,
            read=ab.read,
            detect=ab.detect,
        ),
        Kind(
            name="survey",
            label=survey.LABEL,
            describe=survey.DESCRIPTION,
            shop=None,
            mode="upsert",
            tables=survey.TABLES,
            fingerprint=survey.fingerprint,
            read=survey.read,
            detect=survey.detect,
        ),
        Kind(
            name="settlement",
            label=settlement.LABEL,
            describe=settlement.DESCRIPTION,
            shop=None,
            mode="upsert",
            tables=settlement.TABLES,
            fingerprint=settlement.fingerprint,
            read=settlement.read,
            detect=settlement.detect,
        ),
        Kind(
            name="midtrans_settlement",
            label=settlement.MIDTRANS_LABEL,
            describe=settlement.MIDTRANS_DESCRIPTION,
            shop=None,
            mode="upsert",
            tables=settlement.TABLES,
            fingerprint=settlement.fingerprint,
            read=settlement.read_midtrans,
            detect=settlement.detect_midtrans,
        ),
        Kind(
            name="orders",
            label=orders_file.LABEL,
            describe=orders_file.DESCRIPTION,
            shop=None,
            mode="upsert",
            tables=orders_file.TABLES,
            fingerprint=orders_file.fingerprint,
            read=orders_file.read,
            detect=orders_file.detect,
            examine=orders_file.examine,
        ),
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
