"""PPN in Indonesia: 11 % from April 2022; from January 2025 12 % of 11/12 of the price."""

from datetime import date
from typing import Any

from django.db import migrations


def rules(apps: Any, _editor: Any) -> None:
    tax_rule = apps.get_model("orders", "TaxRule")
    tax_rule.objects.create(
        code="PPN",
        rate_numerator=11,
        rate_denominator=100,
        effective_from=date(2022, 4, 1),
        effective_to=date(2025, 1, 1),
    )
    tax_rule.objects.create(
        code="PPN",
        rate_numerator=12,
        rate_denominator=100,
        base_numerator=11,
        base_denominator=12,
        effective_from=date(2025, 1, 1),
    )


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]
    operations = [migrations.RunPython(rules, migrations.RunPython.noop)]
