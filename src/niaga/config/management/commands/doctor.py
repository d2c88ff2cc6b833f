"""`niaga doctor`: do the books agree? Reads everything, changes nothing."""

import json
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from niaga.kernel.health import all_checks

SHOWN = 20


class Command(BaseCommand):
    help = "Checks every invariant of the shop's books; exits with 1 when one does not hold."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def handle(self, *_args: Any, **options: Any) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError("The database is not at this version yet: run `niaga migrate`.")
        found = 0
        results = []
        for each in all_checks():
            began = time.perf_counter()
            faults = list(each.find())
            seconds = time.perf_counter() - began
            found += len(faults)
            results.append(
                {
                    "code": each.code,
                    "check": each.title,
                    "faults": [{"subject": f.subject, "detail": f.detail} for f in faults],
                }
            )
            if options["format"] == "table":
                mark = "ok" if not faults else f"{len(faults)} FAULTS"
                self.stdout.write(f"{each.code:8} {each.title:68} {mark} ({seconds:.1f} s)")
                for fault in faults[:SHOWN]:
                    self.stdout.write(f"         {fault.subject}: {fault.detail}")
                if len(faults) > SHOWN:
                    self.stdout.write(f"         … and {len(faults) - SHOWN} more")
        if options["format"] == "json":
            self.stdout.write(json.dumps({"faults": found, "checks": results}, ensure_ascii=False))
        if found:
            raise CommandError(f"{found} faults found.", returncode=1)
        if options["format"] == "table":
            self.stdout.write("Nothing found: the books agree.")
