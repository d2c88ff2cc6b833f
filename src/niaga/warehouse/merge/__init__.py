"""What a hand-over changes in its shop: for each table the new content of what it touches.

A source owns its rows. Beside them a load moves only what is said of people over all sources: who
they are (`customer_key`), the rank of their orders, and the tables made from all sources.

`incoming`: what is handed over, in canonical rows. `workspace`: what is there, and what becomes of
it. `persons`, `orders`, `reach`, `things`: each kind of rows. `merging` puts them together.
"""

from niaga.warehouse.merge.incoming import HandOver, Incoming
from niaga.warehouse.merge.merging import changes
from niaga.warehouse.merge.reach import REACH
from niaga.warehouse.merge.things import THINGS
from niaga.warehouse.merge.workspace import DERIVED, Change, Changes

__all__ = [
    "DERIVED", "REACH", "THINGS", "Change", "Changes", "HandOver", "Incoming", "changes",
]  # fmt: skip
