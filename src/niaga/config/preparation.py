"""What has to be there before the first page can be served; nothing is done twice.

Several processes may prepare the same data at once: one does it, the others wait for it.
"""

import contextlib
import shutil
from collections.abc import Iterator

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext_lazy as _

from niaga.config.console import Stream, say
from niaga.kernel.errors import NiagaError
from niaga.store.customers.models import Region

try:
    import fcntl
except ImportError:  # a system without flock
    fcntl = None  # type: ignore[assignment]

ADVISORY_LOCK = 7_240_117  # any number that no other program of this database takes
NEEDED_BYTES = 300_000_000


class DiskFull(NiagaError):
    code = "serve.disk_full"
    message = _(
        "Ruang disk di %(home)s tinggal %(megabytes)s MB; Niaga memerlukan sedikitnya 300 MB. "
        "Kosongkan ruang, lalu jalankan lagi."
    )


class DatabaseRefuses(NiagaError):
    code = "serve.database"
    message = _("Basis data tidak dapat dipakai: %(reason)s. Periksa NIAGA_DATABASE_URL.")


def require_space() -> None:
    """Raises DiskFull while there is still room to say so."""
    free = shutil.disk_usage(settings.NIAGA_HOME).free
    if free < NEEDED_BYTES:
        raise DiskFull(home=settings.NIAGA_HOME, megabytes=free // 1_000_000)


def prepare_database(out: Stream) -> None:
    """Bring the schema up to this version, and load the regions that addresses are made of.

    Raises DatabaseRefuses with the database's own words.
    """
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    try:
        _prepare(out)
    except OperationalError as error:
        raise DatabaseRefuses(reason=" ".join(str(error).split())) from error


def _prepare(out: Stream) -> None:
    with _one_at_a_time():
        executor = MigrationExecutor(connection)
        steps = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if steps:
            say(out, _("Menyiapkan basis data (%(steps)s langkah) …"), steps=steps)
            call_command("migrate", interactive=False, verbosity=0)
        if not Region.objects.exists():
            say(out, _("Memuat 83.762 kelurahan dan desa …"))
        call_command("loadregions", verbosity=0)  # does so once


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_LOCK])
        return
    with (settings.NIAGA_HOME / "prepare.lock").open("ab") as handle:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
