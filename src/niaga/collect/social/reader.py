"""From an export of social-media figures to `social`.

A row is a day of a post, or of the whole account when it names no post. A second row of the same
day, platform and post is refused: whether its figures add to the first or replace it is not told.
A file of one platform often has no column for it: the option `platform` names it.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.utils.translation import gettext_lazy as _

from niaga.collect import named
from niaga.collect.named import Field
from niaga.collect.problems import ImportRefused
from niaga.collect.staging import SourceShop, Staged, table_of

READER_VERSION = "1"  # part of the fingerprint: a changed reading is a new load
LABEL = _("Media sosial per hari")
DESCRIPTION = _(
    "CSV atau XLSX dengan kolom tanggal, platform, unggahan, tayangan, jangkauan, suka, komentar, "
    "bagikan, klik, dan pengikut. Nama kolom Indonesia dan Inggris dikenali."
)
TABLES = ("social",)
COUNTS = ("impressions", "reach", "likes", "comments", "shares", "clicks", "followers")
FIELDS = (
    Field("day", "day", ("tanggal", "date", "day", "hari", "tgl"), required=True),
    Field("platform", "text", ("platform", "saluran", "kanal", "channel", "network")),
    Field(
        "post_id",
        "text",
        ("id unggahan", "unggahan", "post id", "post", "id postingan", "postingan", "permalink",
         "video id", "id konten"),
    ),
    Field("impressions", "whole", ("tayangan", "impresi", "impressions", "views", "penayangan")),
    Field("reach", "whole", ("jangkauan", "reach", "akun yang dijangkau", "accounts reached")),
    Field("likes", "whole", ("suka", "likes", "like", "reactions", "reaksi")),
    Field("comments", "whole", ("komentar", "comments", "comment", "replies")),
    Field("shares", "whole", ("bagikan", "dibagikan", "berbagi", "shares", "share", "reposts")),
    Field("clicks", "whole", ("klik", "klik tautan", "clicks", "link clicks", "profile clicks")),
    Field("followers", "whole", ("pengikut", "followers", "jumlah pengikut", "total followers")),
)  # fmt: skip


class NoPlatform(ImportRefused):
    code = "import_no_platform"
    message = _(
        "%(file)s tidak punya kolom platform. Sebutkan platformnya, misalnya platform=instagram."
    )


def detect(path: Path) -> float:
    return named.likeness(path, FIELDS, ("likes", "followers", "shares"))


def fingerprint(path: Path, options: Mapping[str, str]) -> str:
    return named.fingerprint(path, READER_VERSION, options)


def read(path: Path, _work: Path, shop: SourceShop, options: Mapping[str, str]) -> Staged:
    """`options`: `platform` for a file without that column, `dates` (dmy or mdy) when needed.

    Raises an ImportRefused when the file cannot be what it should be.
    """
    rows = named.read_named(path, FIELDS, shop.currency, options)
    constant = options.get("platform", "").strip()
    if not constant and not any(rows.values["platform"]):
        raise NoPlatform(file=path.name)
    kept: dict[tuple[Any, str, str], int] = {}
    for at, number in enumerate(rows.numbers):
        key = (
            rows.values["day"][at],
            constant or rows.values["platform"][at] or "",
            rows.values["post_id"][at] or "",
        )
        if key in kept:
            rows.rejects.append(
                {
                    "file": path.name,
                    "row": number,
                    "column": "",
                    "reason": "duplicate_key",
                    "raw": "{}",
                }
            )
        else:
            kept[key] = at
    table = table_of(
        "social",
        day=pa.array([key[0] for key in kept], pa.date32()),
        platform=pa.array([key[1] for key in kept], pa.string()),
        post_id=pa.array([key[2] for key in kept], pa.string()),
        **{
            name: pa.array([rows.values[name][at] for at in kept.values()], pa.int64())
            for name in COUNTS
        },
        source_row=pa.array([rows.numbers[at] for at in kept.values()], pa.int64()),
    )
    rejects = rows.rejects_table().sort_by("row")
    return Staged(
        shop=shop,
        tables={"social": table, "rejects": rejects},
        rows_in=rows.rows_in,
        rejected={path.name: rejects.num_rows} if rejects.num_rows else {},
    )
