"""Why the warehouse cannot be read or written, in words that say what to do."""

import errno

from django.utils.translation import gettext_lazy as _

from niaga.collect.problems import ImportRefused
from niaga.kernel.errors import NiagaError


class Unreadable(NiagaError):
    """Base of what keeps numbers from being shown until something is loaded again."""

    code = "warehouse_unreadable"


class SnapshotBroken(Unreadable):
    code = "warehouse_snapshot_broken"
    message = _(
        "Daftar isi gudang data (%(path)s) rusak dan salinannya juga. Muat ulang sumber-sumbernya: "
        "niaga sync --full, lalu niaga import."
    )


class FilesLost(Unreadable):
    code = "warehouse_files_lost"
    message = _(
        "Berkas gudang data hilang atau rusak: %(files)s. Muat ulang sumbernya; niaga doctor "
        "menyebutkan yang mana."
    )


class DiskFull(ImportRefused):
    code = "warehouse_disk_full"
    message = _("Ruang penyimpanan penuh. Kosongkan sebagian, lalu muat lagi.")


class ExpectationsFailed(ImportRefused):
    code = "warehouse_expectations_failed"
    message = _("Isinya tidak memenuhi syarat: %(findings)s.")


class CannotUndo(NiagaError):
    """Base of why a load is not undone."""

    code = "warehouse_cannot_undo"


class NoSuchLoad(CannotUndo):
    code = "warehouse_no_such_load"
    message = _("Muatan '%(load)s' tidak ada, atau bukan muatan berkas.")


class ReplacedSince(CannotUndo):
    code = "warehouse_replaced_since"
    message = _(
        "Muatan '%(load)s' sudah diganti seluruhnya oleh muatan sesudahnya. Batalkan dahulu yang "
        "terakhir."
    )


class OutdatedLoad(CannotUndo):
    code = "warehouse_outdated_load"
    message = _(
        "Muatan '%(load)s' dibuat oleh versi Niaga sebelumnya. Muat ulang berkasnya sekali, lalu "
        "batalkan."
    )


_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_SPACE_TEXTS = (
    "no space left",
    "os error 28",
    "file too large",
    "os error 27",
    "quota exceeded",
    "database or disk is full",
)


def is_disk_full(error: BaseException | None) -> bool:
    """Whether an error, or what it came from, says that nothing more could be written."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _NO_SPACE:
            return True
        if any(text in str(error).lower() for text in _NO_SPACE_TEXTS):
            return True
        error = error.__cause__ or error.__context__
    return False
