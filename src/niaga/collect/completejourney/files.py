"""The six Parquet files that are read, and the columns that are asked of each."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from django.utils.translation import gettext_lazy as _

from niaga.collect.problems import FilesMissing, ImportRefused, SourceMissing, WrongColumns

WHOLE, NUMBER, TEXT = "whole", "number", "text"
TIME = "time"
FILES: Mapping[str, Mapping[str, str]] = {
    "transactions": {
        "household_id": WHOLE,
        "store_id": WHOLE,
        "basket_id": WHOLE,
        "product_id": WHOLE,
        "quantity": WHOLE,
        "sales_value": NUMBER,
        "retail_disc": NUMBER,
        "coupon_match_disc": NUMBER,
        "transaction_timestamp": TIME,
    },
    "products": {
        "product_id": WHOLE,
        "product_category": TEXT,
        "product_type": TEXT,
        "package_size": TEXT,
    },
    "demographics": {"household_id": WHOLE, "income": TEXT},
    "campaigns": {"campaign_id": WHOLE, "household_id": WHOLE},
    "campaign_descriptions": {
        "campaign_id": WHOLE,
        "campaign_type": TEXT,
        "start_date": TIME,
        "end_date": TIME,
    },
    "coupon_redemptions": {"household_id": WHOLE, "campaign_id": WHOLE},
}
_TYPES = {
    WHOLE: pa.int64(),
    NUMBER: pa.float64(),
    TEXT: pa.string(),
    TIME: pa.timestamp("us"),
}


class UnreadableParquet(ImportRefused):
    code = "import_unreadable_parquet"
    message = _("%(file)s: berkas Parquet ini rusak atau terpotong.")


class WrongParquetColumn(ImportRefused):
    code = "import_wrong_parquet_column"
    message = _("%(file)s, kolom %(column)s: isinya bukan jenis yang diharapkan.")


def path_of(directory: Path, name: str) -> Path:
    return directory / f"{name}.parquet"


def require(directory: Path) -> None:
    """Raises SourceMissing or FilesMissing, naming all that is absent at once."""
    if not directory.is_dir():
        raise SourceMissing(path=directory)
    absent = [f"{name}.parquet" for name in FILES if not path_of(directory, name).is_file()]
    if absent:
        raise FilesMissing(path=directory, files=", ".join(absent))


def read_columns(directory: Path, name: str) -> pa.Table:
    """The wanted columns of one file, typed. Raises an ImportRefused that names what is wrong."""
    wanted, path = FILES[name], path_of(directory, name)
    try:
        known = pq.read_schema(path).names
    except (pa.ArrowException, OSError) as error:
        raise UnreadableParquet(file=path.name) from error
    missing = [column for column in wanted if column not in known]
    if missing:
        raise WrongColumns(file=path.name, missing=", ".join(missing), extra="–")
    try:
        table = pq.read_table(path, columns=list(wanted), use_threads=False)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableParquet(file=path.name) from error
    columns = []
    for column, kind in wanted.items():
        try:
            columns.append(table[column].cast(_TYPES[kind], safe=kind != TIME))
        except pa.ArrowException as error:
            raise WrongParquetColumn(file=path.name, column=column) from error
    return pa.table(dict(zip(wanted, columns, strict=True)))
