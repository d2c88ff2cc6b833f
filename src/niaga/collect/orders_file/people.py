"""Who bought, as a stable text that becomes a pseudonym; never a name."""

import re

from niaga.collect.identity import normal_email, normal_phone


def account_of(text: str | None) -> str | None:
    """A customer's code; the ".0" that spreadsheets add to numbers is none of it."""
    if text is None or "*" in text:
        return None
    return re.sub(r"(?<=\d)\.0$", "", text) or None


def reference(
    account: str | None, email: str | None, phone: str | None, channel: str
) -> str | None:
    """The surest of what is told; `channel` not empty: within which the account is known."""
    if code := account_of(account):
        if "@" in code:  # some exports call the address the customer
            return normal_email(code) or code
        return f"{channel}:{code}" if channel else code
    return normal_phone(phone) or normal_email(email)
