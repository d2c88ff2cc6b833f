"""The tile of alerts on a board. It fetches its content, so that it costs the board no statement;
without scripts it is a link.
"""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from niaga.insight.alerts import alerts_for
from niaga.web.dashboards.alerts.page import IN_TILE
from niaga.web.dashboards.figures import Figures
from niaga.web.dashboards.tiles import Tile


def alerts(figures: Figures) -> Tile:
    query = urlencode({"toko": figures.selection.shop.code})
    return Tile(
        "alerts",
        _("Peringatan"),
        body="dashboards/alerts/tile.html",
        data={
            "part": f"{reverse('dashboards:alerts_part')}?{query}",
            "page": f"{reverse('dashboards:alerts')}?{query}",
        },
        paper=lambda: _sentences(figures),
    )


def _sentences(figures: Figures) -> list[str]:
    found = alerts_for(figures.selection.shop.code, figures.actor)
    if not found.findings:
        return [_("Tak ada yang mendesak saat ini.")]
    return [each.sentence for each in found.findings[:IN_TILE]]
