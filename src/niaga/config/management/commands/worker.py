"""`niaga worker`: delivers events, keeps schedules and runs tasks until it is told to stop."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from niaga.kernel.work.worker import Worker


class Command(BaseCommand):
    help = _("Mengirim kejadian ke penerimanya dan menjalankan pekerjaan latar belakang.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once",
            action="store_true",
            help=_("kerjakan semua yang sudah siap, lalu berhenti"),
        )

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        if once:
            done = Worker().run_once()
            self.stdout.write(_("%(count)d hal dikerjakan.") % {"count": done})
            return
        stop = threading.Event()

        def finish(number: int, _frame: object) -> None:
            # A second signal of the same kind ends the process at once.
            signal.signal(number, signal.SIG_DFL)
            stop.set()

        signal.signal(signal.SIGTERM, finish)
        signal.signal(signal.SIGINT, finish)
        Worker().run(stop)
