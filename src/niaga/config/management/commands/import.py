"""`niaga import KIND PATH`: load a source in place of what its shop had; or undo such a load."""

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from niaga.kernel.errors import NiagaError


class Command(BaseCommand):
    help = "Load a source of real history: niaga import KIND PATH"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        from niaga.collect.registry import KINDS

        parser.add_argument("kind", nargs="?", help=", ".join(sorted(KINDS)))
        parser.add_argument("path", nargs="?", type=Path)
        parser.add_argument(
            "--undo",
            metavar="LOAD",
            help="tell what undoing this load would do; with --yes, undo it",
        )
        parser.add_argument("--yes", action="store_true", help="with --undo: do it")
        parser.add_argument("--shop", help="key of the shop to load into; default: the live one")
        parser.add_argument("--name", default="", help="name of a shop that is new")
        parser.add_argument("--currency", default="", help="its currency, as in IDR")
        parser.add_argument("--time-zone", default="", help="its time zone, as in Asia/Jakarta")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="COLUMN=FIELD",
            help="what a column of a file of orders means, as in Tanggal=ordered_at",
        )
        parser.add_argument(
            "--mapping", metavar="NAME", help="read a file of orders by a mapping that was kept"
        )
        parser.add_argument(
            "--option",
            action="append",
            default=[],
            metavar="KEY=VALUE",
            help="what the kind wants to be told; may be repeated",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["undo"]:
            self._undo(options["undo"], options["shop"], options["yes"])
            return
        if options["kind"] is None or options["path"] is None:
            raise CommandError(_("Sebutkan jenis dan berkasnya: niaga import JENIS BERKAS"))
        self._load(options)

    def _load(self, options: dict[str, Any]) -> None:
        # The engine is loaded here, so that other commands start without it.
        from niaga.warehouse.load import import_source
        from niaga.web.dashboards.ready import answer_questions

        started = time.monotonic()
        steps = {
            "check": _("Memeriksa berkas …"),
            "read": _("Membaca dan memeriksa tiap baris …"),
            "write": _("Menulis ke gudang data …"),
        }
        try:
            report = import_source(
                options["kind"],
                options["path"],
                self._shop(options),
                self._choices(options),
                lambda step: self._progress(steps[step]),
            )
        except NiagaError as error:
            nothing = _("Tidak ada yang dimuat.")
            raise CommandError(f"{error} {nothing}") from error
        if report.unchanged:
            self.stdout.write(_("Isi yang sama sudah dimuat; tidak ada yang berubah."))
            return
        self._progress(_("Menyiapkan dasbor …"))
        answer_questions(report.shop)
        self._report(report, time.monotonic() - started)

    def _choices(self, options: dict[str, Any]) -> dict[str, str]:
        chosen = dict(each.partition("=")[::2] for each in options["option"])
        for each in options["map"]:
            column, _separator, field = each.rpartition("=")
            chosen[f"map.{field.strip()}"] = column.strip()
        if options["mapping"]:
            chosen["use"] = options["mapping"]
        return chosen

    def _shop(self, options: dict[str, Any]) -> Any:
        from niaga.warehouse.target import new_shop

        told = [options[name] for name in ("name", "currency", "time_zone")]
        return (
            new_shop(options["shop"], *told) if options["shop"] and any(told) else options["shop"]
        )

    def _undo(self, load_id: str, shop: str | None, do: bool) -> None:
        from niaga.warehouse import undo
        from niaga.web.backoffice.imports.undoing import undo_import
        from niaga.web.dashboards.ready import answer_questions

        try:
            code, source = undo.whose(load_id, shop)
            told = undo.look(code, source, load_id)
            if told.done:
                self.stdout.write(_("Muatan ini sudah dibatalkan; tidak ada yang berubah."))
                return
            self._tell(told)
            if not do:
                self.stdout.write(
                    _("Belum ada yang dibatalkan. Tambahkan --yes untuk melakukannya.")
                )
                return
            undo_import(code, source, load_id)
        except NiagaError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("Dibatalkan."))
        if not told.ends_shop:
            answer_questions(code)

    def _tell(self, told: Any) -> None:
        self.stdout.write(
            _("Membatalkan %(file)s di toko '%(shop)s': hilang dan kembali, menurut tabel.")
            % {"file": told.file or told.load_id, "shop": told.shop}
        )
        for table, rows in told.going.items():
            self.stdout.write(f"  {table:<18} -{rows:>9} +{told.returning.get(table, 0):>9}")
        if not told.is_complete:
            self.stdout.write(
                _("Keadaan sebelum muatan ini tidak disimpan lagi: tidak ada yang kembali.")
            )
        if told.ends_shop:
            self.stdout.write(_("Ini satu-satunya muatan toko itu: tokonya hilang dari dasbor."))

    def _progress(self, text: str) -> None:
        self.stderr.write(text)

    def _report(self, report: Any, seconds: float) -> None:
        from niaga.collect.problems import REASONS

        self.stdout.write(
            _("%(rows)s baris dibaca untuk toko '%(shop)s' dalam %(seconds)s detik.")
            % {"rows": report.rows_in, "shop": report.shop, "seconds": f"{seconds:.1f}"}
        )
        for table, rows in report.rows_out.items():
            self.stdout.write(f"  {table:<14} {rows:>9}")
        self.stdout.write(
            _("Nomor muatan: %(load)s (batalkan: niaga import --undo %(load)s)")
            % {"load": report.load_id}
        )
        total = sum(report.rejected.values())
        if not total:
            self.stdout.write(_("Tidak ada baris yang ditolak."))
            return
        self.stdout.write(_("%(count)s baris ditolak:") % {"count": total})
        for reject in report.rejects:
            self.stdout.write(
                "  "
                + _("%(file)s, baris %(row)s, kolom %(column)s: %(reason)s")
                % {**reject, "reason": REASONS[reject["reason"]]}
            )
        if total > len(report.rejects):
            self.stdout.write(
                "  " + _("… dan %(more)s lagi.") % {"more": total - len(report.rejects)}
            )
        sys.stdout.flush()
