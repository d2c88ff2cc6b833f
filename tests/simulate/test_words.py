"""What the shop and its customers say: complete, varied, and about nobody who exists."""

import random
import re

import pytest

from niaga.simulate.pictures import COLOURWAYS, SILHOUETTES
from niaga.simulate.pictures.wear import MARKS
from niaga.simulate.shop import opinions
from niaga.simulate.shop.goods import models
from niaga.simulate.shop.people import PREFIXES, make_person
from niaga.simulate.shop.structure import BRANDS, CATEGORIES
from niaga.simulate.shop.used import DEFECTS, GRADES, pick_pair
from niaga.simulate.shop.words import describe


def test_every_model_can_be_drawn_described_and_filed():
    leaves = {spec.slug for spec in CATEGORIES if spec.parent}
    names = set()
    for model in models():
        assert model.brand in BRANDS
        assert model.category in leaves
        assert model.silhouette in SILHOUETTES
        assert set(model.colours) <= set(COLOURWAYS)
        assert 99_000 <= model.price <= 1_899_000
        assert model.was == 0 or model.was > model.price
        text = describe(model)
        assert all(text.name)
        assert all(len(part) > 80 for part in text.description)
        names.add(text.name[0])
    assert len(names) == len(list(models())) >= 120


def test_used_pairs_say_what_their_pictures_show():
    assert set(DEFECTS) == set(MARKS)
    rng = random.Random(1)
    pairs = [pick_pair(rng, number) for number in range(300)]
    assert {pair.grade for pair in pairs} == set(GRADES)
    for pair in pairs:
        assert len(pair.defects) == len(pair.marks)
        assert 0 < pair.paid < pair.price < (pair.model.was or pair.model.price)
        assert pair.grade == "like_new" or pair.marks


def test_nobody_can_be_reached_by_what_is_written_here():
    rng = random.Random(1)
    people = [make_person(rng, number, woman=number % 2 == 0) for number in range(5000)]
    assert len({p.email for p in people}) == len({p.phone for p in people}) == 5000
    for person in people:
        assert re.fullmatch(r"[a-z._\d]+@example\.(com|net|org)", person.email)
        assert person.phone.startswith(tuple(f"+62{prefix}" for prefix in PREFIXES))
        assert 11 <= len(person.phone) <= 14


@pytest.fixture(scope="module")
def written() -> list[tuple[int, bool, str]]:
    rng, found = random.Random(5), []
    for _n in range(3000):
        late = rng.random() < 0.3
        rating = opinions.rate(rng, late, 1.0)
        seen = opinions.Experience("42", "jnt", "Kota Bandung", 3, late, False)
        found.append((rating, late, opinions.write(rng, rating, seen)))
    return found


def test_hundreds_of_reviews_do_not_repeat(written):
    texts = [text for _rating, _late, text in written if text]
    assert 0.75 < len(texts) / len(written) < 0.95
    assert len(set(texts)) / len(texts) > 0.97
    assert not any("{" in text or "}" in text for text in texts)


def test_late_parcels_cost_stars_and_are_spoken_of(written):
    late = [rating for rating, was_late, _text in written if was_late]
    fine = [rating for rating, was_late, _text in written if not was_late]
    assert sum(fine) / len(fine) - sum(late) / len(late) > 0.6
    assert all(1 <= rating <= 5 for rating, _late, _text in written)
    told = [text for _r, was_late, text in written if was_late and text]
    words = ("telat", "lama", "lambat", "meleset", "nyangkut")
    assert sum(any(word in text.lower() for word in words) for text in told) > len(told) * 0.5
