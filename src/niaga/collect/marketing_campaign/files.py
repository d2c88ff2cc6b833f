"""The file's columns. One copy is separated by `;` with ISO days, the other by tabs with
DD-MM-YYYY.
"""

from pathlib import Path

from niaga.collect import single
from niaga.collect.delimited import Column, FileSpec

_DAY = r"^(\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])|([0-2]\d|3[01])-(0[1-9]|1[0-2])-\d{4})$"
# column → category, of what was spent in the last two years
SPENT = {
    "MntWines": "wines",
    "MntFruits": "fruits",
    "MntMeatProducts": "meat",
    "MntFishProducts": "fish",
    "MntSweetProducts": "sweets",
    "MntGoldProds": "gold",  # of the other five, what was of the gold range
}
# column → channel, of purchases made there; NumDealsPurchases counts some of them again
BOUGHT = {
    "NumWebPurchases": "web",
    "NumCatalogPurchases": "catalogue",
    "NumStorePurchases": "store",
}
# column → campaign, in the order in which they were sent; the last is the one being judged
ANSWERS = {
    "AcceptedCmp1": "1",
    "AcceptedCmp2": "2",
    "AcceptedCmp3": "3",
    "AcceptedCmp4": "4",
    "AcceptedCmp5": "5",
    "Response": "6",
}


def _whole(name: str, most: int = 1_000_000) -> Column:
    return Column(name, "integer", minimum=0, maximum=most)


def _file(delimiter: str) -> FileSpec:
    return FileSpec(
        "people",
        "marketing_campaign.csv",
        (
            _whole("ID", 10**12),
            _whole("Year_Birth", 2_100),
            Column("Education"),
            Column("Marital_Status"),
            Column("Income", "number", required=False),
            _whole("Kidhome", 20),
            _whole("Teenhome", 20),
            Column("Dt_Customer", pattern=_DAY),
            _whole("Recency", 10_000),
            *(_whole(name) for name in SPENT),
            _whole("NumDealsPurchases"),
            *(_whole(name) for name in BOUGHT),
            _whole("NumWebVisitsMonth"),
            *(_whole(name, 1) for name in ANSWERS),
            _whole("Complain", 1),
            _whole("Z_CostContact"),
            _whole("Z_Revenue"),
        ),
        key=("ID",),
        delimiter=delimiter,
    )


LAYOUTS = tuple(_file(delimiter) for delimiter in (";", "\t", ","))


def layout_of(path: Path) -> FileSpec:
    """The layout whose separator the first line is written with."""
    first = single.header(path, LAYOUTS[0])
    return max(LAYOUTS, key=lambda spec: first.count(spec.delimiter))
