"""One writer at a time, across processes. Readers need no lock: they follow the snapshot."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext_lazy as _

from niaga.kernel.errors import NiagaError
from niaga.warehouse.snapshot import warehouse_folder


class WarehouseBusy(NiagaError):
    code = "warehouse_busy"
    message = _("Gudang data sedang ditulis oleh proses lain. Coba lagi sebentar.")


@contextmanager
def writing(what: str = "lock", wait: bool = True) -> Iterator[None]:
    """Hold the writer's lock; it falls with the process. Raises WarehouseBusy when not to wait.

    `what` names another lock than that of the tables: one for each kind of source that is staged.
    """
    folder = warehouse_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f".{what}").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise WarehouseBusy from error
        yield
