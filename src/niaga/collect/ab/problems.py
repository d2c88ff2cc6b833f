"""Why a test's file or its plan is refused."""

from django.utils.translation import gettext_lazy as _

from niaga.collect.problems import ImportRefused


class BadPlan(ImportRefused):
    code = "import_bad_plan"
    message = _("Rencana uji: %(name)s = '%(value)s' tidak dapat dipakai; %(expected)s.")


class NoTest(ImportRefused):
    code = "import_no_test"
    message = _(
        "%(file)s bukan berkas uji A/B yang dapat dibaca: tidak ada %(missing)s. "
        "Sebutkan kolomnya, misalnya variant=KOLOM."
    )
