"""The shop itself: its name, money, time zone and where customers may reach it.

Read from `shop.toml` in the data home; every value has a default, so that a shop opens without.
"""

import tomllib
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from niaga.kernel import clock


@dataclass(frozen=True)
class BankAccount:
    bank: str
    number: str
    holder: str


@dataclass(frozen=True)
class Shop:
    """`origin_region` is the Kemendagri code of the province that parcels leave from.
    `working_days`: 1 is Monday; the hours are those of the shop's zone.
    """

    code: str = "toko"
    name: str = "Toko Saya"
    currency: str = "IDR"
    time_zone: str = "Asia/Jakarta"
    is_pkp: bool = True  # PKP: registered for PPN; a shop that is not charges none
    email: str = "halo@toko.example"
    phone: str = "+622150001234"
    whatsapp: str = ""
    address: str = "Jakarta"
    origin_region: str = "31"
    supplier_lead_days: int = 0  # from ordering goods to having them; 0: not told
    supplier_lead_days_sd: int = 0  # standard deviation of that
    tagline_id: str = ""
    tagline_en: str = ""
    working_days: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    opens: str = "08:00"
    closes: str = "17:00"
    keeps_holidays: bool = True  # closed on the country's public holidays
    refunded_starts_cohort: bool = False  # an order that was taken back whole begins one as well
    bank_accounts: tuple[BankAccount, ...] = field(
        default=(BankAccount("BCA", "0000000000", "Toko Saya"),)
    )

    def __post_init__(self) -> None:
        """Raises ValueError when the working week is none."""
        if not set(self.working_days) <= set(range(1, 8)) or not self.working_days:
            raise ValueError("working_days: some of 1 (Monday) to 7")
        if time.fromisoformat(self.opens) >= time.fromisoformat(self.closes):
            raise ValueError("opens: before closes")

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def today(self) -> date:
        """The business day in the shop's time zone."""
        return self.local(clock.now()).date()

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)


def current_shop() -> Shop:
    """The shop of this installation. Raises ImproperlyConfigured naming what does not fit."""
    path = settings.NIAGA_HOME / "shop.toml"
    try:
        stamp = path.stat().st_mtime_ns
    except FileNotFoundError:
        return Shop()
    return _read(path, stamp)


@lru_cache(maxsize=2)
def _read(path: Path, _stamp: int) -> Shop:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        accounts = tuple(BankAccount(**row) for row in data.pop("bank_accounts", []))
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise ImproperlyConfigured(f"{path}: {error}") from error
    known = {f.name for f in fields(Shop)}
    if unknown := sorted(set(data) - known):
        raise ImproperlyConfigured(f"{path}: unknown setting {', '.join(unknown)}")
    if accounts:
        data["bank_accounts"] = accounts
    try:
        return Shop(**data)
    except (TypeError, ValueError) as error:
        raise ImproperlyConfigured(f"{path}: {error}") from error
