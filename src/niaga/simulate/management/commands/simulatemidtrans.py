"""`niaga simulatemidtrans`: the payment gateway's local stand-in, until interrupted."""

import signal
import threading
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext_lazy as _

from niaga.config.console import say, spoken
from niaga.simulate.midtrans import Faults, MidtransServer


class Command(BaseCommand):
    help = "Runs a stand-in for Midtrans that speaks its protocol, until interrupted."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8090)
        parser.add_argument(
            "--notify-url", required=True, help="where the shop hears notifications"
        )
        parser.add_argument("--clock-scale", type=float, default=1 / 60)
        parser.add_argument("--duplicates", type=int, default=1, help="send each 1 to n times")
        parser.add_argument("--shuffle-within", type=float, default=0.0, help="seconds")

    def handle(self, *args: Any, **options: Any) -> None:
        key = settings.NIAGA_MIDTRANS_SERVER_KEY
        if not key:
            raise CommandError(spoken(_("NIAGA_MIDTRANS_SERVER_KEY belum diisi.")))
        home = Path(settings.NIAGA_HOME)
        home.mkdir(parents=True, exist_ok=True)
        stop = threading.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: stop.set())
        try:
            server = MidtransServer(
                key,
                options["notify_url"],
                host=options["host"],
                port=options["port"],
                clock_scale=options["clock_scale"],
                faults=Faults(
                    duplicates=(1, max(1, options["duplicates"])),
                    shuffle_within=options["shuffle_within"],
                ),
                store=home / "midtrans-stand-in.sqlite3",
            )
        except OSError as error:
            raise CommandError(
                spoken(
                    _("Port %(port)s tidak dapat dipakai (%(why)s). Pilih --port lain."),
                    port=options["port"],
                    why=error.strerror,
                )
            ) from error
        with server:
            say(self.stdout, _("Gerbang pembayaran tiruan: %(address)s"), address=server.url)
            stop.wait()
