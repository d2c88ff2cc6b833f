"""Rules of the house that no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("src", "tests", "docs", "tools", "benchmarks", ".ci")
WRITTEN = {".py", ".html", ".css", ".js", ".md", ".toml", ".txt", ".po", ".svg", ".sql", ""}
LONGEST = 600

# What other rooms may import of an app of the store …
OPEN = {"actions", "queries", "events", "ports", "models", "errors", "states"}
# … the doors that one app has beside these: queries and actions that fill files of their own …
DOORS = {
    "catalog": {"listing", "pictures", "search"},
    "checkout": {"histories", "order_lists"},
    "customers": {"calculations", "regions"},  # a telephone number has one normal form
    "payments": {"gateways", "inbox"},
    "shipping": {"tariffs"},
}
# … and what only other apps of the store may: the locks that cross apps, and pure arithmetic.
NEIGHBOURS = {"locks", "calculations"}


def written() -> list[Path]:
    inside = [path for room in ROOMS for path in (ROOT / room).rglob("*")]
    return sorted(
        path
        for path in (*inside, *ROOT.glob("*"))
        if path.is_file()
        and path.suffix in WRITTEN
        and not {"__pycache__", "results"} & set(path.parts)
        and path != Path(__file__)
    )


def lines() -> Iterator[tuple[str, str]]:
    """Each line of what is written here, with the place to find it at."""
    for path in written():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{path.relative_to(ROOT)}:{number}", line


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a path of one machine", r"(?<![\w.:/-])/(work|root|home/\w+|Users/\w+)/"),
        ("a promise in place of a deed", r"\b(TODO|FIXME|XXX|HACK)\b"),
        ("an inline style or handler", r"<[a-z][^>]*\s(style|on(click|change|submit|load))="),
    ],
)
def test_nothing_has(what: str, pattern: str) -> None:
    found = [place for place, line in lines() if re.search(pattern, line)]
    assert found == [], what


def test_locks_name_no_address() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text()
        assert "://" not in text
        assert text.count("--hash=sha256:") >= text.count("==")


def test_files_are_of_one_idea() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in written()
        if path.suffix == ".py"
        and "migrations" not in path.parts
        and (count := len(path.read_text().splitlines())) > LONGEST
    }
    assert long == {}


def imports(path: Path) -> Iterator[str]:
    """Dotted names that a module imports; `from a import b` counts as `a.b`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_other_rooms_use_an_app_of_the_store_through_its_doors() -> None:
    """The simulator stands beside the house and writes history in bulk: it may open all."""
    package = ROOT / "src" / "niaga"
    broken = []
    for path in package.rglob("*.py"):
        room = path.relative_to(package).parts
        if room[0] == "simulate":
            continue
        for name in imports(path):
            parts = name.split(".")
            if parts[:2] != ["niaga", "store"] or len(parts) < 4:
                continue
            allowed = OPEN | DOORS.get(parts[2], set())
            if room[0] == "store":
                allowed = allowed | NEIGHBOURS
            if room[:2] != ("store", parts[2]) and parts[3] not in allowed:
                broken.append(f"{path.relative_to(ROOT)} imports {name}")
    assert broken == []


def test_only_the_engines_know_an_ibis_backend() -> None:
    package = ROOT / "src" / "niaga"
    backends = re.compile(r"\bibis\.(duckdb|sqlite|postgres|pyspark|polars|connect)\b")
    found = [
        str(path.relative_to(ROOT))
        for path in package.rglob("*.py")
        if "engines" not in path.parts and backends.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
