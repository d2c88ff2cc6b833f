"""Normal forms of what people type. The library of phone numbers is loaded with the first one."""

from django.utils.translation import gettext_lazy as _

from niaga.kernel.errors import NiagaError


class InvalidPhone(NiagaError):
    code = "invalid_phone"
    message = _("Nomor telepon “%(phone)s” tidak lengkap atau keliru. Contoh: 0812 3456 7890.")


def normal_email(text: str) -> str:
    return text.strip().lower()


def normal_phone(text: str) -> str:
    """E.164 with Indonesia as the default country: 08…, 62… and spaces are accepted.

    Raises InvalidPhone.
    """
    import phonenumbers

    try:
        number = phonenumbers.parse(text.strip(), "ID")
    except phonenumbers.NumberParseException:
        raise InvalidPhone(phone=text) from None
    if not phonenumbers.is_possible_number(number):
        raise InvalidPhone(phone=text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def display_phone(e164: str) -> str:
    """As Indonesians write it: 0812-3456-7890 for a number of this country."""
    import phonenumbers

    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    local = number.country_code == 62
    style = phonenumbers.PhoneNumberFormat
    shown = phonenumbers.format_number(number, style.NATIONAL if local else style.INTERNATIONAL)
    # Of prefixes that nobody has been given yet the library knows no form, and drops the 0.
    return f"0{shown}" if local and shown.startswith("8") else shown
