"""From the shelf to the door: picking, packing, couriers, and what goes wrong on the way."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from niaga.simulate.history.money import Money
from niaga.simulate.history.records import Records
from niaga.simulate.history.seasons import JAKARTA, Seasons, at_local
from niaga.simulate.history.shelf import Shelf
from niaga.simulate.history.trade import OrderRecord, Trade
from niaga.simulate.shop.places import FAR_PROVINCES, OTHER, SERVICES
from niaga.store.shipping import events
from niaga.store.shipping.states import SHIPMENT

HUB = "Jakarta"


@dataclass(slots=True, eq=False)
class ParcelRecord:
    key: int
    order: OrderRecord
    created_at: datetime
    ready_at: datetime
    state: str = "open"
    tracking_number: str = ""
    picking_at: datetime | None = None
    packed_at: datetime | None = None
    handed_over_at: datetime | None = None
    delivered_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass
class Parcels:
    rng: random.Random
    records: Records
    seasons: Seasons
    trade: Trade
    money: Money
    shelf: Shelf
    keeper: str
    parcels: list[ParcelRecord] = field(default_factory=list)
    # parcel, source key, code, description, place, occurred, received
    tracking: list[tuple[int, str, str, str, str, datetime, datetime]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._of: dict[int, ParcelRecord] = {}

    def open(self, order: OrderRecord, confirmed: datetime, reversible_minutes: int) -> None:
        self.trade.at(
            confirmed + timedelta(seconds=self.rng.uniform(0.3, 1.5)),
            self._open,
            order,
            confirmed + timedelta(minutes=reversible_minutes),
        )

    def _open(self, at: datetime, order: OrderRecord, ready_at: datetime) -> None:
        if order.state != "confirmed" or order.key in self._of:
            return
        parcel = ParcelRecord(self.records.next_key("shipment"), order, at, ready_at)
        self.parcels.append(parcel)
        self._of[order.key] = parcel
        self.records.step(SHIPMENT, parcel.key, "", "open", at)
        self.records.tell(
            at,
            events.ShipmentOpened(parcel.key, order.key, order.rate.courier, order.rate.service),
            parcel.key,
        )
        crowd = self.seasons.crowded(at.astimezone(JAKARTA).date())
        start = self.seasons.staffed(max(at, ready_at) + timedelta(minutes=8))
        start = self.seasons.staffed(
            start + timedelta(minutes=self.rng.uniform(6, 110) * crowd**1.6)
        )
        if self.rng.random() < 0.008:
            self.trade.at(start, self._staff_cancels, parcel)
            return
        self.trade.at(start, self._pick, parcel)

    def _step(self, parcel: ParcelRecord, new: str, at: datetime, actor: str) -> None:
        self.records.step(SHIPMENT, parcel.key, parcel.state, new, at, actor=actor)
        parcel.state = new
        self.records.tell(
            at, events.ShipmentAdvanced(parcel.key, parcel.order.key, new), parcel.key, actor
        )

    def _staff_cancels(self, at: datetime, parcel: ParcelRecord) -> None:
        if parcel.order.state == "confirmed":
            reason = self.rng.choice(
                ("Pembeli salah pilih ukuran", "Barang cacat saat diperiksa", "Permintaan pembeli")
            )
            self.trade.end_order(at, parcel.order, "cancelled", reason, self.trade.sales)

    def end_with_order(self, order: OrderRecord, at: datetime) -> None:
        """A parcel of a cancelled order is not sent."""
        parcel = self._of.get(order.key)
        if parcel and parcel.state in {"open", "picking", "packed"}:
            parcel.ended_at = at + timedelta(seconds=1)
            self._step(parcel, "cancelled", parcel.ended_at, "system")

    def _pick(self, at: datetime, parcel: ParcelRecord) -> None:
        if parcel.state != "open":
            return
        parcel.picking_at = at
        self._step(parcel, "picking", at, self.keeper)
        packed = self.seasons.staffed(at + timedelta(minutes=self.rng.uniform(7, 55)))
        self.trade.at(packed, self._pack, parcel)

    def _pack(self, at: datetime, parcel: ParcelRecord) -> None:
        if parcel.state != "picking":
            return
        parcel.packed_at = at
        self._step(parcel, "packed", at, self.keeper)
        day = at.astimezone(JAKARTA).date()
        pickup = at_local(day, 16, self.rng.randint(10, 55), self.rng.randint(0, 59))
        if at > pickup - timedelta(minutes=12) or self.rng.random() < 0.05:
            opening = self.seasons.staffed(at_local(day + timedelta(days=1), 9))
            day = opening.astimezone(JAKARTA).date()
            pickup = at_local(day, 10 if self.rng.random() < 0.5 else 16, self.rng.randint(5, 55))
        self.trade.at(pickup, self._hand_over, parcel)

    def _hand_over(self, at: datetime, parcel: ParcelRecord) -> None:
        if parcel.state != "packed":
            return
        rate = parcel.order.rate
        service = SERVICES.get((rate.courier, rate.service), OTHER)
        parcel.tracking_number = f"{service.prefix}{10**9 + parcel.key * 7919}"
        parcel.handed_over_at = at
        self._step(parcel, "handed_over", at, self.keeper)
        self.trade.hand_over(parcel.order, at)
        transit = at + timedelta(hours=self.rng.uniform(2, 9))
        self.trade.at(transit, self._in_transit, parcel)

    def _in_transit(self, at: datetime, parcel: ParcelRecord) -> None:
        self._scan(parcel, "in_transit", f"Paket diberangkatkan dari {HUB}", HUB, at)
        self._step(parcel, "in_transit", at, "system")
        order, rng = parcel.order, self.rng
        province = order.buyer.region.code[:2]
        handed = (parcel.handed_over_at or at).astimezone(JAKARTA).date()
        low, high = order.rate.days_min, order.rate.days_max
        days = rng.randint(low, high)
        service = SERVICES.get((order.rate.courier, order.rate.service), OTHER)
        late = service.late * self.seasons.crowded(handed)
        if province in FAR_PROVINCES:
            late *= 1.7
        trouble = rng.random()
        if trouble < late:
            days = high + rng.choice((1, 1, 1, 2, 2, 3, 4, 6))
        day = handed + timedelta(days=days)
        if day in self.seasons.closed:
            day += timedelta(days=rng.randint(1, 3))
        arrival = at_local(day, rng.randint(10, 19), rng.randint(0, 59), rng.randint(0, 59))
        arrival = max(arrival, at + timedelta(hours=9))
        refusing = 0.055 if order.method == "cod" else 0.003
        fate = rng.random()
        has_unit = any(item.unit for item, _quantity, _price in order.lines)
        if fate < refusing and not has_unit:
            self.trade.at(arrival, self._refused, parcel)
        elif fate < refusing + 0.0013:
            self.trade.at(arrival + timedelta(days=8), self._lost, parcel)
        else:
            middle = at + (arrival - at) * rng.uniform(0.5, 0.85)
            self.trade.at(middle, self._near, parcel)
            if trouble < late * 0.25:
                self.trade.at(middle + timedelta(minutes=40), self._exception, parcel, arrival)
            else:
                self.trade.at(arrival, self._delivered, parcel)

    def _near(self, at: datetime, parcel: ParcelRecord) -> None:
        city = parcel.order.buyer.region.city
        self._scan(parcel, "note", f"Paket tiba di gudang {city}", city, at)

    def _exception(self, at: datetime, parcel: ParcelRecord, arrival: datetime) -> None:
        city = parcel.order.buyer.region.city
        why = self.rng.choice(
            ("Alamat tidak ditemukan, kurir menghubungi penerima", "Penerima tidak di tempat",
             "Pengantaran tertunda karena banjir", "Paket salah sortir")
        )  # fmt: skip
        self._scan(parcel, "exception", why, city, at)
        self._step(parcel, "exception", at, "system")
        self.trade.at(max(arrival, at + timedelta(hours=5)), self._delivered, parcel)

    def _delivered(self, at: datetime, parcel: ParcelRecord) -> None:
        order = parcel.order
        who = self.rng.choice(("penerima langsung", "keluarga serumah", "satpam", "rekan kerja"))
        self._scan(parcel, "delivered", f"Diterima oleh {who}", order.buyer.region.city, at)
        parcel.delivered_at = at
        self._step(parcel, "delivered", at, "system")
        self.records.tell(at, events.ShipmentDelivered(parcel.key, order.key), parcel.key)
        self.trade.complete(order, at)

    def _refused(self, at: datetime, parcel: ParcelRecord) -> None:
        city = parcel.order.buyer.region.city
        self._scan(parcel, "returning", "Penerima menolak paket; dikembalikan", city, at)
        self._step(parcel, "returning", at, "system")
        back = at + timedelta(days=self.rng.randint(3, 8), hours=self.rng.randint(0, 5))
        self.trade.at(back, self._back, parcel)

    def _back(self, at: datetime, parcel: ParcelRecord) -> None:
        self._scan(parcel, "returned_to_origin", "Paket diterima kembali oleh toko", HUB, at)
        parcel.ended_at = at
        self._step(parcel, "returned_to_origin", at, "system")
        order = parcel.order
        self.trade.end_order(at, order, "cancelled", "returned to origin", "system")
        unpacked = self.seasons.staffed(at + timedelta(hours=3))
        self.trade.at(unpacked, self._restock, order)

    def _restock(self, at: datetime, order: OrderRecord) -> None:
        for item, quantity, _price in order.lines:
            key = f"restock:{order.number}:{item.key}"
            self.shelf.receive(item, quantity, at, order.reference, key=key, kind="restock")

    def _lost(self, at: datetime, parcel: ParcelRecord) -> None:
        self._scan(parcel, "lost", "Paket dinyatakan hilang oleh kurir", HUB, at)
        parcel.ended_at = at
        self._step(parcel, "lost", at, "system")
        self.trade.end_order(at, parcel.order, "cancelled", "lost", "system")

    def _scan(self, parcel: ParcelRecord, code: str, what: str, place: str, at: datetime) -> None:
        at = at.astimezone(UTC)
        heard = at + timedelta(minutes=self.rng.randint(1, 12))
        key = f"{parcel.tracking_number}:{code}:{int(at.timestamp())}"
        self.tracking.append((parcel.key, key, code, what, place, at, min(heard, self.trade.end)))
