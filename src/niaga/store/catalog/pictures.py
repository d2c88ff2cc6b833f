"""Files of pictures: what staff upload is decoded, checked, and written anew as WebP.

Nothing of the uploaded file itself is kept: no metadata, no place where it was taken, no script in
a picture that is none. No row is written here and nothing runs in a transaction. Pillow is loaded
with the first upload.
"""

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from niaga.kernel.ids import new_code
from niaga.store.catalog.errors import PictureRefused

if TYPE_CHECKING:
    from PIL import Image

LONGEST_FILE = 12_000_000  # bytes
MOST_PIXELS = 50_000_000
SHORTEST_SIDE = 300  # pixels: less is a blur on the product page
LONGEST_SIDE = 1600
QUALITY = 84
_FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True)
class StoredPicture:
    """`path` is below MEDIA_ROOT and names its content; sizes in pixels."""

    path: str
    width: int
    height: int


def store_picture(file: BinaryIO, name: str) -> StoredPicture:
    """Check and re-encode an upload; the same content is one file. Raises PictureRefused."""
    from PIL import Image

    data = file.read(LONGEST_FILE + 1)
    if len(data) > LONGEST_FILE:
        raise PictureRefused(name=name, why=_("ukurannya melebihi 12 MB."))
    image = _decode(data, name)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    encoded = io.BytesIO()
    image.save(encoded, "WEBP", quality=QUALITY, method=4)
    content = encoded.getvalue()
    digest = hashlib.sha256(content).hexdigest()[:32]
    path = f"products/{digest[:2]}/{digest}.webp"
    target = settings.MEDIA_ROOT / path
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_suffix(f".{new_code()}")
        draft.write_bytes(content)
        draft.replace(target)
    return StoredPicture(path, image.width, image.height)


def _decode(data: bytes, name: str) -> "Image.Image":
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise PictureRefused(name=name, why=_("gambarnya lebih dari 50 megapiksel."))
            if min(opened.size) < SHORTEST_SIDE:
                raise PictureRefused(
                    name=name, why=_("sisi terpendeknya harus sedikitnya 300 piksel.")
                )
            # A JPEG of a telephone is read at a fraction of its size: less to hold in memory.
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(opened)
            transparent = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
            return upright.convert("RGBA" if transparent else "RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise PictureRefused(
            name=name, why=_("kirim foto JPEG, PNG, atau WebP yang utuh.")
        ) from None
