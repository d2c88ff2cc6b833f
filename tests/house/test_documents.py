"""Documents lead where they say: files, headings and commands of the repository."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_CODE = re.compile(r"^(?:```.*?^```|(?: {4}|\t).*?$)|`[^`\n]*`", re.S | re.M)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_COMMAND = re.compile(r"(?:^ {4}|`)(?:\./run niaga|\.venv/bin/niaga|niaga) ([a-z]+)", re.M)


def slug(heading: str) -> str:
    plain = re.sub(r"[`*_]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def headings(document: Path) -> set[str]:
    text = document.read_text(encoding="utf-8")
    return {slug(found) for found in re.findall(r"^#+ (.+)$", text, re.M)}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    told = []
    for target in _LINK.findall(_CODE.sub("", document.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue  # elsewhere
        name, _hash, anchor = target.partition("#")
        file = (document.parent / name).resolve() if name else document
        is_lost = bool(anchor) and file.suffix == ".md" and anchor not in headings(file)
        if not file.exists() or is_lost:
            told.append(target)
    assert told == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_exists(document: Path) -> None:
    """Of `niaga`: what a document tells to run is there."""
    told = set(_COMMAND.findall(document.read_text(encoding="utf-8")))
    assert told <= {*get_commands(), "help"}


def test_every_picture_is_made_by_the_tool_and_shown() -> None:
    """One that is neither would show a house that is no more."""
    made = set(re.findall(r'^ {4}"(\w+)": Picture\(', (ROOT / "tools/pictures").read_text(), re.M))
    assert {path.stem for path in (ROOT / "docs" / "images").iterdir()} == made
    shown = {
        Path(target).stem
        for document in DOCUMENTS
        for target in _LINK.findall(document.read_text(encoding="utf-8"))
        if "images/" in target
    }
    assert shown == made
