"""The tile of alerts on a board. It fetches its content, so that it costs the board no statement;
without scripts it is a link.
"""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

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
    )
