from pathlib import Path

from niaga.metrics.reference import reference

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "metrics.md"


def test_the_page_is_made_from_the_catalogue_as_it_is() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), "run tools/metrics_reference"
