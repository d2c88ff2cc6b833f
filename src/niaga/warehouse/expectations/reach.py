"""What is expected of visits, campaigns, spend, experiments, answers, settlements and leads."""

from django.utils.translation import gettext_lazy as _

from niaga.warehouse.expectations.declared import Expectation, refers, required, rule, unique

EXPECTATIONS: tuple[Expectation, ...] = (
    required("sessions", "session_id started_at"),
    unique("sessions", "session_id"),
    rule(
        "sessions",
        "times_in_order",
        _("Kunjungan tidak berakhir sebelum mulai"),
        "ended_at < started_at OR seconds < 0",
    ),
    rule(
        "sessions",
        "counts_not_negative",
        _("Hitungan halaman dan kejadian tidak negatif"),
        "least(pages, product_views, searches, cart_adds, checkouts, orders) < 0",
        "error",
    ),
    required("campaign_contacts", "campaign_id person_key arm converted"),
    unique("campaign_contacts", "campaign_id person_key arm"),
    rule(
        "campaign_contacts",
        "one_arm",
        _("Tiap orang hanya di satu kelompok dalam satu kampanye"),
        "(campaign_id, person_key) IN (SELECT (campaign_id, person_key) FROM campaign_contacts "
        "GROUP BY campaign_id, person_key HAVING count(*) > 1)",
    ),
    required("spend", "channel amount"),
    unique("spend", "date_local channel campaign"),
    rule("spend", "amount_not_negative", _("Biaya tidak negatif"), "amount < 0"),
    rule(
        "spend",
        "clicks_within_impressions",
        _("Klik tidak lebih dari tayangan"),
        "clicks > impressions",
    ),
    required("experiments", "experiment control primary_outcome"),
    unique("experiments", "experiment"),
    required("exposures", "experiment outcome variant visitors conversions"),
    rule(
        "exposures",
        "conversions_within_visitors",
        _("Konversi antara nol dan jumlah pengunjung"),
        "conversions < 0 OR conversions > visitors",
        "error",
    ),
    refers("exposures", "experiment", "experiments", _("Percobaan dari tiap paparan dikenal")),
    required("surveys", "answer_id kind"),
    unique("surveys", "answer_id"),
    rule(
        "surveys",
        "score_in_range",
        _("Jawaban dalam skalanya: CSAT 1 sampai 5, NPS 0 sampai 10"),
        "(kind = 'csat' AND score NOT BETWEEN 1 AND 5) "
        "OR (kind = 'nps' AND score NOT BETWEEN 0 AND 10)",
        "error",
    ),
    refers("surveys", "order_id", "orders", _("Pesanan yang ditanyakan dikenal")),
    required("social", "date_local platform post_id"),
    unique("social", "date_local platform post_id"),
    rule(
        "social",
        "counts_not_negative",
        _("Angka media sosial tidak negatif"),
        "least(impressions, reach, likes, comments, shares, clicks, followers) < 0",
    ),
    required("settlements", "settlement_ref kind net"),
    unique("settlements", "settlement_ref kind"),
    rule(
        "settlements",
        "net_is_sum",
        _("Bersih = kotor − biaya"),
        "net <> gross - fee",
    ),
    refers("settlements", "order_id", "orders", _("Pesanan yang dicairkan dikenal")),
    required("leads", "lead_id won"),
    unique("leads", "lead_id"),
    rule(
        "leads",
        "won_after_contact",
        _("Calon penjual tidak bergabung sebelum dihubungi"),
        "days_to_close < 0",
    ),
)
