"""`niaga sync`: the live shop into the warehouse, now; the worker does it every few seconds."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from niaga.warehouse.stock import sync_stock
from niaga.warehouse.sync import sync_shop
from niaga.warehouse.visits import sync_visits


class Command(BaseCommand):
    help = "Brings the warehouse up to the shop (the worker does so by itself)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--full", action="store_true", help="read the whole shop anew")

    def handle(self, *_args: Any, **options: Any) -> None:
        report = sync_shop(full=options["full"])
        kind = "whole shop" if report.full else "changes"
        self.stdout.write(f"{kind}: {report.orders} orders, up to event {report.position}")
        seen = sync_visits(full=options["full"])
        kind = "all visits" if seen.full else "changes"
        self.stdout.write(f"{kind}: {seen.sessions} visits, {seen.page_views} counts of pages")
        shelves = sync_stock(full=options["full"])
        kind = "all days of stock" if shelves.full else "changes"
        self.stdout.write(f"{kind}: {shelves.rows} variant-days")
