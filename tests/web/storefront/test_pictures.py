"""Pictures of the catalogue where no server in front gives them out."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client


@pytest.mark.parametrize(
    "name", ["tidak-ada.webp", "a" * 3000, "../secret_key", "%2e%2e/secret_key"]
)
def test_what_is_no_picture_is_not_given_out(
    client: Client, settings: Any, tmp_path: Path, name: str
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    (tmp_path / "secret_key").write_text("rahasia")
    assert client.get(f"/media/{name}").status_code in (400, 404)
