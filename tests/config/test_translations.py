"""Catalogues are compiled where they are not, without GNU gettext."""

import gettext
import os
from pathlib import Path

import pytest
from django.utils import translation

from niaga.config.console import spoken
from niaga.config.translations import compile_catalogues

SOURCE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Keranjang"
msgstr "Cart"

#, fuzzy
msgid "Bayar"
msgstr "Bake"
"""


@pytest.fixture
def locale(tmp_path: Path) -> Path:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(SOURCE)
    return tmp_path


def test_a_missing_catalogue_is_compiled_once(locale: Path) -> None:
    (written,) = compile_catalogues(locale)
    with written.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    assert catalogue.gettext("Keranjang") == "Cart"
    assert catalogue.gettext("Bayar") == "Bayar"  # what nobody has checked is not said
    assert compile_catalogues(locale) == []


def test_a_changed_source_is_compiled_again(locale: Path) -> None:
    (written,) = compile_catalogues(locale)
    os.utime(written, (1, 1))
    assert compile_catalogues(locale) == [written]
    assert sorted(path.name for path in written.parent.iterdir()) == ["django.mo", "django.po"]


def test_the_shop_has_english_words() -> None:
    with translation.override("en"):
        assert translation.gettext("Keranjang") == "Cart"
        assert translation.ngettext("%(n)s produk", "%(n)s produk", 1) == "%(n)s product"
        assert translation.ngettext("%(n)s produk", "%(n)s produk", 2) == "%(n)s products"
    with translation.override("id"):
        assert translation.gettext("Keranjang") == "Keranjang"


@pytest.mark.parametrize(
    ("environment", "lines"),
    [
        ({"LANG": "id_ID.UTF-8"}, ["Hapus"]),
        ({"LANG": "en_GB.UTF-8"}, ["Delete"]),
        ({"LANG": "id_ID", "LC_ALL": "en"}, ["Delete"]),
        ({"LANG": "C.UTF-8"}, ["Hapus", "Delete"]),
        ({}, ["Hapus", "Delete"]),
    ],
)
def test_a_command_speaks_the_language_of_the_session(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], lines: list[str]
) -> None:
    from django.utils.translation import gettext_lazy

    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert spoken(gettext_lazy("Delete")).splitlines() == lines  # a word that Django itself has
