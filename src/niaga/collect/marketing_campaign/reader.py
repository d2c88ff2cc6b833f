"""From the file to people, their totals, and six campaigns as contacts.

Decisions that the file forces:

- It tells no single order: only what each person spent by category in two years, and how often they
  bought by channel. Such a sum has no day and is no order, so it enters neither orders nor the
  sales ledger, and is no campaign's value either; it becomes `purchase_totals`, from which spending
  by category and purchases by channel are told as what they are. Gold products are counted in the
  other categories as well and so are left out of the sums; `NumDealsPurchases` likewise.
- Every person got every campaign; accepting it is the conversion. The days are not told.
- `Z_CostContact` and `Z_Revenue` (3 and 11 in every row) are the cost of a contact of the last
  campaign and what an acceptance of it brings. They give that campaign its spend and its
  contacts' value; the five before have neither.
- The file's unit of money is told nowhere: it is counted as dollars.
- The segment is the band of yearly income; `segment=education`, `age` or `children` among the
  options takes another. Impossible ages (born before 1925) have no age band.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.utils.translation import gettext_lazy as _

from niaga.collect import single
from niaga.collect.marketing_campaign.files import ANSWERS, BOUGHT, SPENT, layout_of
from niaga.collect.problems import ImportRefused
from niaga.collect.staging import SourceShop, Staged, table_of

SHOP = SourceShop("marketing-campaign", "Marketing Campaign", "USD", "Etc/UTC")
READER_VERSION = "1"  # part of the fingerprint: a changed reading is a new load
LABEL = _("Pelanggan dan enam kampanye (marketing_campaign)")
DESCRIPTION = _(
    "Satu CSV atau TSV, satu baris per pelanggan: jawaban atas enam kampanye, belanja dua tahun "
    "per kategori, dan pembelian per kanal."
)
TABLES = ("contacts", "spend", "customers", "purchase_totals")
WINDOW_DAYS = 730
LAST = "6"
COUNTED_AGAIN = "gold"
YEAR = 2014  # the last enrolment in the file
BANDS = (25_000, 50_000, 75_000)
AGES = (30, 40, 50, 60)
OLDEST = 1925


class UnknownSegment(ImportRefused):
    code = "import_unknown_segment"
    message = _("Segmen '%(name)s' tidak dikenal. Pilih salah satu: %(known)s.")


def detect(path: Path) -> float:
    return single.likeness(path, layout_of(path))


def fingerprint(path: Path, options: Mapping[str, str]) -> str:
    version = f"{READER_VERSION} {_chosen(options)}"
    return single.fingerprint(path, layout_of(path), version)


def read(path: Path, work: Path, shop: SourceShop, options: Mapping[str, str]) -> Staged:
    """Raises an ImportRefused when the file is not what it should be."""
    staged = single.staged(path, layout_of(path), work)
    rows, rejects = staged.table(), staged.rejects()
    segment = _segment(rows, _chosen(options))
    tables = {
        "contacts": pa.concat_tables([_contacts(rows, column, segment) for column in ANSWERS]),
        "spend": _spend(rows),
        "customers": table_of(
            "customers",
            customer_ref=rows["ID"].cast(pa.string()),
            source_row=rows["source_row"],
        ),
        "purchase_totals": _totals(rows, segment),
        "rejects": rejects,
    }
    return Staged(
        shop=shop,
        tables=tables,
        rows_in=staged.rows,
        rejected={staged.spec.filename: rejects.num_rows} if rejects.num_rows else {},
    )


def _chosen(options: Mapping[str, str]) -> str:
    name = options.get("segment", "income")
    known = ("income", "education", "age", "children")
    if name not in known:
        raise UnknownSegment(name=name, known=", ".join(known))
    return name


def _segment(rows: pa.Table, by: str) -> pa.Array:
    """A text for each person; null where the file does not tell."""
    if by == "education":
        return rows["Education"].combine_chunks()
    if by == "children":
        children = pc.add(rows["Kidhome"], rows["Teenhome"]).to_numpy()
        return pa.array(np.where(children > 0, "1+", "0"))
    if by == "age":
        born = rows["Year_Birth"].to_numpy()
        return _bands(np.where(born >= OLDEST, YEAR - born, np.nan), AGES)
    return _bands(
        rows["Income"].to_numpy(zero_copy_only=False) / 1000, [b // 1000 for b in BANDS], "k"
    )


def _bands(values: np.ndarray, edges: Sequence[int], unit: str = "") -> pa.Array:
    """Half-open bands [low, high), written so that they sort as text where they have two digits."""
    names = [f"0–{edges[0]}{unit}"]
    names += [f"{low}–{high}{unit}" for low, high in pairwise(edges)]
    names.append(f"{edges[-1]}{unit}+")
    known = ~np.isnan(values)
    at = np.searchsorted(edges, np.where(known, values, 0), side="right")
    return pa.array(np.array(names)[at], mask=~known)


def _contacts(rows: pa.Table, column: str, segment: pa.Array) -> pa.Table:
    campaign, count = ANSWERS[column], rows.num_rows
    accepted = pc.equal(rows[column], 1)
    value = pa.nulls(count, pa.int64())
    if campaign == LAST:
        value = pc.multiply(pc.multiply(rows["Z_Revenue"], rows[column]), 100)
    return table_of(
        "contacts",
        campaign_id=pa.repeat(campaign, count),
        campaign=pa.repeat(f"Campaign {campaign}", count),
        channel=pa.repeat("direct", count),
        arm=pa.repeat("offer", count),
        customer_ref=rows["ID"].cast(pa.string()),
        converted=accepted,
        value=value,
        segment=segment,
        source_row=rows["source_row"],
    )


def _spend(rows: pa.Table) -> pa.Table:
    cost = (pc.sum(rows["Z_CostContact"]).as_py() or 0) * 100
    return table_of(
        "spend",
        channel=pa.array(["direct"]),
        campaign=pa.array([f"Campaign {LAST}"]),
        amount=pa.array([cost], pa.int64()),
        source_row=pa.array([2], pa.int64()),
    )


def _totals(rows: pa.Table, segment: pa.Array) -> pa.Table:
    parts = []
    count = rows.num_rows
    common = {
        "customer_ref": rows["ID"].cast(pa.string()),
        "window_days": pa.repeat(pa.scalar(WINDOW_DAYS, pa.int64()), count),
        "segment": segment,
        "source_row": rows["source_row"],
    }
    for column, category in SPENT.items():
        if category != COUNTED_AGAIN:
            parts.append(
                table_of(
                    "purchase_totals",
                    category=pa.repeat(category, count),
                    amount=pc.multiply(rows[column], 100),
                    **common,
                )
            )
    for column, channel in BOUGHT.items():
        parts.append(
            table_of(
                "purchase_totals",
                channel=pa.repeat(channel, count),
                purchases=rows[column],
                **common,
            )
        )
    return pa.concat_tables(parts)
