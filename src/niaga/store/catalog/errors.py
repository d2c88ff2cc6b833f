from django.utils.translation import gettext_lazy as _

from niaga.kernel.errors import NiagaError


class CannotPublish(NiagaError):
    code = "cannot_publish"
    message = _("%(name)s belum dapat ditayangkan: belum ada %(lacks)s.")


class NameTaken(NiagaError):
    """A slug, a code, a name or an SKU that something else has; nothing was written."""

    code = "name_taken"
    message = _("“%(name)s” sudah dipakai. Pilih yang lain.")


class ChangedMeanwhile(NiagaError):
    """Somebody else saved the page after this editor had opened it; nothing was written."""

    code = "changed_meanwhile"
    message = _(
        "%(name)s baru saja diubah orang lain. Muat ulang halaman ini, lalu ulangi perubahan Anda."
    )


class StillUsed(NiagaError):
    """A brand, category or attribute that products still point to."""

    code = "still_used"
    message = _("%(name)s masih dipakai produk dan tidak dapat dihapus.")


class CategoryLoop(NiagaError):
    code = "category_loop"
    message = _("Kategori tidak dapat ditaruh di bawah dirinya sendiri.")


class PictureRefused(NiagaError):
    """`why` says what the file must be. Nothing was kept."""

    code = "picture_refused"
    message = _("Gambar %(name)s ditolak: %(why)s")
