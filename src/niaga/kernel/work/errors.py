from django.utils.translation import gettext_lazy as _

from niaga.kernel.errors import NiagaError


class TaskNotFailed(NiagaError):
    """It is not there, or has not failed; nothing has changed."""

    code = "task_not_failed"
    message = _("Pekerjaan ini tidak sedang gagal, jadi tidak dapat diulang.")
