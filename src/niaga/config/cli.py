"""The `niaga` command: Django's command runner under the project's own name."""

import os
import sys

# They read or write the shop's tables, which a data home that is new does not have yet.
NEEDS_TABLES = frozenset({"createowner", "demo", "import", "reindex", "sync", "worker"})


def main() -> None:
    """Run the command named in the arguments; ends the process with its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "niaga.config.settings")
    sys.argv[0] = "niaga"
    from niaga.config.translations import compile_catalogues

    compile_catalogues()

    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.utils import translation

    from niaga.config.console import session_languages
    from niaga.config.usage import niaga_version, usage

    try:
        django.setup()
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(
            f"Folder data tidak bisa dipakai: {error.filename}. Pilih yang lain: NIAGA_HOME.\n"
            f"The data folder cannot be used: {error.filename}. Choose another: NIAGA_HOME."
        )
    translation.activate(session_languages()[0])
    if sys.argv[1:] in ([], ["--help"], ["-h"]):
        sys.stdout.write(usage() + "\n")
        return
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"{niaga_version()}\n")
        return
    if sys.argv[1] in NEEDS_TABLES and not {"--help", "-h"} & set(sys.argv):
        _prepare()
    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)


def _prepare() -> None:
    from niaga.config.console import spoken
    from niaga.config.preparation import prepare_database
    from niaga.kernel.errors import NiagaError

    try:
        prepare_database(sys.stderr)
    except NiagaError as error:
        sys.exit(spoken(error.message, **error.values))
