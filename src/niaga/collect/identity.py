"""Contacts as evidence of who is who: normalised, then hashed under the installation's key.

Readers hand these over in place of the contact itself; the warehouse merges people who have one in
common (`warehouse.people`). The key is made once and kept in the data home, readable by its owner
alone. Losing it means that a person's later orders no longer meet the earlier ones, so it belongs
in the backup.
"""

import hmac
import re
import secrets
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from niaga.kernel import secret_file
from niaga.kernel.errors import NiagaError

KEY_BYTES = 32
LENGTH = 24  # hexadecimal digits
# Providers that say that whatever follows a plus sign belongs to the same mailbox.
_TAGS = {
    "gmail.com", "outlook.com", "hotmail.com", "live.com", "icloud.com", "me.com", "fastmail.com",
    "proton.me", "protonmail.com",
}  # fmt: skip
_EMAIL = re.compile(r"[^@\s*]+@[^@\s*]+\.[^@\s*.]{2,}")
_INDONESIAN_MOBILE = re.compile(r"(?:\+?62|0)(8\d{8,11})")


class KeyDamaged(NiagaError):
    code = "key_damaged"
    message = _(
        "Berkas kunci %(path)s kosong atau rusak. Pulihkan dari cadangan: dengan kunci lain, "
        "pembeli lama menjadi orang baru."
    )


def secret() -> bytes:
    """The key of all pseudonyms; made on first use. Raises KeyDamaged rather than use none."""
    path = Path(settings.NIAGA_HOME) / "pseudonym_key"
    told = secret_file.kept(path, lambda: secrets.token_hex(KEY_BYTES))
    try:
        key = bytes.fromhex(told)
    except ValueError:
        key = b""
    if len(key) < KEY_BYTES:
        raise KeyDamaged(path=path)
    return key


def normal_email(text: str | None) -> str | None:
    """One spelling for each mailbox; None for what is no address or is masked.

    Case never tells two mailboxes apart in practice. Dots do, except at Gmail; tags behind a plus
    sign do, except where the provider says otherwise.
    """
    folded = unicodedata.normalize("NFKC", text or "").strip().lower()
    if not _EMAIL.fullmatch(folded):
        return None
    local, _at, domain = folded.rpartition("@")
    domain = "gmail.com" if domain == "googlemail.com" else domain
    if domain in _TAGS:
        local = local.partition("+")[0]
    if domain == "gmail.com":
        local = local.replace(".", "")
    return f"{local}@{domain}" if local else None


def normal_phone(text: str | None, region: str = "ID") -> str | None:
    """E.164; None for what is no number or is masked. `region`: where one without code belongs."""
    folded = unicodedata.normalize("NFKC", text or "").strip()
    if not folded or "*" in folded or "x" in folded.lower():
        return None
    digits = re.sub(r"[\s().-]", "", folded)
    if region == "ID" and (mobile := _INDONESIAN_MOBILE.fullmatch(digits)):
        return f"+62{mobile[1]}"
    return _parsed(folded, region)


@lru_cache(maxsize=4096)
def _parsed(text: str, region: str) -> str | None:
    import phonenumbers  # heavy: its tables are read with the first number

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _hashed(kind: str, normal: str | None, key: bytes) -> str | None:
    if normal is None:
        return None
    return hmac.digest(key, f"{kind}\0{normal}".encode(), "sha256").hex()[:LENGTH]


def email_keys(texts: Iterable[str | None]) -> pa.Array:
    """The evidence that addresses give, in their order; null for those that give none."""
    return _keys("email", texts, normal_email)


def phone_keys(texts: Iterable[str | None], region: str = "ID") -> pa.Array:
    """The evidence that telephone numbers give, in their order; null for those that give none."""
    return _keys("phone", texts, lambda text: normal_phone(text, region))


def _keys(
    kind: str, texts: Iterable[str | None], normal: Callable[[str | None], str | None]
) -> pa.Array:
    key = secret()
    known: dict[str | None, str | None] = {None: None}
    hashed = []
    for text in texts:
        if text not in known:
            known[text] = _hashed(kind, normal(text), key)
        hashed.append(known[text])
    return pa.array(hashed, pa.string())
