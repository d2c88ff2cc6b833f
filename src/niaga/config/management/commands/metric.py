"""`niaga metric NAME`: one number of the catalogue, as a table, CSV or JSON."""

import csv
import io
import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from niaga.kernel.errors import NiagaError
from niaga.kernel.shop import current_shop
from niaga.metrics import Result, query
from niaga.metrics.metric import GRAINS
from niaga.metrics.periods import label
from niaga.warehouse import snapshot
from niaga.warehouse.engines import ENGINES, answering


def _day(text: str) -> date:
    return date.fromisoformat(text)


class Command(BaseCommand):
    help = "Print a metric: niaga metric NAME [--shop S] [--by DIM …] [--from D] [--to D]"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "name", nargs="?", help="name of the metric; without it, all are listed"
        )
        parser.add_argument(
            "--shop", help="key of the shop; default: the only one, else the live one"
        )
        parser.add_argument(
            "--by",
            nargs="+",
            action="extend",
            default=[],
            metavar="DIM",
            help="dimensions, and one of day, week, month, quarter, year",
        )
        parser.add_argument("--from", dest="start", type=_day, metavar="D", help="first day")
        parser.add_argument("--to", dest="end", type=_day, metavar="D", help="last day, included")
        parser.add_argument(
            "--engine", choices=ENGINES, default="duckdb", help="which engine answers"
        )
        parser.add_argument("--format", choices=("table", "csv", "json"), default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["name"]:
            self._list()
            return
        by = [name for part in options["by"] for name in part.split(",") if name]
        grains = [name for name in by if name in GRAINS]
        if len(grains) > 1:
            raise CommandError(
                _("Pilih satu saja dari: %(grains)s.") % {"grains": ", ".join(GRAINS)}
            )
        try:
            with answering(options["engine"]):
                result = query(
                    [options["name"]],
                    options["shop"] or _default_shop(),
                    by=[name for name in by if name not in GRAINS],
                    grain=grains[0] if grains else None,
                    period=(options["start"], _after(options["end"])),
                )[0]
        except NiagaError as error:
            raise CommandError(str(error)) from error
        getattr(self, f"_{options['format']}")(result)

    def _list(self) -> None:
        from niaga.metrics.catalogue import CATALOGUE

        for name, metric in sorted(CATALOGUE.items()):
            self.stdout.write(f"{name:<24} {metric.label}")

    def _json(self, result: Result) -> None:
        rows = [{**dict(zip(result.by, key, strict=True)), "value": v} for key, v in _plain(result)]
        answer = {"metric": result.metric, "shop": result.shop, "unit": result.unit, "rows": rows}
        self.stdout.write(json.dumps(answer, ensure_ascii=False))

    def _csv(self, result: Result) -> None:
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow([*result.by, result.metric])
        writer.writerows([*key, "" if value is None else value] for key, value in _plain(result))
        self.stdout.write(text.getvalue(), ending="")

    def _table(self, result: Result) -> None:
        head = [*result.by, f"{result.metric} ({result.unit})"]
        body = [
            [*("–" if part is None else str(part) for part in key), _text(value)]
            for key, value in _plain(result)
        ]
        widths = [max(len(row[n]) for row in [head, *body]) for n in range(len(head))]
        for row in [head, *body]:
            cells = [cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=False)]
            self.stdout.write("  ".join([*cells, row[-1].rjust(widths[-1])]))


def _default_shop() -> str:
    """The only shop that there is, else the live one."""
    known = snapshot.current().shops
    return next(iter(known)) if len(known) == 1 else current_shop().code


def _after(day: date | None) -> date | None:
    from datetime import timedelta

    return day + timedelta(days=1) if day else None


def _plain(result: Result) -> list[tuple[tuple[Any, ...], int | float | None]]:
    """Keys as text: periods by their usual label."""
    return [
        (
            tuple(
                label(part, name) if isinstance(part, date) else part
                for name, part in zip(result.by, row.key, strict=True)
            ),
            row.value,
        )
        for row in result.rows
    ]


def _text(value: int | float | None) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.6g}"
