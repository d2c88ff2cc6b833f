"""What is expected of stock by day."""

from django.utils.translation import gettext_lazy as _

from niaga.warehouse.expectations.declared import Expectation, required, rule, unique

EXPECTATIONS: tuple[Expectation, ...] = (
    required("stock_days", "date_local variant_id location opening closing offered sellable"),
    unique("stock_days", "date_local variant_id location"),
    rule(
        "stock_days",
        "closing_is_sum",
        _("Stok akhir = stok awal + masuk − terjual + lainnya"),
        "closing <> opening + received - sold + other",
        "error",
    ),
    rule(
        "stock_days",
        "not_negative",
        _("Stok tidak pernah kurang dari nol"),
        "least(opening, closing, held, demanded) < 0",
        "error",
    ),
    Expectation(
        "stock_days",
        "opens_as_it_closed",
        _("Stok awal tiap hari sama dengan stok akhir hari sebelumnya"),
        "warning",
        "SELECT count(*) FILTER (WHERE opening <> before) FROM (SELECT opening, "
        "coalesce(lag(closing) OVER (PARTITION BY variant_id, location ORDER BY date_local), 0) "
        "AS before FROM stock_days)",
    ),
)
