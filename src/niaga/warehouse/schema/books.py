"""The warehouse's own books: what was loaded, refused, merged and tested, and which shops."""

from niaga.warehouse.schema.columns import Table, columns_of, define

REJECTS = define(
    "rejects",
    "Rows that could not be loaded, each with its reason; `raw` has no free text and no personal "
    "data.",
    "file row column",
    """
file text
row whole the header is row 1
column text
reason text
raw text
""",
    monthly=False,
)

CHECKS = define(
    "checks",
    "Declared expectations, as tested at the last load of each table and source.",
    "checked_table expectation",
    """
checked_table text
expectation text
severity text error: rows were kept out; warning: to be looked at
passed flag
failing whole rows that break it
measured text what was found
expected text what should have been
checked_at instant
""",
    monthly=False,
)
IDENTITIES = define(
    "identities",
    "Audit trail of people merged into one: by which evidence, and when.",
    "merged_key",
    """
merged_key text the pseudonym that is no longer used
customer_key text the pseudonym that stands for both
rule text email or phone
evidence text keyed hash that it has in common with another of the merged
merged_at instant
""",
    monthly=False,
)
LOADS = Table(
    "loads",
    "One row per finished load. A live feed keeps only its last state, in the snapshot.",
    columns_of("""
shop text
source text
load_id text named after the content, so that the same content is the same load
state text finished
started_at instant
finished_at instant
rows_in whole data rows of all files
rows_out whole canonical rows written
rejected whole rows refused, each in `rejects`
merged whole rows left out because a later one has the same key
file text name of the file or folder; null: no file
"""),
    ("load_id",),
    monthly=False,
)
SHOPS = Table(
    "shops",
    "One row per shop whose facts are here.",
    columns_of("""
shop text
name text
currency text ISO 4217; every amount of the shop is in its smallest unit
exponent whole decimals of that unit
time_zone text IANA name; business days are days there
"""),
    ("shop",),
    monthly=False,
)
