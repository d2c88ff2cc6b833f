"""From the two files of the marketing funnel to leads.

Decisions that the files force:

- The deals stand beside Olist's orders: the same shop, the same seller keys. Fewer than half of the
  sellers won are among the sellers of the orders; the others have no sale there.
- A lead is dated by its first contact, a day; a deal by an instant in São Paulo's wall time.
- A deal dated before its lead's first contact stays as it is told: the days between are negative.
- "unknown" is an origin that the source tells; a blank is none told.
- A deal of a lead that is not in the file of leads is refused.
"""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from django.utils.translation import gettext_lazy as _

from niaga.collect import stage
from niaga.collect.olist import SHOP
from niaga.collect.olist_funnel.files import FILES
from niaga.collect.references import References
from niaga.collect.staging import SourceShop, Staged

READER_VERSION = "1"  # part of the fingerprint: a changed reading is a new load
LABEL = _("Olist: calon penjual")
DESCRIPTION = _(
    "Folder berisi dua CSV corong penjual Olist: calon penjual dan kesepakatan dengan mereka. "
    "Masuk ke toko Olist, di samping pesanannya."
)
TABLES = ("leads",)
__all__ = ["DESCRIPTION", "LABEL", "SHOP", "TABLES", "detect", "fingerprint", "read"]


def detect(path: Path) -> float:
    """1 for a folder with both files, by their names; else 0."""
    return 1.0 if all((path / spec.filename).is_file() for spec in FILES) else 0.0


def fingerprint(directory: Path, options: Mapping[str, str]) -> str:
    stage.require_files(directory, FILES)
    return stage.fingerprint(directory, FILES, READER_VERSION)


def read(directory: Path, work: Path, shop: SourceShop, options: Mapping[str, str]) -> Staged:
    """Stage both files below `work`. Raises an ImportRefused when one is not what it should be."""
    stage.require_files(directory, FILES)
    files = stage.stage_files(directory, FILES, work)
    references = References(files)
    leads = files["leads"].table()
    deals = references.keep("deals", "mql_id", leads)
    return Staged(
        shop=shop,
        tables={"leads": _leads(leads, deals, shop), "rejects": references.rejects()},
        rows_in=sum(staged.rows for staged in files.values()),
        rejected=references.count(),
    )


def _leads(leads: pa.Table, deals: pa.Table, shop: SourceShop) -> pa.Table:
    columns = ["mql_id", "seller_id", "won_date", "business_segment", "lead_type"]
    table = leads.join(deals.select(columns), "mql_id").sort_by("source_row")
    won = pc.assume_timezone(
        table["won_date"], shop.time_zone, ambiguous="earliest", nonexistent="latest"
    )
    return pa.table(
        {
            "lead_id": table["mql_id"],
            "origin": table["origin"],
            "landing_page": table["landing_page_id"],
            "day": table["first_contact_date"],
            "won_at": won.cast(pa.timestamp("us", tz="UTC")),
            "seller_id": table["seller_id"],
            "segment": table["business_segment"],
            "lead_type": table["lead_type"],
            "source_row": table["source_row"],
        }
    )
