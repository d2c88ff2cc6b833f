"""Customers in the warehouse: a keyed pseudonym, which cannot be turned back without the key."""

import hmac

import pyarrow as pa
import pyarrow.compute as pc

from niaga.collect.identity import LENGTH, secret


def pseudonyms(shop: str, references: pa.ChunkedArray | pa.Array) -> pa.Array:
    """HMAC-SHA-256 of shop and reference, its first 24 hexadecimal digits; null stays null."""
    key = secret()
    if isinstance(references, pa.ChunkedArray):
        references = references.combine_chunks()
    encoded = pc.dictionary_encode(references)
    distinct = pa.array(
        [
            None
            if value is None
            else hmac.digest(key, f"{shop}\0{value}".encode(), "sha256").hex()[:LENGTH]
            for value in encoded.dictionary.to_pylist()
        ],
        pa.string(),
    )
    return distinct.take(encoded.indices)
