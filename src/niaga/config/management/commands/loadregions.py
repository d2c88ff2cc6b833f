"""`niaga loadregions`: regions down to the kelurahan, and the tariffs that ship to them."""

from typing import Any

from django.core.management.base import BaseCommand

from niaga.kernel.transactions import unit_of_work
from niaga.store.customers.regions import load_regions
from niaga.store.shipping.tariffs import load_tariffs


class Command(BaseCommand):
    help = "Loads Indonesia's regions with postal codes, and starting tariffs; does so once."

    def handle(self, *_args: Any, **options: Any) -> None:
        with unit_of_work():
            regions = load_regions()
            tariffs = load_tariffs()
        if options["verbosity"]:
            self.stdout.write(f"{regions} kelurahan, {tariffs} tariffs loaded")
