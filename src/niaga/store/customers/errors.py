from django.utils.translation import gettext_lazy as _

from niaga.kernel.errors import NiagaError


class AccountExists(NiagaError):
    code = "account_exists"
    message = _("Sudah ada akun dengan e-mail atau nomor telepon ini. Silakan masuk.")


class UnknownRegion(NiagaError):
    code = "unknown_region"
    message = _("Kelurahan belum dipilih. Cari dengan nama kelurahan atau kode pos.")
