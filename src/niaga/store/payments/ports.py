"""What a payment provider must be able to do; the implementations are in `gateways/`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from niaga.store.payments.models import PaymentAttempt


@dataclass(frozen=True)
class PaymentReport:
    """What a provider says of one attempt, in our words.

    `state` is one of AttemptState; `rank` orders reports of one attempt, so that a lower one that
    arrives late changes nothing; `amount` in whole smallest units of `currency`;
    `reversible` is how long the provider may yet take the money back.
    """

    reference: str
    state: str
    rank: int
    amount: int
    currency: str
    method: str = ""
    occurred_at: datetime | None = None
    reversible: timedelta = timedelta(0)


@dataclass(frozen=True)
class Started:
    """The provider is ready to be paid. `pay_url` is empty where nobody has to be sent anywhere."""

    pay_url: str = ""


class Gateway(Protocol):
    """A way to pay. Calls go over the network and therefore never run inside a transaction."""

    code: str

    @property
    def is_offered(self) -> bool:
        """Whether it is set up to take payments here."""
        ...

    @property
    def pay_within(self) -> timedelta | None:
        """How long a buyer has to pay; None where payment follows delivery."""
        ...

    @property
    def is_remote(self) -> bool:
        """Whether `start` asks somebody outside."""
        ...

    def start(self, attempt: PaymentAttempt) -> Started:
        """Make the provider ready. Safe to repeat. Raises GatewayUnavailable, GatewayRefused."""
        ...

    def report(self, attempt: PaymentAttempt) -> PaymentReport | None:
        """Ask how it stands; None when the provider knows nothing yet. Raises as `start`."""
        ...

    def close(self, attempt: PaymentAttempt) -> None:
        """Ask the provider to take no money for it any more. Raises GatewayUnavailable."""
        ...

    def read_notification(self, body: bytes, headers: Mapping[str, str]) -> tuple[str, str]:
        """The attempt's reference and a key that is the same for duplicates.

        Raises NotificationRefused for what is not signed by the provider.
        """
        ...
