"""One spelling for each mailbox and number; nothing for what is neither."""

from pathlib import Path
from typing import Any

import pytest

from niaga.collect.identity import (
    KeyDamaged,
    email_keys,
    normal_email,
    normal_phone,
    phone_keys,
)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        (" Budi@Contoh.ID ", "budi@contoh.id"),
        ("bu.di+toko@gmail.com", "budi@gmail.com"),
        ("budi@googlemail.com", "budi@gmail.com"),
        ("bu.di+toko@outlook.com", "bu.di@outlook.com"),
        ("bu.di+toko@contoh.id", "bu.di+toko@contoh.id"),  # may be three mailboxes
        ("ｂｕｄｉ@contoh.id", "budi@contoh.id"),
        ("b***@gmail.com", None),
        ("tidak ada", None),
        ("budi@", None),
        ("+x@gmail.com", None),
        ("", None),
        (None, None),
    ],
)
def test_addresses(typed: str | None, normal: str | None) -> None:
    assert normal_email(typed) == normal


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("0812-3456-7890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("(021) 555 1234", "+62215551234"),
        ("+1 212 555 0100", "+12125550100"),
        ("********90", None),
        ("0812xxxx7890", None),
        ("-", None),
        ("0", None),
        ("", None),
        (None, None),
    ],
)
def test_numbers(typed: str | None, normal: str | None) -> None:
    assert normal_phone(typed) == normal


def test_a_number_without_code_belongs_to_the_shops_country() -> None:
    assert normal_phone("11 91234-5678", "BR") == "+5511912345678"


def test_keys_are_the_same_for_the_same_contact_and_tell_nothing() -> None:
    keys = email_keys(["Budi@contoh.id", "budi@contoh.id", None, "ani@contoh.id"]).to_pylist()
    assert keys[0] == keys[1] != keys[3]
    assert keys[2] is None
    assert "budi" not in str(keys)
    assert phone_keys(["081234567890"]).to_pylist() != email_keys(["081234567890"]).to_pylist()


@pytest.mark.parametrize("left", ["", "abcd", "no key"])
def test_a_damaged_key_is_told_and_never_used(settings: Any, tmp_path: Path, left: str) -> None:
    """Without a key pseudonyms could be turned back by anyone who has a list of addresses."""
    settings.NIAGA_HOME = tmp_path
    (tmp_path / "pseudonym_key").write_text(left)
    with pytest.raises(KeyDamaged, match="pseudonym_key"):
        email_keys(["siti@example.com"])
