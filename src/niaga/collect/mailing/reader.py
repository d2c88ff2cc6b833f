"""From the export of a mailing programme, or any list of recipients, to `contacts`.

- A row is a person and a campaign. The person is an e-mail address, which becomes a keyed hash at
  once and meets the shop's own customer by it, or a customer id as other files of the shop name it.
- Opened, clicked, visited and converted are yes, no, or a time; a column that is not there is not
  told. Someone with a group that means held out (control, pembanding, …) got nothing. A customer
  segment is how the sender itself groups people.
- A second row of the same campaign, person and group is refused.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.utils.translation import gettext_lazy as _

from niaga.collect import named
from niaga.collect.identity import email_keys
from niaga.collect.named import Field
from niaga.collect.problems import WrongColumns
from niaga.collect.staging import STAGING, SourceShop, Staged, table_of

READER_VERSION = "3"  # part of the fingerprint: a changed reading is a new load
LABEL = _("Penerima kampanye dan e-mail")
DESCRIPTION = _(
    "CSV atau XLSX, satu baris per penerima: kampanye, tanggal, e-mail atau ID pelanggan, dibuka, "
    "diklik, berkonversi, dan kelompok pembanding bila ada."
)
TABLES = ("contacts", "customers")
CONTROL = "control"
HELD_OUT = frozenset(
    {"control", "kontrol", "pembanding", "holdout", "hold-out", "hold out", "no e-mail", "none"}
)
NO = frozenset({"", "0", "no", "n", "tidak", "false", "f", "belum", "never", "none"})
FLAGS = ("opened", "clicked", "visited", "converted")
FIELDS = (
    Field(
        "campaign",
        "text",
        ("kampanye", "nama kampanye", "campaign", "campaign name", "campaign title"),
        required=True,
    ),
    Field("day", "day", ("tanggal kirim", "tanggal", "send date", "sent at", "sent", "date")),
    Field("email", "text", ("email", "e mail", "surel", "email address", "alamat email"),
          private=True),
    Field("customer", "text", ("id pelanggan", "customer id", "customer", "pelanggan"),
          private=True),
    Field("arm", "text", ("kelompok", "group", "arm", "varian", "variant", "segment")),
    Field("channel", "text", ("kanal", "channel", "saluran")),
    Field("segment", "text", ("segmen pelanggan", "kelompok pelanggan", "tingkat pelanggan",
                              "customer segment", "customer group", "customer tier")),
    Field("opened", "text", ("dibuka", "buka", "opened", "open", "opens")),
    Field("clicked", "text", ("diklik", "klik", "clicked", "click", "clicks")),
    Field("visited", "text", ("berkunjung", "kunjungan", "visited", "visit")),
    Field("converted", "text", ("berkonversi", "konversi", "membeli", "converted", "conversion",
                                "purchased")),
    Field("value", "money", ("belanja", "nilai", "value", "spend", "revenue")),
)  # fmt: skip


def detect(path: Path) -> float:
    return named.likeness(path, FIELDS, ("opened", "converted"))


def fingerprint(path: Path, options: Mapping[str, str]) -> str:
    return named.fingerprint(path, READER_VERSION, options)


def read(path: Path, _work: Path, shop: SourceShop, options: Mapping[str, str]) -> Staged:
    """`options`: `channel` when it is not e-mail, `dates` (dmy or mdy) when it is needed.

    Raises an ImportRefused when the file cannot be what it should be.
    """
    rows = named.read_named(path, FIELDS, shop.currency, options)
    values = rows.values
    if rows.numbers and not any(values["email"]) and not any(values["customer"]):
        raise WrongColumns(file=path.name, missing="email", extra="–")
    hashes = email_keys(values["email"]).to_pylist()
    told = {name: any(values[name]) for name in FLAGS}
    kept: dict[tuple[str, str, str], dict[str, Any]] = {}
    people: dict[str, tuple[str | None, int]] = {}
    for at, number in enumerate(rows.numbers):
        hashed = hashes[at]
        reference = values["customer"][at] or (f"mail:{hashed}" if hashed else None)
        if reference is None:
            _refuse(rows, path, number, "missing_value")
            continue
        group = (values["arm"][at] or "").strip()
        held_out = group.lower() in HELD_OUT
        arm = CONTROL if held_out else group or options.get("channel", "email")
        campaign = values["campaign"][at]
        key = (campaign, reference, arm)
        if key in kept:
            _refuse(rows, path, number, "duplicate_key")
            continue
        flags = {name: _flag(values[name][at]) if told[name] else None for name in FLAGS}
        flags["converted"] = bool(flags["converted"])
        if held_out:
            flags["opened"] = flags["clicked"] = None
        kept[key] = {
            "campaign_id": campaign,
            "campaign": campaign,
            "channel": options.get("channel") or values["channel"][at] or "email",
            "arm": arm,
            "customer_ref": reference,
            "day": values["day"][at],
            **flags,
            "value": values["value"][at],
            "segment": values["segment"][at],
            "source_row": number,
        }
        people.setdefault(reference, (hashed, number))
    schema = STAGING["contacts"]
    columns = {
        field.name: pa.array([row.get(field.name) for row in kept.values()], field.type)
        for field in schema
    }
    contacts = table_of("contacts", **columns)
    customers = table_of(
        "customers",
        customer_ref=pa.array(list(people), pa.string()),
        email_key=pa.array([hashed for hashed, _number in people.values()], pa.string()),
        source_row=pa.array([number for _hash, number in people.values()], pa.int64()),
    )
    rejects = rows.rejects_table().sort_by("row")
    return Staged(
        shop=shop,
        tables={"contacts": contacts, "customers": customers, "rejects": rejects},
        rows_in=rows.rows_in,
        rejected={path.name: rejects.num_rows} if rejects.num_rows else {},
    )


def _flag(text: str | None) -> bool:
    return (text or "").strip().lower() not in NO


def _refuse(rows: named.Rows, path: Path, number: int, reason: str) -> None:
    rows.rejects.append(
        {"file": path.name, "row": number, "column": "email", "reason": reason, "raw": "{}"}
    )
