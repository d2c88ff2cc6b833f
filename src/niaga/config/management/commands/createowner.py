"""`niaga createowner`: the first person who may do everything."""

import getpass
import os
import secrets
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from niaga.kernel.errors import NiagaError
from niaga.kernel.permissions import SYSTEM, Role
from niaga.store.customers.actions import create_staff


class Command(BaseCommand):
    help = (
        "Creates an owner. The password is asked for, read from NIAGA_OWNER_PASSWORD, "
        "or made and printed once with --generate."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", help="asked for when absent")
        parser.add_argument("--name", default="Pemilik")
        parser.add_argument("--generate", action="store_true", help="make and print a password")

    def handle(self, *_args: Any, **options: Any) -> None:
        email = options["email"] or input("E-mail: ")
        if options["generate"]:
            password = secrets.token_urlsafe(12)
        else:
            password = os.environ.get("NIAGA_OWNER_PASSWORD") or getpass.getpass("Password: ")
        try:
            validate_email(email)
            validate_password(password)
            user = create_staff(
                name=options["name"], email=email, role=Role.OWNER, password=password, actor=SYSTEM
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except NiagaError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Owner: {user.email}")
        if options["generate"]:
            self.stdout.write(f"Password (shown once): {password}")
