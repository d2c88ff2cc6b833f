"""Both shops' figures in one table, with what was asked for."""

from dataclasses import dataclass
from typing import Any

NOTHING = "–"


@dataclass(frozen=True)
class Row:
    """`share` is the most that Niaga may need of django-oscar's CPU; None asks for nothing."""

    case: str
    name: str
    share: float | None = None
    against: str = ""

    @property
    def oscar(self) -> str:
        return self.against or self.case


CPU_ROWS = (
    Row("category", "category list of 24", 1 / 6),
    Row("product", "product page", 1 / 4),
    Row("search", "search", 1 / 6),
    Row("add", "add to cart, new visitor", 1 / 4),
    Row("order", "whole guest order, last page shown", 1 / 4),
    Row("order_shown", "… total shown first, bank transfer", 1 / 4, "order"),
    Row("order_browser", "… every page of a browser"),
)
SQL_ROWS = (
    ("sql_category", "category page", 8),
    ("sql_product", "product page", 8),
    ("sql_search", "search", None),
    ("sql_add", "add to cart", None),
    ("sql_order", "whole guest order", 40),
    ("sql_order_shown", "… total shown first, bank transfer", 40),
    ("sql_order_browser", "… every page of a browser", None),
)
MOST_MEMORY = 250.0
FEWEST = 8  # requests: a median of fewer says nothing, and is not shown


def faults(found: dict[str, Any]) -> int:
    """Answers that were not what was asked for."""
    errors = sum((found.get("errors") or {}).values())
    return int(errors + sum(found.get(key, 0) for key in ("non2xx3xx", "sockerr", "badbody")))


def _verdict(passes: bool | None) -> str:
    return NOTHING if passes is None else "yes" if passes else "NO"


def _grid(header: list[str], rows: list[list[str]]) -> str:
    widths = [max(len(row[n]) for row in [header, *rows]) for n in range(len(header))]

    def line(cells: list[str]) -> str:
        first, *others = zip(cells, widths, strict=True)
        texts = [first[0].ljust(first[1]), *(text.rjust(width) for text, width in others)]
        return "| " + " | ".join(texts) + " |"

    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([line(header), rule, *(line(row) for row in rows)])


def cpu_table(niaga: dict[str, Any], oscar: dict[str, Any]) -> str:
    """CPU-ms of web processes and database server for each request, or for a whole order."""
    rows = []
    for row in CPU_ROWS:
        ours, theirs = niaga.get(row.case), oscar.get(row.oscar)
        if ours is None:
            continue
        mine = ours["cpu_ms_per_req"]
        other = theirs["cpu_ms_per_req"] if theirs and theirs["n"] >= FEWEST else None
        ratio = mine / other if other else None
        rows.append(
            [
                row.name,
                f"{mine:.2f}",
                f"{other:.2f}" if other else NOTHING,
                f"1/{1 / ratio:.1f}" if ratio else NOTHING,
                f"1/{1 / row.share:.0f}" if row.share else NOTHING,
                _verdict(ratio <= row.share if ratio and row.share else None),
                f"{ours['rps']:.0f}",
                f"{theirs['rps']:.0f}" if theirs else NOTHING,
                f"{ours['p95_ms']:.0f}",
                f"{theirs['p95_ms']:.0f}" if theirs else NOTHING,
                str(faults(ours)),
                f"{ours['worker_cores']:.2f}",
            ]
        )
    header = "case|CPU-ms|Oscar|ratio|asked|met|/s|Oscar /s|p95 ms|Oscar p95|errors|worker cores"
    return _grid(header.split("|"), rows) if rows else ""


def statement_table(niaga: dict[str, Any], oscar: dict[str, Any]) -> str:
    rows = []
    for case, name, most in SQL_ROWS:
        if case not in niaga:
            continue
        mine = niaga[case]["sql"]
        rows.append(
            [
                name,
                f"{mine:.1f}",
                f"{oscar[case]['sql']:.1f}" if case in oscar else NOTHING,
                str(most or NOTHING),
                _verdict(mine <= most if most else None),
            ]
        )
    return _grid(["SQL statements", "Niaga", "Oscar", "at most", "met"], rows) if rows else ""


def memory_table(niaga: dict[str, Any], oscar: dict[str, Any]) -> str:
    rows = []
    for case, name, most in (
        ("memory", "web processes at start", MOST_MEMORY),
        ("memory_end", "web processes at the end", None),
        ("memory_supervisor", "supervisor", None),
        ("memory_worker", "background worker", None),
    ):
        if case not in niaga:
            continue
        mine = niaga[case]["pss_mib"]
        rows.append(
            [
                name,
                f"{mine:.0f} ({niaga[case]['procs']})",
                f"{oscar[case]['pss_mib']:.0f} ({oscar[case]['procs']})"
                if case in oscar
                else NOTHING,
                f"{most:.0f}" if most else NOTHING,
                _verdict(mine <= most if most else None),
            ]
        )
    header = ["PSS, MiB (processes)", "Niaga", "Oscar", "at most", "met"]
    return _grid(header, rows) if rows else ""


def report(niaga: dict[str, Any], oscar: dict[str, Any]) -> str:
    tables = (cpu_table(niaga, oscar), statement_table(niaga, oscar), memory_table(niaga, oscar))
    return "\n\n".join(table for table in tables if table)
