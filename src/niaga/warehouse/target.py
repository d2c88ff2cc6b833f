"""The shop that a load goes to: told by its source, chosen, or new."""

import re
from zoneinfo import available_timezones

from babel.numbers import is_currency
from django.utils.translation import gettext as _

from niaga.collect.problems import BadTarget, ShopIsFixed, UnknownTarget
from niaga.collect.registry import Kind
from niaga.collect.staging import SourceShop
from niaga.kernel.shop import current_shop
from niaga.warehouse import snapshot

_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


def live_shop() -> SourceShop:
    shop = current_shop()
    return SourceShop(shop.code, shop.name, shop.currency, shop.time_zone)


def shop_of(kind: Kind, chosen: SourceShop | str | None) -> SourceShop:
    """Raises ShopIsFixed, UnknownTarget."""
    if kind.shop is not None:
        code = chosen.code if isinstance(chosen, SourceShop) else chosen
        if code not in (None, kind.shop.code):
            raise ShopIsFixed(kind=kind.name, shop=kind.shop.code)
        return kind.shop
    if isinstance(chosen, SourceShop):
        return chosen
    return known_shop(chosen) if chosen else live_shop()


def known_shop(code: str) -> SourceShop:
    """The live shop, or one whose facts are in the warehouse. Raises UnknownTarget."""
    live, entries = live_shop(), snapshot.current().shops
    if code == live.code:
        return live
    if code not in entries:
        raise UnknownTarget(code=code, known=", ".join(sorted({live.code, *entries})))
    entry = entries[code]
    return SourceShop(code, entry.name, entry.currency, entry.time_zone)


def new_shop(code: str, name: str = "", currency: str = "", time_zone: str = "") -> SourceShop:
    """A shop to be made by its first load; what is left empty is as in the live shop.

    A shop that is there already is answered as it is. Raises BadTarget.
    """
    try:
        return known_shop(code)
    except UnknownTarget:
        live = live_shop()
    shop = SourceShop(
        code, name or code, currency.upper() or live.currency, time_zone or live.time_zone
    )
    if not _CODE.fullmatch(code):
        raise BadTarget(
            code=code, problem=_("kodenya hanya boleh huruf kecil, angka, dan tanda hubung")
        )
    if not is_currency(shop.currency):
        raise BadTarget(
            code=code, problem=_("mata uang %(currency)s tidak dikenal") % {"currency": currency}
        )
    if shop.time_zone not in available_timezones():
        raise BadTarget(
            code=code, problem=_("zona waktu %(zone)s tidak dikenal") % {"zone": time_zone}
        )
    return shop
