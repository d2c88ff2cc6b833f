"""Facts that are worked out when asked: each file holds `VIEWS`, and is named here."""

from collections.abc import Mapping

from niaga.metrics.views.view import View

# One line for each file of views; keep it sorted.
_ROOMS: tuple[tuple[View, ...], ...] = ()

VIEWS: Mapping[str, View] = {view.name: view for room in _ROOMS for view in room}

__all__ = ["VIEWS", "View"]
