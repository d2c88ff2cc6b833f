from collections.abc import Iterator

import pytest

from niaga.kernel.journal import subscriptions


@pytest.fixture
def only_own_subscribers() -> Iterator[None]:
    """Within the test only what it subscribes itself is there."""
    subscriptions.subscriptions()  # what the apps have is found before it is put aside
    kept = dict(subscriptions._subscriptions)
    subscriptions._subscriptions.clear()
    yield
    subscriptions._subscriptions.clear()
    subscriptions._subscriptions.update(kept)
