"""`niaga demo`: Kshoe's, a shop with a past, to look at and to try everything on."""

import sys
import time
from argparse import ArgumentParser
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext_lazy as _

from niaga.config.console import say, spoken
from niaga.kernel import clock
from niaga.kernel.errors import NiagaError
from niaga.simulate.history.emptying import empty_demo
from niaga.simulate.history.exports import Written
from niaga.simulate.history.opening import SIGN_IN, is_open, open_shop
from niaga.simulate.history.seasons import at_local
from niaga.store.customers.models import Region

STAGES = {
    "history": _("Membiarkan waktu berlalu"),
    "pictures": _("Menggambar sepatu"),
    "visits": _("Menghitung kunjungan"),
    "catalogue": _("Menata katalog"),
    "stock": _("Mengisi gudang"),
    "people": _("Mengundang pelanggan"),
    "orders": _("Mencatat pesanan"),
    "payments": _("Mencatat pembayaran"),
    "parcels": _("Mengirim paket"),
    "reviews": _("Mengumpulkan ulasan"),
    "journal": _("Menulis jurnal"),
}


class Command(BaseCommand):
    help = "Makes the demo shop Kshoe's with its history; does so once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same shop")
        parser.add_argument("--months", type=int, default=24, help="length of the history")
        parser.add_argument("--end", type=date.fromisoformat, help="last day (default: now)")
        parser.add_argument(
            "--force", action="store_true", help="empties a demo shop and makes it again"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if not 1 <= options["months"] <= 60:
            raise CommandError(spoken(_("--months harus antara 1 dan 60.")))
        began = time.monotonic()
        try:
            if is_open():
                if not options["force"]:
                    say(self.stdout, _("Toko demo Kshoe's sudah ada."))
                    return
                say(self.stdout, _("Mengosongkan toko demo …"))
                empty_demo()
            if not Region.objects.exists():
                call_command("loadregions", verbosity=0)
            end = at_local(options["end"], 22) if options["end"] else clock.now()
            opened = open_shop(
                seed=options["seed"],
                months=options["months"],
                end=min(end, datetime.now(UTC)).replace(microsecond=0),
                progress=self._progress(),
            )
            if options["force"]:
                _make_anew_what_is_made_of_it()
            self._import(opened.exports)
        except NiagaError as error:
            raise CommandError(spoken(error.message, **error.values)) from error
        say(
            self.stdout,
            _(
                "Kshoe's dibuka: %(orders)d pesanan dari %(customers)d pelanggan, %(products)d "
                "produk baru, %(used)d pasang bekas, %(reviews)d ulasan, %(visits)d kunjungan "
                "(%(seconds)d detik)."
            ),
            orders=opened.orders,
            customers=opened.customers,
            products=opened.products,
            used=opened.used_pairs,
            reviews=opened.reviews,
            visits=opened.visits,
            seconds=round(time.monotonic() - began),
        )
        self.stdout.write((Path(settings.NIAGA_HOME) / SIGN_IN).read_text(encoding="utf-8"))

    def _import(self, exports: tuple[Written, ...]) -> None:
        """What other systems tell of the shop, as the shop imports it."""
        from niaga.warehouse.load import import_source  # heavy, and seldom needed here

        say(self.stdout, _("Mengimpor ekspor dari sistem lain …"))
        for export in exports:
            import_source(export.kind, export.path, options=export.options)

    def _progress(self) -> Any:
        """One line a stage; on a terminal with a percentage that moves."""
        live = sys.stdout.isatty()
        shown = {"stage": "", "percent": -1}

        def show(stage: str, share: float) -> None:
            percent = int(share * 100)
            label = " / ".join(spoken(STAGES[stage]).splitlines())
            if stage != shown["stage"]:
                if live and shown["stage"]:
                    self.stdout.write("")
                shown["stage"], shown["percent"] = stage, -1
                if not live:
                    self.stdout.write(f"{label} …")
            if live and percent != shown["percent"]:
                shown["percent"] = percent
                self.stdout.write(f"\r  {label} … {percent:3d} %", ending="")
                self.stdout.flush()

        return show


def _make_anew_what_is_made_of_it() -> None:
    """The search index and the warehouse know the shop that was there before."""
    from niaga.store.catalog.search import index

    index.rebuild()
    if (Path(settings.NIAGA_WAREHOUSE) / "snapshot.json").exists():
        from niaga.warehouse.stock import sync_stock
        from niaga.warehouse.sync import sync_shop
        from niaga.warehouse.visits import sync_visits

        sync_shop(full=True)
        sync_visits(full=True)
        sync_stock(full=True)
