"""Makes Kshoe's in the database: all of it in one transaction, or nothing."""

import contextlib
import gc
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.utils.translation import gettext_lazy as _

from niaga.kernel import journal
from niaga.kernel.errors import NiagaError
from niaga.kernel.idempotency import fingerprint
from niaga.kernel.models import IdempotencyKey
from niaga.kernel.permissions import Role
from niaga.kernel.shop import Shop, current_shop
from niaga.kernel.transactions import unit_of_work
from niaga.simulate.history import catalogue_rows, order_rows
from niaga.simulate.history.crowd import Buyer
from niaga.simulate.history.exports import Written, write_exports
from niaga.simulate.history.making import History, make_history
from niaga.simulate.history.visits import write_visits
from niaga.simulate.history.writing import insert, reset_sequences
from niaga.simulate.shop.people import STAFF
from niaga.simulate.shop.structure import SHOP_TOML
from niaga.store.catalog.models import Attribute, Brand, Category, Product, Variant
from niaga.store.customers.events import StaffCreated
from niaga.store.customers.models import Customer, Region, User
from niaga.store.inventory.models import Hold, Location, Unit
from niaga.store.orders.models import Order, OrderLine
from niaga.store.payments.models import PaymentAttempt, SuspenseEntry
from niaga.store.reviews.models import Review
from niaga.store.shipping.models import Shipment

SCOPE, KEY = "simulate", "demo"
SIGN_IN = "demo-signin.txt"
Progress = Callable[[str, float], None]

# models whose keys are given by hand
_KEYED = (
    Location, Brand, Category, Attribute, Product, Variant, Unit, User, Customer, Order, OrderLine,
    Hold, PaymentAttempt, SuspenseEntry, Shipment, Review,
)  # fmt: skip


class ShopIsNotEmpty(NiagaError):
    code = "simulate.shop_is_not_empty"
    message = _(
        "Toko di %(home)s sudah berisi data sendiri; toko demo hanya dibuat di tempat kosong. "
        "Pilih folder lain dengan NIAGA_HOME."
    )


class RegionsMissing(NiagaError):
    code = "simulate.regions_missing"
    message = _("Data wilayah belum ada. Jalankan dulu: niaga loadregions")


@dataclass(frozen=True)
class Opened:
    """How much was made. `exports`: files of other systems that are yet to be imported."""

    orders: int
    customers: int
    products: int
    used_pairs: int
    reviews: int
    visits: int
    exports: tuple[Written, ...]


def is_open() -> bool:
    """Whether the demo shop was made here already."""
    return IdempotencyKey.objects.filter(scope=SCOPE, key=KEY).exists()


def open_shop(*, seed: int, months: int, end: datetime, progress: Progress) -> Opened:
    """Raises ShopIsNotEmpty, RegionsMissing. `progress` gets a stage and its share done."""
    if Product.objects.exists() or Order.objects.exists() or Customer.objects.exists():
        raise ShopIsNotEmpty(home=settings.NIAGA_HOME)
    if not Region.objects.exists():
        raise RegionsMissing()
    shop = _settle_in()
    # Hashing passwords is slow on purpose, and leaves the other processor free meanwhile.
    roles = [role for _name, role in STAFF]
    passwords = {name: _password() for name in (*roles, "customer")}
    with ThreadPoolExecutor(1) as aside, _no_garbage_hunt():
        hashes = aside.map(make_password, passwords.values())
        return _open(shop, seed, months, end, passwords, hashes, progress)


@contextlib.contextmanager
def _no_garbage_hunt() -> Iterator[None]:
    """A history is millions of objects that all stay: looking for garbage among them is in vain."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _open(
    shop: Shop,
    seed: int,
    months: int,
    end: datetime,
    passwords: dict[str, str],
    hashing: Iterable[str],
    progress: Progress,
) -> Opened:
    staff = {role: f"staff:{n}" for n, (_name, role) in enumerate(STAFF, 1)}
    history = make_history(
        seed=seed,
        months=months,
        end=end,
        shop=shop,
        first_user=len(STAFF) + 1,
        sales=staff["sales"],
        keeper=staff["warehouse"],
        editor=staff["marketing"],
        progress=lambda share: progress("history", share),
    )
    media = Path(settings.MEDIA_ROOT)
    catalogue_rows.write_marks(media)
    goods = sorted(history.shelf.goods, key=lambda one: one.key)
    pictures = catalogue_rows.draw_pictures(goods, media, lambda share: progress("pictures", share))
    visits = write_visits(
        history, Path(settings.NIAGA_HOME) / "visits", lambda share: progress("visits", share)
    )
    exports = write_exports(history, Path(settings.NIAGA_HOME))
    hashes = dict(zip(passwords, hashing, strict=True))
    regular = _regular(history)
    guest_book = {regular.user: hashes["customer"]} if regular and regular.user else {}
    began = history.seasons.first
    steps: list[tuple[str, Callable[[], object]]] = [
        ("catalogue", catalogue_rows.write_structure),
        ("catalogue", lambda: catalogue_rows.write_products(goods)),
        ("catalogue", lambda: catalogue_rows.write_pictures(pictures)),
        ("stock", lambda: catalogue_rows.write_stock(history.shelf, goods)),
        ("people", lambda: _write_staff(history, hashes)),
        ("people", lambda: order_rows.write_customers(history.crowd, guest_book)),
        ("orders", lambda: order_rows.write_orders(history)),
        ("payments", lambda: order_rows.write_payments(history)),
        ("parcels", lambda: order_rows.write_parcels(history)),
        ("reviews", lambda: order_rows.write_reviews(history)),
        ("journal", lambda: history.records.write()),
        ("journal", lambda: reset_sequences(_KEYED)),
        # what these events cause has been written with them
        ("journal", lambda: journal.fast_forward()),
    ]
    with unit_of_work():
        for n, (stage, deed) in enumerate(steps):
            progress(stage, n / len(steps))
            deed()
        insert(
            IdempotencyKey,
            ("scope", "key", "request_hash", "result", "created_at"),
            [(SCOPE, KEY, fingerprint({"seed": seed, "months": months}), f"{began}", end)],
        )
        _keep_sign_in(passwords, regular.person.email if regular else "")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return Opened(
        orders=len(history.trade.orders),
        customers=len(history.crowd.buyers),
        products=sum(one.pair is None for one in goods),
        used_pairs=len(history.shelf.units),
        reviews=len(history.reviews),
        visits=visits,
        exports=exports,
    )


def _settle_in() -> Shop:
    """The shop's own settings; those that are there already are respected."""
    path = Path(settings.NIAGA_HOME) / "shop.toml"
    if not path.exists():
        draft = path.with_suffix(".part")
        draft.write_text(SHOP_TOML, encoding="utf-8")
        draft.replace(path)
    return current_shop()


def _password() -> str:
    """Said once to whoever starts the demo; the database keeps its hash only."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def _regular(history: History) -> Buyer | None:
    """A customer with an account and many orders, for whoever wants to look at the account."""
    accounts = [buyer for buyer in history.crowd.buyers if buyer.user]
    return max(accounts, key=lambda buyer: (min(buyer.orders, 8), -buyer.key), default=None)


def staff_email(role: str) -> str:
    return f"{role}@kshoes.example"


def _write_staff(history: History, hashes: dict[str, str]) -> None:
    since = history.shelf.goods[0].published_at - timedelta(days=30)
    rows = []
    for n, (name, role) in enumerate(STAFF, 1):
        rows.append((n, staff_email(role), name, str(Role(role)), hashes[role], since))
        history.records.tell(since, StaffCreated(n, role), n)
    insert(User, ("id", "email", "name", "role", "password", "created_at"), rows)


def _keep_sign_in(passwords: dict[str, str], customer: str) -> None:
    """Readable by its owner alone."""
    lines = ["Masuk kantor / Staff sign-in:"]
    lines += [f"  {staff_email(role):28} {passwords[role]}   ({name})" for name, role in STAFF]
    if customer:
        lines += ["Akun pelanggan / Customer account:", f"  {customer:28} {passwords['customer']}"]
    path = Path(settings.NIAGA_HOME) / SIGN_IN
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("\n".join(lines) + "\n")
