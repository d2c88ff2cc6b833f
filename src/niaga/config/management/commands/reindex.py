"""`niaga reindex`: write the search index anew from the catalogue."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from niaga.store.catalog.search import rebuild


class Command(BaseCommand):
    help = "Writes the search index anew from the catalogue."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(_("%(count)s produk dapat dicari") % {"count": rebuild()})
