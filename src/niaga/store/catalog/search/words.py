"""From what people write to what the index compares: lower-case words, stems and synonyms.

Indonesian is stemmed by confix stripping (PySastrawi), since `berlari`, `pelari` and `lari` are one
word to a shopper; English loses its plural. Stems are cached: stemming an unknown word is slow.
"""

import itertools
import re
import unicodedata
from functools import lru_cache
from typing import Any

from niaga.store.catalog.search.synonyms import GROUPS, STOP_WORDS

_WORD = re.compile(r"[0-9a-z]+(?:[-'][0-9a-z]+)*")


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return StemmerFactory().create_stemmer()


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The root that the index knows `word` by; numbers and short words stay as they are."""
    if len(word) < 4 or any(character.isdigit() for character in word):
        return word
    root: str = _stemmer().stem(word)
    if root == word and word.endswith("s") and not word.endswith("ss"):
        root = word[:-1]
    return root


def words(text: str) -> list[str]:
    """Lower case, without accents and without words that carry nothing."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return [word for word in _WORD.findall(plain) if word not in STOP_WORDS]


def _parts(word: str) -> set[str]:
    whole = {word, stem(word)}
    return whole | set(word.split("-")) if "-" in word else whole


def indexed(text: str) -> str:
    """All forms under which a text is to be found, ready for a tokenizer that splits at spaces."""
    forms: dict[str, None] = {}
    found = words(text)
    for word in found:
        forms.update(dict.fromkeys(sorted(_parts(word))))
    for first, second in itertools.pairwise(found):
        if f"{first} {second}" in _PHRASES:
            forms[_PHRASES[f"{first} {second}"]] = None
    return " ".join(forms)


def _key(group: int) -> str:
    return f"group{group}x"


# A synonym group is one more word of the index: texts and queries that mention any member share it.
_PHRASES = {w: _key(i) for i, group in enumerate(GROUPS) for w in group if " " in w}


@lru_cache(maxsize=1)
def _members() -> dict[str, str]:
    members: dict[str, str] = {}
    for number, group in enumerate(GROUPS):
        for member in group:
            if " " not in member:
                members.setdefault(member, _key(number))
                members.setdefault(stem(member), _key(number))
    return members


def concept(word: str) -> str | None:
    """The synonym group of a word, as a word of the index."""
    members = _members()
    return members.get(word) or members.get(stem(word))


def concepts(text: str) -> str:
    """The synonym groups of all words and phrases of a text."""
    found = words(text)
    keys = {key for word in found if (key := concept(word))}
    keys |= {
        _PHRASES[pair]
        for first, second in itertools.pairwise(found)
        if (pair := f"{first} {second}") in _PHRASES
    }
    return " ".join(sorted(keys))


def within_distance(one: str, other: str, most: int) -> bool:
    """Whether at most `most` slips (a letter wrong, missing, added, or two swapped) part them."""
    if abs(len(one) - len(other)) > most:
        return False
    above: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        two_above, above, row = above, row, [i]
        for j, facing in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                cost = min(cost, two_above[j - 2] + 1)
            row.append(cost)
        if min(row) > most and (not above or min(above) > most):
            return False
    return row[-1] <= most


@lru_cache(maxsize=2_000)
def near_concepts(word: str, slips: int) -> frozenset[str]:
    """Groups with a member that is a slip away: `runing` is `running`, and so finds `lari`."""
    if not slips:
        return frozenset()
    return frozenset(
        key for member, key in _members().items() if within_distance(word, member, slips)
    )


def query_terms(text: str, limit: int = 8) -> list[str]:
    """What a shopper asks for: words, where a known phrase has become its group's key."""
    found = words(text)[: 2 * limit]
    terms: list[str] = []
    position = 0
    while position < len(found):
        pair = " ".join(found[position : position + 2])
        if pair in _PHRASES:
            terms.append(_PHRASES[pair])
            position += 2
        else:
            terms.append(found[position])
            position += 1
    return terms[:limit]
