"""The buyers: who they are, where they live, what they like, and when they come again."""

import random
from dataclasses import dataclass, field
from datetime import datetime

from niaga.simulate.history.records import Records
from niaga.simulate.shop.people import Person, landmark, make_person, street
from niaga.simulate.shop.places import CITIES
from niaga.store.customers.events import CustomerRegistered
from niaga.store.customers.models import Region


@dataclass(slots=True, eq=False)
class Buyer:
    """`rate` is purchases a day while active; `leaving` the chance to be gone after each."""

    key: int
    person: Person
    segment: str  # m, w or k
    size: str
    region: Region
    line: str
    landmark: str
    method: str  # usual way to pay
    rate: float
    leaving: float
    language: str
    created_at: datetime
    user: int | None = None
    registered_at: datetime | None = None
    orders: int = 0

    @property
    def agrees(self) -> bool:
        """Whether they let their visits be known; most do."""
        return random.Random(f"consent {self.key}").random() < 0.62

    @property
    def actor(self) -> str:
        return f"customer:{self.user}" if self.user else "guest"


@dataclass
class Crowd:
    rng: random.Random
    records: Records
    first_user: int  # keys below are the staff's
    buyers: list[Buyer] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._regions: dict[str, list[Region]] = {}
        for code in CITIES:
            found = list(
                Region.objects.filter(code__startswith=code + ".")
                .exclude(postal_code="")
                .order_by("code")
            )
            if found:
                self._regions[code] = found
        self._cities = list(self._regions)
        self._weights = [CITIES[city] for city in self._cities]

    @property
    def has_places(self) -> bool:
        return bool(self._cities)

    def newcomer(self, at: datetime) -> Buyer:
        rng = self.rng
        segment = rng.choices("mwk", (0.43, 0.46, 0.11))[0]
        woman = rng.random() < {"m": 0.12, "w": 0.93, "k": 0.74}[segment]
        city = rng.choices(self._cities, self._weights)[0]
        regions = self._regions[city]
        if segment == "m":
            size = round(min(45, max(39, rng.gauss(41.8, 1.4))))
        elif segment == "w":
            size = round(min(41, max(36, rng.gauss(38.3, 1.2))))
        else:
            size = rng.randint(26, 35)
        key = self.records.next_key("customer")
        loyal = rng.random() < 0.34
        buyer = Buyer(
            key=key,
            person=make_person(rng, key, woman=woman),
            segment=segment,
            size=str(size),
            region=regions[int(len(regions) * rng.random())],
            line=street(rng),
            landmark=landmark(rng),
            method=rng.choices(("midtrans", "bank_transfer", "cod"), (0.57, 0.2, 0.23))[0],
            rate=rng.gammavariate(1.6, 1 / 85) if loyal else rng.gammavariate(1.1, 1 / 160),
            leaving=rng.betavariate(1.6, 3.2) if loyal else rng.betavariate(4, 2),
            language="en" if rng.random() < 0.035 else "id",
            created_at=at,
        )
        return buyer

    def accept(self, buyer: Buyer, at: datetime) -> None:
        """The first order: from here on the shop knows the buyer."""
        self.buyers.append(buyer)
        if self.rng.random() < 0.3:
            self.register(buyer, at)

    def register(self, buyer: Buyer, at: datetime) -> None:
        buyer.user = self.first_user + self.records.next_key("account") - 1
        buyer.registered_at = at
        self.records.tell(at, CustomerRegistered(buyer.key), buyer.key, buyer.actor)
