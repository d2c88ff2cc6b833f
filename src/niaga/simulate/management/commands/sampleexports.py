"""`niaga sampleexports FOLDER`: made exports to try the import with, and what they come to."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from niaga.kernel.money import Money, format_money
from niaga.simulate.exports import make_all


class Command(BaseCommand):
    help = "Writes made exports of marketplaces, shop systems and tills into a folder."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        for made in make_all(options["folder"], options["seed"]):
            net = format_money(Money(made.net))
            self.stdout.write(f"niaga import {made.kind} {made.path}  # {made.rows} · {net}")
