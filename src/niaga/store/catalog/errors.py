from django.utils.translation import gettext_lazy as _

from niaga.kernel.errors import NiagaError


class CannotPublish(NiagaError):
    code = "cannot_publish"
    message = _("%(name)s belum dapat ditayangkan: belum ada %(lacks)s.")
