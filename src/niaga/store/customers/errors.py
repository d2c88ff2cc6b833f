from django.utils.translation import gettext_lazy as _

from niaga.kernel.errors import NiagaError


class AccountExists(NiagaError):
    code = "account_exists"
    message = _("Sudah ada akun dengan e-mail atau nomor telepon ini. Silakan masuk.")


class UnknownRegion(NiagaError):
    code = "unknown_region"
    message = _("Kelurahan belum dipilih. Cari dengan nama kelurahan atau kode pos.")


class LastOwner(NiagaError):
    """Someone has to be able to let others in."""

    code = "last_owner"
    message = _("%(name)s adalah pemilik terakhir yang aktif; tunjuk pemilik lain dahulu.")


class NotStaff(NiagaError):
    """No such account, or a customer's: those are not ruled from the staff pages."""

    code = "not_staff"
    message = _("Akun staf ini tidak ada.")


class PasswordWrong(NiagaError):
    code = "password_wrong"
    message = _("Kata sandi sekarang keliru.")
