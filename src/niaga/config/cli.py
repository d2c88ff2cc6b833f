"""The `niaga` command: Django's command runner under the project's own name."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "niaga.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
