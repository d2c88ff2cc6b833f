"""The ways to pay that this shop has."""

from niaga.store.payments.errors import UnknownMethod
from niaga.store.payments.gateways.bank_transfer import BankTransfer
from niaga.store.payments.gateways.cash_on_delivery import CashOnDelivery
from niaga.store.payments.gateways.midtrans import Midtrans
from niaga.store.payments.ports import Gateway

_GATEWAYS: tuple[Gateway, ...] = (BankTransfer(), Midtrans(), CashOnDelivery())


def gateway(code: str) -> Gateway:
    """Raises UnknownMethod."""
    for known in _GATEWAYS:
        if known.code == code:
            return known
    raise UnknownMethod(method=code)


def offered_gateways() -> list[Gateway]:
    return [known for known in _GATEWAYS if known.is_offered]
