"""The search index: one Tantivy folder in the data home, rebuilt whole, read by every process.

A search needs no database: it answers product keys, best first. The folder is a projection of the
catalogue and may be deleted at any time; the next search builds it again.
"""

import contextlib
import json
import logging
import math
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy
from django.conf import settings

from niaga.kernel.journal.events import topic_of
from niaga.kernel.journal.models import JournalEvent
from niaga.store.catalog.events import (
    AttributeChanged,
    BrandChanged,
    CategoryChanged,
    ProductChanged,
)
from niaga.store.catalog.search.documents import documents
from niaga.store.catalog.search.words import (
    concept,
    concepts,
    indexed,
    near_concepts,
    query_terms,
    stem,
)

try:
    import fcntl
except ImportError:  # a system without flock: Tantivy's own writer lock remains
    fcntl = None  # type: ignore[assignment]

log = logging.getLogger(__name__)

LAYOUT = 1  # a change of fields or of words() takes the next number, and so a new folder
MOST_HITS = 2_000
_LOCK_FILE = "writer"
_A_DAY = 24 * 3600
_TOPICS = tuple(map(topic_of, (ProductChanged, BrandChanged, CategoryChanged, AttributeChanged)))

# What a match is worth; a product's popularity multiplies the sum by 1 to about 2.3.
_TITLE, _TITLE_CONCEPT, _TITLE_NEAR = 10.0, 7.0, 3.0
_BODY, _BODY_CONCEPT, _BODY_NEAR = 4.0, 3.0, 1.0

_lock = threading.Lock()
_open: dict[Path, tantivy.Index] = {}


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """Product keys, best first. `unknown` are words that the catalogue does not have: what was
    found for them is the nearest in spelling. `relaxed`: no product had all of the words."""

    product_ids: tuple[int, ...]
    unknown: tuple[str, ...] = ()
    relaxed: bool = False


def folder() -> Path:
    return Path(settings.NIAGA_SEARCH) / f"products-{LAYOUT}"


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("product_id", stored=False, indexed=True, fast=True)
    builder.add_unsigned_field("popularity", fast=True)
    builder.add_text_field("title", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("body", tokenizer_name="whitespace", index_option="basic")
    return builder.build()


_SCHEMA = _schema()


@contextlib.contextmanager
def _sole_writer(path: Path) -> Iterator[None]:
    path.mkdir(parents=True, exist_ok=True)
    with (path / _LOCK_FILE).open("ab") as handle:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _stamp_file() -> Path:
    return folder() / "stamp.json"


def _built() -> tuple[int, float]:
    """How many catalogue events the index knows, and when it was built; (-1, 0) without one."""
    try:
        stamp = json.loads(_stamp_file().read_text())
        return int(stamp["catalogue_events"]), float(stamp["built_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return -1, 0.0


def catalogue_events() -> int:
    """How many events of the catalogue the journal has. One statement over an index.

    A count and not the highest number: a lower number may become visible after a higher one.
    """
    return JournalEvent.objects.filter(topic__in=_TOPICS).count()


def rebuild() -> int:
    """Write the index anew from the catalogue; answers how many products it holds.

    Readers see the old one until the last moment. Must not run inside a transaction.
    """
    known = catalogue_events()
    with _sole_writer(folder()):
        writer = _to_be_written(folder()).writer(heap_size=30_000_000, num_threads=1)
        writer.delete_all_documents()
        count = 0
        for document in documents():
            entry = tantivy.Document()
            entry.add_unsigned("product_id", document.product_id)
            entry.add_unsigned("popularity", round(math.log10(1 + document.popularity)))
            for field, text in (("title", document.title), ("body", document.body)):
                entry.add_text(field, f"{indexed(text)} {concepts(text)}")
            writer.add_document(entry)
            count += 1
        writer.commit()
        writer.wait_merging_threads()
        _stamp_file().write_text(json.dumps({"catalogue_events": known, "built_at": time.time()}))
        _reload()  # before another writer deletes the files that this commit has named
    return count


def _reload() -> None:
    with _lock:
        if opened := _open.get(folder()):
            try:
                opened.reload()
            except (ValueError, OSError):  # the folder was replaced: the next search opens it anew
                del _open[folder()]


def rebuild_if_stale() -> bool:
    """Rebuild when the catalogue has changed since, and once a day for what has sold well.

    The worker asks every few seconds.
    """
    known, built_at = _built()
    if known == catalogue_events() and time.time() - built_at < _A_DAY:
        return False
    rebuild()
    return True


def _index() -> tantivy.Index:
    path = folder()
    with _lock:
        if index := _open.get(path):
            return index
    if _built()[0] < 0:
        log.warning("search index is missing: building %s", path)
        rebuild()
    try:
        index = _opened(path)
    except (ValueError, OSError):  # half-written or damaged: it is a projection, so make it anew
        log.exception("search index cannot be read: building %s anew", path)
        rebuild()
        index = _opened(path)
    with _lock:
        return _open.setdefault(path, index)


def _to_be_written(path: Path) -> tantivy.Index:
    """The folder's index, or an empty one in place of what cannot be read."""
    try:
        return tantivy.Index(_SCHEMA, path=str(path), reuse=True)
    except (ValueError, OSError):
        for file in path.iterdir():
            if file.name != _LOCK_FILE:
                file.unlink()
        return tantivy.Index(_SCHEMA, path=str(path), reuse=True)


def _opened(path: Path) -> tantivy.Index:
    """Opened while nobody writes: a writer deletes files that an opening reader still looks for."""
    with _sole_writer(path):
        index = tantivy.Index(_SCHEMA, path=str(path), reuse=True)
        index.config_reader(reload_policy="OnCommit")
        return index


def forget_open_index() -> None:
    """Let the next search open the folder anew, for tests and after the folder was deleted."""
    with _lock:
        _open.clear()


def _allowed_errors(word: str) -> int:
    if len(word) < 4 or word.isdigit():
        return 0
    return 1 if len(word) < 8 else 2


def _exact(field: str, word: str, worth: float) -> Any:
    term = tantivy.Query.term_query(_SCHEMA, field, word, "basic")
    return tantivy.Query.const_score_query(term, worth)


def _near(field: str, word: str, worth: float, *, prefix: bool = False) -> Any:
    errors = 0 if prefix else _allowed_errors(word)
    fuzzy = tantivy.Query.fuzzy_term_query(_SCHEMA, field, word, errors, True, prefix)
    return tantivy.Query.const_score_query(fuzzy, worth)


def _clause(searcher: tantivy.Searcher, word: str) -> tuple[Any, bool]:
    """What may match one word, and whether the catalogue knows it.

    Near spellings are tried only for an unknown word: `lari` is not a slip of `dari`.
    """
    forms = {word, stem(word)}
    group = concept(word)
    choices = []
    known = False
    for form in forms:
        if searcher.doc_freq("title", form) or searcher.doc_freq("body", form):
            known = True
            choices += [_exact("title", form, _TITLE), _exact("body", form, _BODY)]
    if group and searcher.doc_freq("title", group) + searcher.doc_freq("body", group):
        known = True
        choices += [
            _exact("title", group, _TITLE_CONCEPT),
            _exact("body", group, _BODY_CONCEPT),
        ]
    if not known and len(word) >= 3:
        choices += [
            _near("title", word, _TITLE_NEAR + 1, prefix=True),
            _near("title", word, _TITLE_NEAR),
            _near("body", word, _BODY_NEAR),
        ]
        for guess in near_concepts(word, _allowed_errors(word)):
            choices += [_exact("title", guess, _TITLE_NEAR), _exact("body", guess, _BODY_NEAR)]
    if not choices:
        return tantivy.Query.empty_query(), False
    return tantivy.Query.disjunction_max_query(choices), known


def search(text: str) -> SearchAnswer:
    """Products for what a shopper typed, in Indonesian or English, slips of spelling forgiven."""
    terms = query_terms(text)
    if not terms:
        return SearchAnswer(())
    searcher = _index().searcher()
    clauses, unknown = [], []
    for term in terms:
        clause, known = _clause(searcher, term)
        clauses.append((tantivy.Occur.Should, clause))
        if not known:
            unknown.append(term)
    relaxed = False
    for needed in dict.fromkeys((len(clauses), max(1, len(clauses) - 1), 1)):
        query = tantivy.Query.boolean_query(clauses, minimum_number_should_match=needed)
        found = searcher.search(query, limit=MOST_HITS, count=False, weight_by_field="popularity")
        if found.hits:
            addresses = [address for _score, address in found.hits]
            keys = searcher.fast_field_values("product_id", addresses)
            return SearchAnswer(tuple(keys), tuple(unknown), relaxed)
        relaxed = True
    return SearchAnswer((), tuple(unknown))
