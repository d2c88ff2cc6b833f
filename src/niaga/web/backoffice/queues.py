"""Today's work: what waits, for whom, and how much of it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from niaga.kernel.journal import DeadLetter
from niaga.kernel.work import failed_task_count
from niaga.store.inventory.queries import low_stock_count
from niaga.store.payments.queries import payments_waiting
from niaga.store.shipping.models import ShipmentState
from niaga.store.shipping.queries import shipments_by_state

PACK = (ShipmentState.OPEN, ShipmentState.PICKING)
HAND_OVER = (ShipmentState.PACKED,)
ON_THE_WAY = (ShipmentState.HANDED_OVER, ShipmentState.IN_TRANSIT)
IN_TROUBLE = (ShipmentState.EXCEPTION, ShipmentState.RETURNING)


@dataclass(frozen=True)
class Queue:
    """`urgent`: it is a fault, not a step on an order's way. `empty` says what nothing means."""

    key: str
    title: Promise
    icon: str
    permission: str
    empty: Promise
    urgent: bool = False


QUEUES = (
    Queue(
        "konfirmasi",
        _("Cek transfer"),
        "bank",
        "payments.view",
        _("Tidak ada transfer yang menunggu. Pesanan baru dengan transfer bank muncul di sini."),
    ),
    Queue(
        "kemas",
        _("Ambil dan kemas"),
        "box",
        "orders.view",
        _("Semua pesanan sudah dikemas. Pesanan yang dibayar muncul di sini."),
    ),
    Queue(
        "serahkan",
        _("Serahkan ke kurir"),
        "truck",
        "orders.view",
        _("Tidak ada paket yang menunggu kurir. Paket yang selesai dikemas muncul di sini."),
    ),
    Queue(
        "jalan",
        _("Dalam perjalanan"),
        "pin",
        "orders.view",
        _("Tidak ada paket di jalan."),
    ),
    Queue(
        "kendala",
        _("Paket terkendala"),
        "alert",
        "orders.view",
        _("Tidak ada paket yang terkendala atau kembali."),
        urgent=True,
    ),
    Queue(
        "titipan",
        _("Uang titipan"),
        "cash",
        "payments.view",
        _("Semua uang yang masuk sudah menemukan pesanannya."),
        urgent=True,
    ),
    Queue(
        "cod",
        _("COD belum disetor"),
        "card",
        "payments.view",
        _("Kurir tidak memegang uang toko."),
    ),
    Queue(
        "stok",
        _("Stok menipis"),
        "shoe",
        "stock.view",
        _("Stok semua produk di atas batas peringatan."),
    ),
    Queue(
        "macet",
        _("Pekerjaan macet"),
        "refresh",
        "journal.view",
        _("Tidak ada pesan tertunda atau pekerjaan yang gagal."),
        urgent=True,
    ),
    Queue(
        "ditolak",
        _("Notifikasi ditolak"),
        "shield",
        "payments.view",
        _("Dalam tujuh hari terakhir tidak ada notifikasi palsu atau rusak."),
        urgent=True,
    ),
)


@dataclass(frozen=True)
class Card:
    queue: Queue
    count: int


def cards(permissions: frozenset[str]) -> list[Card]:
    """The queues that these permissions open, with what waits in each. At most seven statements."""
    counts: dict[str, int] = {"stok": low_stock_count()}
    if "orders.view" in permissions:
        standing = shipments_by_state()
        for key, states in (
            ("kemas", PACK),
            ("serahkan", HAND_OVER),
            ("jalan", ON_THE_WAY),
            ("kendala", IN_TROUBLE),
        ):
            counts[key] = sum(standing.get(state, 0) for state in states)
    if "payments.view" in permissions:
        waiting = payments_waiting()
        counts |= {
            "konfirmasi": waiting.transfers,
            "cod": waiting.cash,
            "titipan": waiting.suspense,
            "ditolak": waiting.refused,
        }
    if "journal.view" in permissions:
        letters = DeadLetter.objects.filter(state=DeadLetter.State.OPEN).count()
        counts["macet"] = letters + failed_task_count()
    return [Card(q, counts[q.key]) for q in QUEUES if q.permission in permissions]
