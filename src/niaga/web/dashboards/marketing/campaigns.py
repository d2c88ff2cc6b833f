"""The board of campaigns, e-mail and social media as data."""

from django.utils.translation import gettext_lazy as _

from niaga.web.dashboards.board import Board, Part
from niaga.web.dashboards.marketing import campaign_table
from niaga.web.dashboards.marketing import campaign_tiles as tiles
from niaga.web.dashboards.marketing import campaign_ways as ways
from niaga.web.dashboards.marketing.campaign_figures import CampaignFigures

BOARD = Board(
    name="campaigns",
    slug="kampanye",
    title=_("Kampanye"),
    sentence=_(
        "Siapa yang dijangkau, berapa yang tergerak, dan apa yang tak akan terjadi tanpa itu."
    ),
    area="marketing",
    figures=CampaignFigures,
    cards=(
        Part("campaign_reach", _("Dijangkau kampanye"), tiles.reached),
        Part("campaign_conversion", _("Konversi kampanye"), tiles.converted),
        Part("campaign_rate", _("Pesanan dari kampanye"), tiles.rate),
        Part("email_open_rate", _("Tingkat buka e-mail"), tiles.opened),
        Part("email_click_rate", _("Tingkat klik e-mail"), tiles.clicked),
        Part("social_engagement_rate", _("Tingkat interaksi media sosial"), tiles.engagement),
    ),
    tiles=(
        Part("table", _("Tiap kampanye: biaya, jangkauan, hasil"), campaign_table.table, 12),
        Part("conversions", _("Konversi tiap kampanye, dengan selang 95%"), tiles.conversions, 7),
        Part("mail", _("E-mail: dibuka dan diklik"), ways.mail, 5),
        Part("effects", _("Yang benar-benar ditambahkan kampanye"), tiles.effects, 12),
        Part("social", _("Interaksi media sosial"), ways.social),
        Part("groups", _("Konversi menurut kelompok orang"), ways.groups),
    ),
    filters=("channel",),
    options=(ways.VIEW,),
)
