"""What is merged into a shop, in canonical rows: a reader's hand-over, or rows that come back."""

from collections.abc import Callable
from typing import Protocol

import pyarrow as pa

from niaga.collect.staging import Lineage, SourceShop, Staged
from niaga.warehouse import facts, people, reach, tables
from niaga.warehouse.people import Resolution
from niaga.warehouse.prepare import prepared, with_lineage


class Incoming(Protocol):
    """`orders`: facts of orders by table, those of `orders` without rank; empty when there is no
    order. `reach`: rows of other tables; its second argument answers facts of the orders that are
    asked for. `canonical`: rows in the shape of their table, each with its lineage.
    """

    @property
    def shop(self) -> SourceShop: ...

    @property
    def lineage(self) -> Lineage: ...

    def people(self) -> pa.Table: ...

    def orders(self, resolution: Resolution) -> dict[str, pa.Table]: ...

    def reach(
        self, resolution: Resolution, orders: Callable[[pa.Array], pa.Table]
    ) -> dict[str, pa.Table]: ...

    def things(self, name: str) -> pa.Table: ...

    def canonical(self, name: str, rows: pa.Table) -> pa.Table: ...


class HandOver:
    """What a reader has staged."""

    def __init__(self, staged: Staged, lineage: Lineage) -> None:
        self.staged, self.lineage = staged, lineage

    @property
    def shop(self) -> SourceShop:
        return self.staged.shop

    def people(self) -> pa.Table:
        return people.told(self.staged)

    def orders(self, resolution: Resolution) -> dict[str, pa.Table]:
        if not self.staged.table("orders").num_rows:
            return {}
        return facts.unranked(prepared(self.staged, resolution))

    def reach(
        self, resolution: Resolution, orders: Callable[[pa.Array], pa.Table]
    ) -> dict[str, pa.Table]:
        return reach.reach(self.staged, resolution, orders)

    def things(self, name: str) -> pa.Table:
        return self.staged.table(name)

    def canonical(self, name: str, rows: pa.Table) -> pa.Table:
        return tables.shaped(name, with_lineage(rows, self.shop, self.lineage))
