"""Customers in the warehouse: a keyed pseudonym, which cannot be turned back without the key.

The key is made once and kept in the data home, readable by its owner alone. Losing it means that a
person's later orders no longer meet the earlier ones, so it belongs in the backup.
"""

import hmac
import os
import secrets
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings


def _key() -> bytes:
    path = Path(settings.NIAGA_HOME) / "pseudonym_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_hex(32))
        except FileExistsError:  # another process was faster
            pass
    return bytes.fromhex(path.read_text().strip())


def pseudonyms(shop: str, references: pa.ChunkedArray | pa.Array) -> pa.Array:
    """HMAC-SHA-256 of shop and reference, its first 24 hexadecimal digits; null stays null."""
    key = _key()
    if isinstance(references, pa.ChunkedArray):
        references = references.combine_chunks()
    encoded = pc.dictionary_encode(references)
    distinct = pa.array(
        [
            None
            if value is None
            else hmac.digest(key, f"{shop}\0{value}".encode(), "sha256").hex()[:24]
            for value in encoded.dictionary.to_pylist()
        ],
        pa.string(),
    )
    return distinct.take(encoded.indices)
