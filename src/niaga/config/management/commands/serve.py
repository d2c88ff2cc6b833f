"""`niaga serve`: the shop in one process group: web server, worker, and in the demo a gateway."""

import http.client
import os
import secrets
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from niaga.config import ports, preparation
from niaga.config.console import say, spoken
from niaga.config.supervisor import Service, Supervisor, ended_with_parent
from niaga.kernel.errors import NiagaError
from niaga.kernel.models import IdempotencyKey

ANSWER_SECONDS = 60.0
PLACES = (
    (_("Toko"), "storefront:home"),
    (_("Kantor"), "backoffice:home"),
    (_("Dasbor"), "dashboards:executive"),
)


class Command(BaseCommand):
    help = gettext(
        "Menjalankan toko: server web dan pekerja dalam satu kelompok; Ctrl-C menghentikannya."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("NIAGA_HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=os.environ.get("NIAGA_PORT", "8000"))
        parser.add_argument("--workers", type=int, default=2, help=gettext("jumlah proses web (2)"))
        parser.add_argument("--threads", type=int, default=4, help=gettext("utas tiap proses (4)"))
        parser.add_argument("--no-worker", action="store_true", help=gettext("tanpa pekerja"))
        parser.add_argument(
            "--demo", action="store_true", help=gettext("buat dahulu toko demo bila belum ada")
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        host, port, demo = options["host"], options["port"], options["demo"]
        began = time.monotonic()
        try:
            ports.require_free(host, port)
            preparation.require_space()
            os.environ.setdefault("NIAGA_URL", f"http://{_in_url(host)}:{port}")
            preparation.prepare_database(self.stdout)
            gateway = self._make_demo(host, port) if demo else None
            connections.close_all()
        except NiagaError as error:
            raise CommandError(spoken(error.message, **error.values)) from error
        with Supervisor(self._tell_restart) as supervisor:
            if gateway:
                supervisor.start(gateway)
            supervisor.start(_web(host, port, options["workers"], options["threads"]))
            if not options["no_worker"]:
                supervisor.start(Service("worker", _niaga("worker")))
            self._wait_until_it_answers(supervisor, host, port)
            if not supervisor.stopping:
                self._tell_addresses(time.monotonic() - began, demo)
            supervisor.wait()
            say(self.stdout, _("Menghentikan Niaga …"))

    def _make_demo(self, host: str, port: int) -> Service | None:
        """The demo's history, and the stand-in that plays its payment gateway on the next port.

        None, and no stand-in, where the environment names a Midtrans account already.
        """
        if not IdempotencyKey.objects.filter(scope="simulate", key="demo").exists():
            done = subprocess.run(_niaga("demo"), check=False, preexec_fn=ended_with_parent())
            if done.returncode:
                raise CommandError(
                    spoken(_("Toko demo tidak dapat dibuat; sebabnya tertulis di atas.")),
                    returncode=done.returncode,
                )
        if settings.NIAGA_MIDTRANS_SERVER_KEY:
            return None
        gateway_port = ports.free_port(host, port + 1)
        address = f"http://{_in_url(host)}:{gateway_port}"
        os.environ["NIAGA_MIDTRANS_SERVER_KEY"] = _demo_key()
        os.environ["NIAGA_MIDTRANS_SNAP_URL"] = os.environ["NIAGA_MIDTRANS_API_URL"] = address
        told_at = f"http://{_in_url(host)}:{port}{reverse('webhooks:midtrans')}"
        options = ("--host", host, "--port", str(gateway_port), "--notify-url", told_at)
        return Service("simulatemidtrans", _niaga("simulatemidtrans", *options))

    def _wait_until_it_answers(self, supervisor: Supervisor, host: str, port: int) -> None:
        deadline = time.monotonic() + ANSWER_SECONDS
        while not supervisor.stopping and time.monotonic() < deadline:
            supervisor.wait(0.2)
            if not supervisor.alive("web"):
                continue
            connection = http.client.HTTPConnection(_reachable(host), port, timeout=20)
            try:
                connection.request("GET", "/robots.txt", headers={"Connection": "close"})
                status = connection.getresponse().status
            except (OSError, http.client.HTTPException):
                continue
            finally:
                connection.close()
            if status < 500:
                return
            break
        if not supervisor.stopping:
            raise CommandError(spoken(_("Server web tidak menjawab; sebabnya tertulis di atas.")))

    def _tell_addresses(self, seconds: float, demo: bool) -> None:
        base = os.environ["NIAGA_URL"].rstrip("/")
        say(
            self.stdout,
            _("Niaga siap di %(address)s (%(seconds)d detik)."),
            address=base,
            seconds=round(seconds),
        )
        for label, name in PLACES:
            try:
                path = reverse(name)
            except NoReverseMatch:
                continue
            words = " / ".join(spoken(label).splitlines())
            self.stdout.write(f"  {words:24} {base}{path}")
        sign_in = Path(settings.NIAGA_HOME) / "demo-signin.txt"
        if demo and sign_in.exists():
            self.stdout.write("\n" + sign_in.read_text(encoding="utf-8").strip() + "\n")
        say(self.stdout, _("Hentikan dengan Ctrl-C."))
        self.stdout.flush()

    def _tell_restart(self, name: str, code: int, seconds: float) -> None:
        say(
            self.stderr,
            _("Proses %(name)s berhenti (kode %(code)s); dimulai lagi dalam %(seconds)d detik."),
            name=name,
            code=code,
            seconds=seconds,
        )


def _demo_key() -> str:
    """The key that the shop and the stand-in share; made once, so that open payments go on."""
    path = settings.NIAGA_HOME / "demo-midtrans-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(f"SB-Mid-server-{secrets.token_urlsafe(24)}", encoding="ascii")
    return path.read_text(encoding="ascii")


def _niaga(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "niaga", *arguments]


def _web(host: str, port: int, workers: int, threads: int) -> Service:
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--workers": str(workers),
        "--blocking-threads": str(threads),
        "--workers-kill-timeout": "3",
        "--log-level": "warning",
    }
    return Service(
        "web",
        [
            *(sys.executable, "-m", "granian"),
            *(part for option in options.items() for part in option),
            *("--no-ws", "--respawn-failed-workers"),
            "niaga.config.wsgi:application",
        ],
    )


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104


def _in_url(host: str) -> str:
    reachable = _reachable(host)
    return f"[{reachable}]" if ":" in reachable else reachable
