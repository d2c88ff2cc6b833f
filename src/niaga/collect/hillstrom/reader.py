"""From the campaign file to contacts: a row is a person who was written to, or held out.

Decisions that the file forces:

- It names nobody: the row's number is the person. The day of the campaign is not told, so contacts
  have none, and there are no orders.
- `No E-Mail` is the control group; the two others are treatments of the one campaign. `spend` is
  what a person spent in the two weeks after, in dollars, the held-out as well.
- What the person had spent in the year before (`history_segment`) is the segment. The kind of
  place in `zip_code` is no region, and the channel of earlier purchases no channel of this
  campaign: both are checked and left out.
"""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from django.utils.translation import gettext_lazy as _

from niaga.collect import single
from niaga.collect.delimited import Column, FileSpec
from niaga.collect.staging import SourceShop, Staged, table_of

SHOP = SourceShop("hillstrom", "Hillstrom", "USD", "America/New_York")
READER_VERSION = "1"  # part of the fingerprint: a changed reading is a new load
LABEL = _("Kampanye e-mail dengan kelompok kontrol (Hillstrom)")
DESCRIPTION = _(
    "Satu CSV, satu baris per orang: dikirimi e-mail atau tidak, lalu berkunjung, membeli, dan "
    "berapa belanjanya."
)
TABLES = ("contacts", "customers")
CONTROL = "No E-Mail"


def _flag(name: str) -> Column:
    return Column(name, "integer", minimum=0, maximum=1)


FILE = FileSpec(
    "people",
    "hillstrom.csv",
    (
        Column("recency", "integer", minimum=0, maximum=1_000),
        Column("history_segment"),
        Column("history", "money"),
        _flag("mens"),
        _flag("womens"),
        Column("zip_code"),
        _flag("newbie"),
        Column("channel"),
        Column("segment", choices=("Mens E-Mail", "Womens E-Mail", CONTROL)),
        _flag("visit"),
        _flag("conversion"),
        Column("spend", "money"),
    ),
)


def detect(path: Path) -> float:
    return single.likeness(path, FILE)


def fingerprint(path: Path, _options: object) -> str:
    return single.fingerprint(path, FILE, READER_VERSION)


def read(path: Path, work: Path, shop: SourceShop, _options: object) -> Staged:
    """Raises an ImportRefused when the file is not what it should be."""
    staged = single.staged(path, FILE, work)
    rows, rejects = staged.table(), staged.rejects()
    people = rows["source_row"].cast(pa.string())
    contacts = table_of(
        "contacts",
        campaign_id=pa.repeat("hillstrom", rows.num_rows),
        campaign=pa.repeat("E-mail", rows.num_rows),
        channel=pa.repeat("email", rows.num_rows),
        arm=pc.if_else(pc.equal(rows["segment"], CONTROL), "control", rows["segment"]),
        customer_ref=people,
        visited=pc.equal(rows["visit"], 1),
        converted=pc.equal(rows["conversion"], 1),
        value=rows["spend"],
        segment=rows["history_segment"],
        source_row=rows["source_row"],
    )
    customers = table_of("customers", customer_ref=people, source_row=rows["source_row"])
    return Staged(
        shop=shop,
        tables={"contacts": contacts, "customers": customers, "rejects": rejects},
        rows_in=staged.rows,
        rejected={staged.spec.filename: rejects.num_rows} if rejects.num_rows else {},
    )
