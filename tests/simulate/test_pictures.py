"""Every drawing is a sound document, light enough for a page, and the same each time."""

import itertools
import re
from xml.etree import ElementTree

import pytest

from niaga.simulate.pictures import COLOURWAYS, SILHOUETTES, VIEWS, PictureSpec, draw
from niaga.simulate.pictures.marks import sign, wordmark
from niaga.simulate.pictures.palette import TRIMS
from niaga.simulate.pictures.wear import MARKS

HEAVIEST = 45_000  # characters


def sound(document: str) -> None:
    root = ElementTree.fromstring(document)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    known = {e.get("id") for e in root.iter() if e.get("id")}
    used = set(re.findall(r"url\(#(\w+)\)", document)) | set(re.findall(r'href="#(\w+)"', document))
    assert used <= known
    assert len(known) == len(re.findall(r' id="', document)), "an id twice"
    outside = document.replace("http://www.w3.org/2000/svg", "")
    assert "http" not in outside
    assert "<script" not in outside


@pytest.mark.parametrize(("silhouette", "view"), list(itertools.product(SILHOUETTES, VIEWS)))
def test_every_view_of_every_silhouette(silhouette, view):
    document = draw(PictureSpec(silhouette, "navy", view))
    sound(document)
    assert len(document) < HEAVIEST
    assert 'viewBox="0 0 1200 1200"' in document


@pytest.mark.parametrize("mark", MARKS)
def test_marks_of_use_are_visible_and_looked_at(mark):
    worn = PictureSpec("sneaker_low", "putih", "detail", (mark,))
    sound(draw(worn))
    assert draw(worn) != draw(PictureSpec("sneaker_low", "putih", "detail"))
    side = PictureSpec("sneaker_low", "putih", "side", (mark,))
    assert draw(side) != draw(PictureSpec("sneaker_low", "putih", "side"))


def test_the_same_wish_is_the_same_picture_and_another_is_another():
    looks = [PictureSpec("runner", code, trim=trim) for code in COLOURWAYS for trim in range(TRIMS)]
    first = [draw(look) for look in looks]
    assert first == [draw(look) for look in looks]
    assert len(set(first)) > len(first) * 0.95


def test_the_shop_s_marks():
    sound(wordmark())
    sound(sign())
