from django.utils.translation import gettext_lazy as _

from niaga.kernel.errors import NiagaError


class ReviewNotPossible(NiagaError):
    code = "review_not_possible"
    message = _("Ulasan dapat ditulis sekali, setelah barang diterima.")
