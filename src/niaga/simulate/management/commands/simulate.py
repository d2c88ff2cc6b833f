"""`niaga simulate`: a shop of any size in the warehouse, to try the numbers on."""

import time
from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext_lazy as _

from niaga.config.console import say, spoken
from niaga.kernel import clock
from niaga.kernel.shop import current_shop


def _whole(text: str) -> int:
    return int(text.replace("_", ""))


class Command(BaseCommand):
    help = "Writes a made-up shop of any size straight to the warehouse; the same seed, the same."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--orders", type=_whole, default=10_000_000, help="how many orders")
        parser.add_argument("--shop", default="besar", help="key of the shop that they make up")
        parser.add_argument("--months", type=int, default=24, help="length of the history")
        parser.add_argument("--end", type=date.fromisoformat, help="last day (default: today)")
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same rows")

    def handle(self, *_args: Any, **options: Any) -> None:
        from niaga.simulate.volume.writing import SOURCE, Volume, write_volume
        from niaga.warehouse import snapshot
        from niaga.web.dashboards.ready import answer_questions

        if not 1 <= options["months"] <= 120 or not 1 <= options["orders"] <= 1_000_000_000:
            raise CommandError(
                spoken(_("--months harus antara 1 dan 120, --orders antara 1 dan 1 miliar."))
            )
        known = snapshot.current().shop(options["shop"])
        if options["shop"] == current_shop().code or (known and set(known.loads) - {SOURCE}):
            raise CommandError(
                spoken(_("Toko '%(shop)s' berisi data sungguhan; pilih kunci lain."), **options)
            )
        began = time.monotonic()
        last = options["end"] or clock.now().date()
        volume = Volume(
            options["shop"],
            options["orders"],
            options["months"],
            last + timedelta(days=1),
            options["seed"],
        )
        rows = write_volume(volume, lambda step: self.stderr.write(step))
        say(self.stderr, _("Menyiapkan dasbor …"))
        answer_questions(options["shop"])
        for name, count in sorted(rows.items()):
            self.stdout.write(f"{name:<14} {count:>12,}")
        say(
            self.stdout,
            _("Selesai dalam %(seconds)s detik."),
            seconds=f"{time.monotonic() - began:.0f}",
        )
