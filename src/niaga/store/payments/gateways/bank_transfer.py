"""Manual bank transfer: a unique amount tells staff on the account statement whose it is."""

from datetime import timedelta

from niaga.kernel.shop import current_shop
from niaga.store.payments.gateways.manual import Manual


class BankTransfer(Manual):
    code = "bank_transfer"
    pay_within = timedelta(hours=24)

    @property
    def is_offered(self) -> bool:
        return bool(current_shop().bank_accounts)
