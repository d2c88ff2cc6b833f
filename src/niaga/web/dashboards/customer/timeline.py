"""What happened between a person and the shop, newest first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from niaga.metrics import RowsBehind
from niaga.web.backoffice.words import word
from niaga.web.dashboards.customer.profile import Profile
from niaga.web.dashboards.links import order_page
from niaga.web.dashboards.numbers import Writer

SHOWN = 60


@dataclass(frozen=True)
class Moment:
    """`icon`: of the design's. `address`: of the page that tells more, or empty."""

    day: date
    icon: str
    title: str
    detail: str = ""
    address: str = ""


def _status(code: str) -> str:
    """An order's state in words; one that the shop does not know is said as its source says it."""
    said = word(code, "order")
    return str(word(code, "status") if said == code else said)


def _with_amount(amount: int | None, said: str, money: Writer) -> str:
    return said if amount is None else f"{money.exact(amount)} · {said}"


def _cells(part: RowsBehind | None) -> list[dict[str, Any]]:
    if part is None or not part.rows:
        return []
    names = (*part.columns, "n", "d")
    return [dict(zip(names, row, strict=False)) for row in part.rows]


def timeline(profile: Profile, shop: str, currency: str) -> list[Moment]:
    """The last moments of all kinds; those of parts that the reader may not see are left out."""
    money = Writer("money", currency)
    moments = [
        Moment(
            row["date_local"],
            "bag",
            _("Memesan %(id)s") % {"id": row["order_id"][:14]},
            _with_amount(profile.amounts.get(row["order_id"]), _status(row["status"]), money),
            order_page(shop, row["order_id"]),
        )
        for row in _cells(profile.orders)
    ]
    moments += [
        Moment(
            row["date_local"],
            "return",
            _("Dikembalikan atau dibatalkan: %(amount)s") % {"amount": money.exact(row["n"])},
            row["order_id"][:14],
            order_page(shop, row["order_id"]),
        )
        for row in _cells(profile.returns)
    ]
    moments += [
        Moment(
            row["date_local"],
            "star",
            _("Memberi ulasan bernilai %(score)s") % {"score": row["score"]},
            row["order_id"][:14],
            order_page(shop, row["order_id"]),
        )
        for row in _cells(profile.reviews)
    ]
    moments += [
        Moment(
            row["date_local"],
            "check",
            _("Menjawab survei %(kind)s: %(score)s")
            % {"kind": str(row["kind"]).upper(), "score": row["score"]},
            row["order_id"] or "",
        )
        for row in _cells(profile.answers)
    ]
    moments += [
        Moment(
            row["date_local"],
            "globe",
            _("Berkunjung: %(pages)s halaman") % {"pages": row["pages"]},
            " · ".join(part for part in (row["channel"], row["device"]) if part),
        )
        for row in _cells(profile.visits)
    ]
    moments += [
        Moment(
            row["date_local"],
            "mail",
            _("Dijangkau kampanye %(name)s") % {"name": row["campaign"]},
            _("membeli") if row["converted"] else "",
        )
        for row in _cells(profile.contacts)
        if row["arm"] != "control"
    ]
    dated = [moment for moment in moments if moment.day]
    return sorted(dated, key=lambda moment: moment.day, reverse=True)[:SHOWN]
