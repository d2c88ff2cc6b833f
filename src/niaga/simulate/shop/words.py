"""What the shop says of its shoes, in Indonesian and English, put together from true parts."""

import random
from dataclasses import dataclass

from niaga.simulate.shop.goods import Model

Pair = tuple[str, str]  # Indonesian, English


@dataclass(frozen=True)
class Kind:
    """What all shoes of one silhouette have in common."""

    noun: Pair
    upper: tuple[Pair, ...]
    sole: Pair
    closure: Pair
    height: float  # cm
    weight: int  # grams, packed, of an adult's pair
    openings: tuple[Pair, ...]
    details: tuple[Pair, ...]
    care: Pair


LEATHER = ("kulit sapi asli", "full-grain cow leather")
SUEDE = ("kulit suede", "suede leather")
SYNTHETIC = ("kulit sintetis", "synthetic leather")
CANVAS = ("kanvas katun", "cotton canvas")
KNIT = ("rajut berongga", "engineered knit")
MESH = ("jala poliester", "polyester mesh")
RUBBER = ("karet alam", "natural rubber")
EVA = ("busa EVA dan karet", "EVA foam and rubber")
LACES = ("tali", "laces")
PULL_ON = ("tanpa tali", "slip-on")
STRAP = ("perekat", "hook and loop")
WIPE = (
    "Bersihkan dengan kain lembap, lalu angin-anginkan; jangan dijemur langsung.",
    "Wipe with a damp cloth and air dry away from direct sun.",
)
POLISH = (
    "Semir tipis sebulan sekali dan simpan dengan penyangga agar bentuknya tetap.",
    "Polish lightly once a month and store with shoe trees to keep the shape.",
)
WASH = (
    "Boleh dicuci tangan dengan air dingin; lepaskan insolnya lebih dulu.",
    "Hand wash in cold water; take the insoles out first.",
)

KINDS: dict[str, Kind] = {
    "sneaker_low": Kind(
        ("Sneakers", "Sneakers"), (SYNTHETIC, LEATHER, SUEDE), RUBBER, LACES, 3.0, 950,
        (
            ("Sneakers bergaris bersih yang cocok dengan celana apa pun di lemari Anda.",
             "A clean-lined sneaker that goes with anything in your wardrobe."),
            ("Dipakai ke kampus, ke kantor, lalu nongkrong: satu pasang untuk sehari penuh.",
             "From campus to office to coffee: one pair for the whole day."),
            ("Potongan klasik lapangan tenis, dibuat ringan untuk jalanan kota.",
             "A classic court cut, made light for city streets."),
        ),
        (
            ("Kerahnya berbusa tebal sehingga tumit tidak lecet sejak hari pertama.",
             "A well-padded collar keeps your heel happy from day one."),
            ("Bagian jari berlubang halus supaya kaki tetap sejuk.",
             "Fine perforations over the toes keep feet cool."),
            ("Sol cup dijahit keliling, bukan hanya dilem.",
             "The cupsole is stitched all round, not just glued."),
        ), WIPE,
    ),
    "sneaker_high": Kind(
        ("Sneakers Tinggi", "High-top Sneakers"), (CANVAS, SUEDE), RUBBER, LACES, 3.0, 1050,
        (
            ("Siluet tinggi yang tidak pernah lekang, dengan moncong karet yang kokoh.",
             "A high-top shape that never dates, with a sturdy rubber toe."),
            ("Untuk konser, studio, dan jalan kaki pulang tengah malam.",
             "For gigs, studios and the long walk home."),
        ),
        (
            ("Pergelangan kaki ditopang lembut tanpa terasa kaku.",
             "Soft support around the ankle without stiffness."),
            ("Kanvas 12 oz yang makin enak setelah sering dipakai.",
             "12 oz canvas that gets better the more you wear it."),
            ("Lubang talinya diberi ring logam antikarat.", "Rust-proof metal eyelets throughout."),
        ), WASH,
    ),
    "slip_on": Kind(
        ("Slip-on", "Slip-ons"), (CANVAS, SYNTHETIC), RUBBER, PULL_ON, 2.5, 800,
        (
            ("Tinggal masuk, langsung jalan: sepatu untuk pagi yang terburu-buru.",
             "Step in and go: shoes for mornings in a hurry."),
            ("Ringan dan lentur, mudah dilepas saat masuk rumah atau musala.",
             "Light and flexible, easy off at the door."),
        ),
        (
            ("Karet elastis di kedua sisi mengikuti punggung kaki yang tinggi maupun rendah.",
             "Elastic gores on both sides follow high and low insteps alike."),
            ("Insol berlapis busa ingat-bentuk setebal 5 mm.", "A 5 mm memory-foam insole."),
        ), WASH,
    ),
    "runner": Kind(
        ("Sepatu Lari", "Running Shoes"), (KNIT, MESH), EVA, LACES, 3.4, 850,
        (
            ("Bantalan empuk untuk lari harian, dengan lengkung sol yang mengajak melaju.",
             "Soft cushioning for daily miles, with a rocker that keeps you rolling."),
            ("Dibuat untuk aspal panas Indonesia: ringan, berongga, dan cepat kering.",
             "Made for hot tarmac: light, airy and quick to dry."),
            ("Teman lari pagi sampai lomba pertama Anda.",
             "From your morning jog to your first race."),
        ),
        (
            ("Jarak tumit ke jari 8 mm dan penahan tumit yang mantap.",
             "An 8 mm drop and a secure heel counter."),
            ("Bagian depan lebar sehingga jari kaki leluasa.", "A roomy toe box lets toes spread."),
            ("Karet tambahan di titik yang paling cepat aus.",
             "Extra rubber where soles wear out first."),
        ), WASH,
    ),
    "football": Kind(
        ("Sepatu Bola", "Football Boots"), (SYNTHETIC, KNIT), ("TPU pul cetak", "moulded TPU studs"),
        LACES, 2.2, 800,
        (
            ("Pul cetak untuk rumput asli, lincah saat berbelok dan kokoh saat menendang.",
             "Moulded studs for natural grass: quick in the turn, solid in the strike."),
            ("Ringan di kaki, lengket di bola.", "Light on the foot, close to the ball."),
        ),
        (
            ("Rusuk halus di punggung kaki membantu mengendalikan bola.",
             "Fine ribs on the vamp help control the ball."),
            ("Pas di kaki; pilih satu nomor lebih besar bila memakai kaus kaki tebal.",
             "A snug fit; go one size up with thick socks."),
        ), WIPE,
    ),
    "loafer": Kind(
        ("Loafer", "Loafers"), (LEATHER, SUEDE), ("karet dan kulit", "rubber and leather"), PULL_ON,
        2.5, 1100,
        (
            ("Loafer dengan jahitan tangan di bagian apron, pantas untuk rapat dan resepsi.",
             "Loafers with a hand-sewn apron, right for meetings and weddings."),
            ("Rapi tanpa terlihat berusaha: cukup dengan celana bahan atau jin gelap.",
             "Sharp without trying: wear with chinos or dark denim."),
        ),
        (
            ("Lapisan dalamnya kulit domba yang menyerap keringat.",
             "Lined with breathable sheepskin."),
            ("Bentuknya menyesuaikan kaki setelah beberapa kali dipakai.",
             "Moulds to your foot after a few wears."),
        ), POLISH,
    ),
    "derby": Kind(
        ("Sepatu Formal", "Dress Shoes"), (LEATHER,), ("karet dan kulit", "rubber and leather"),
        LACES, 2.8, 1250,
        (
            ("Derby berujung rapi untuk kantor, wisuda, dan hari pernikahan.",
             "A neat cap-toe derby for the office, graduation and the wedding day."),
            ("Dikerjakan tangan perajin berpengalaman, dengan jahitan ganda.",
             "Hand-finished by experienced craftsmen, with double stitching."),
        ),
        (
            ("Bukaan derby mudah disetel untuk kaki lebar.",
             "The open lacing adjusts easily to wider feet."),
            ("Hak karet antiselip, tidak berbunyi di lantai keramik.",
             "Non-slip rubber heel, quiet on tiles."),
        ), POLISH,
    ),
    "heels": Kind(
        ("Heels", "Heels"), (SYNTHETIC, SUEDE, LEATHER), ("karet tipis", "thin rubber"), PULL_ON,
        8.0, 850,
        (
            ("Hak delapan sentimeter yang seimbang, nyaman berdiri sepanjang resepsi.",
             "A balanced eight-centimetre heel you can stand in all evening."),
            ("Garis leher rendah yang membuat kaki tampak jenjang.",
             "A low-cut line that lengthens the leg."),
        ),
        (
            ("Bantalan tambahan di bawah telapak depan.", "Extra padding under the ball of the foot."),
            ("Ujung hak dapat diganti; sepasang cadangan disertakan.",
             "Replaceable heel tips; a spare pair is included."),
        ), WIPE,
    ),
    "flat": Kind(
        ("Flat Shoes", "Flats"), (SYNTHETIC, SUEDE), RUBBER, PULL_ON, 1.5, 650,
        (
            ("Flat lembut untuk hari yang banyak jalannya.", "Soft flats for days with lots of walking."),
            ("Manis dengan rok, rapi dengan celana kerja.",
             "Sweet with a skirt, smart with work trousers."),
        ),
        (
            ("Karet halus di sekeliling bukaan menahan tumit tanpa menjepit.",
             "A fine elastic edge holds the heel without pinching."),
            ("Solnya lentur, bisa ditekuk dua.", "The sole bends right over."),
        ), WIPE,
    ),
    "chelsea": Kind(
        ("Chelsea Boots", "Chelsea Boots"), (SUEDE, LEATHER), ("karet bergerigi", "lugged rubber"),
        PULL_ON, 3.2, 1400,
        (
            ("Boots pendek berkaret sisi yang rapi dari hujan sampai kondangan.",
             "Elastic-sided boots that work from rain to reception."),
            ("Potongannya ramping di pergelangan, lega di jari.",
             "Slim at the ankle, easy at the toes."),
        ),
        (
            ("Dua telinga tarik memudahkan memakainya.", "Two pull tabs make them easy to get on."),
            ("Tumit dijahit berlapis supaya tidak melebar.",
             "Layered stitching keeps the heel in shape."),
        ), POLISH,
    ),
    "hiking": Kind(
        ("Sepatu Gunung", "Hiking Boots"), (SUEDE, SYNTHETIC), ("karet bergerigi dalam", "deep-lugged rubber"),
        LACES, 3.8, 1650,
        (
            ("Untuk jalur basah Merbabu dan akhir pekan di hutan pinus.",
             "For wet trails on Merbabu and weekends among the pines."),
            ("Menopang pergelangan, tetap ringan di tanjakan panjang.",
             "Supports the ankle yet stays light on long climbs."),
        ),
        (
            ("Pelindung karet di jari menghadapi akar dan batu.",
             "A rubber toe guard takes on roots and rocks."),
            ("Lidah menyatu, kerikil tidak mudah masuk.", "A bellows tongue keeps grit out."),
        ), WIPE,
    ),
    "slide": Kind(
        ("Sandal Slide", "Slides"), (SYNTHETIC, ("EVA cetak", "moulded EVA")), EVA, PULL_ON, 3.0, 500,
        (
            ("Sandal selop empuk untuk rumah, warung, dan kolam renang.",
             "Cushy slides for home, the corner shop and the pool."),
            ("Langsung pakai, langsung nyaman, cepat kering.",
             "On in a second, comfy at once, quick to dry."),
        ),
        (
            ("Tapak berkontur menopang lengkung kaki.", "A contoured footbed supports the arch."),
            ("Alur di bawahnya tidak licin di lantai basah.", "Grooves grip wet floors."),
        ), WASH,
    ),
    "strap_sandal": Kind(
        ("Sandal Gunung", "Strap Sandals"), (SYNTHETIC, LEATHER), RUBBER, ("gesper", "buckles"), 3.2, 750,
        (
            ("Dua gesper, satu tali tumit: pas untuk jalan jauh dan mudik.",
             "Two buckles and a heel strap: good for long walks and the trip home."),
            ("Terbuka dan sejuk, tetapi tetap mengikat kaki dengan mantap.",
             "Open and cool, yet firmly on the foot."),
        ),
        (
            ("Tali dapat disetel di tiga titik.", "Adjusts at three points."),
            ("Tapaknya dilapisi kain mikro yang tidak lengket.",
             "The footbed is lined with microfibre that never sticks."),
        ), WIPE,
    ),
    "kids": Kind(
        ("Sepatu Anak", "Kids' Shoes"), (MESH, SYNTHETIC), RUBBER, STRAP, 2.6, 550,
        (
            ("Ringan, lentur, dan tahan diajak lari-larian sampai sore.",
             "Light, bendy and ready to run about till dusk."),
            ("Perekat lebar memudahkan anak memakai sepatu sendiri.",
             "Wide straps let children put them on by themselves."),
        ),
        (
            ("Ujung depan diberi pelindung agar awet.", "A toe guard makes them last."),
            ("Sisakan satu sentimeter di depan jari untuk tumbuh.",
             "Leave a centimetre in front of the toes to grow."),
        ), WASH,
    ),
}  # fmt: skip

PLACES: tuple[Pair, ...] = (
    ("Cibaduyut, Bandung", "Cibaduyut, Bandung"),
    ("Mojokerto, Jawa Timur", "Mojokerto, East Java"),
    ("Magetan, Jawa Timur", "Magetan, East Java"),
    ("Tangerang, Banten", "Tangerang, Banten"),
    ("Sidoarjo, Jawa Timur", "Sidoarjo, East Java"),
    ("Garut, Jawa Barat", "Garut, West Java"),
)
FIT: tuple[Pair, ...] = (
    ("Ukuran normal: pilih nomor yang biasa Anda pakai.", "True to size: choose your usual number."),
    ("Potongannya sedikit sempit; untuk kaki lebar naik satu nomor.",
     "Runs slightly narrow; wide feet go one size up."),
    ("Ukuran normal, dengan ruang jari yang lega.", "True to size, with a roomy toe box."),
)  # fmt: skip

# a name that tells the material
NAMED = {"Kulit": LEATHER, "Suede": SUEDE, "Kanvas": CANVAS}
WHOSE = {"pria": ("Pria", "Men's"), "wanita": ("Wanita", "Women's"), "anak": ("Anak", "Kids'")}


def whose(model: Model) -> Pair:
    if model.category in {"heels", "flat"}:
        return WHOSE["wanita"]
    return WHOSE[model.category.rsplit("-", 1)[1]]


def noun(model: Model) -> Pair:
    if model.category == "sekolah-anak":
        return ("Sepatu Sekolah", "School Shoes")
    if model.silhouette == "strap_sandal" and model.category in {"sandal-wanita"}:
        return ("Sandal Tali", "Strap Sandals")
    if model.silhouette == "kids":
        return ("Sneakers", "Sneakers")
    return KINDS[model.silhouette].noun


def product_name(model: Model) -> Pair:
    owner, kind = whose(model), noun(model)
    bare = model.name.removesuffix(" W")
    needs_owner = model.category not in {"heels", "flat"}
    return (
        f"{model.brand} {bare} {kind[0]}" + (f" {owner[0]}" if needs_owner else ""),
        f"{model.brand} {bare} " + (f"{owner[1]} " if needs_owner else "") + kind[1],
    )


@dataclass(frozen=True)
class Text:
    """Everything that is said of one model."""

    name: Pair
    description: Pair
    upper: Pair
    sole: Pair
    closure: Pair
    origin: Pair
    height: float
    water_resistant: bool
    weight: int


def describe(model: Model) -> Text:
    """The same model gets the same words, whatever the seed of the history."""
    rng = random.Random(f"{model.brand} {model.name}")
    kind = KINDS[model.silhouette]
    upper, origin, fit = rng.choice(kind.upper), rng.choice(PLACES), rng.choice(FIT)
    upper = next((u for word, u in NAMED.items() if word in model.name), upper)
    first, second = rng.choice(kind.openings), rng.choice(kind.details)
    made = (
        f"Bagian atasnya dari {upper[0]} dengan sol {kind.sole[0]}, dibuat di {origin[0]}.",
        f"Upper: {upper[1]}. Outsole: {kind.sole[1]}. Made in {origin[1]}.",
    )
    texts = (first, second, made, fit, kind.care)
    small = model.category.endswith("-anak")
    return Text(
        name=product_name(model),
        description=(
            " ".join(t[0] for t in texts[:3]) + "\n\n" + " ".join(t[0] for t in texts[3:]),
            " ".join(t[1] for t in texts[:3]) + "\n\n" + " ".join(t[1] for t in texts[3:]),
        ),
        upper=upper,
        sole=kind.sole,
        closure=kind.closure,
        origin=origin,
        height=kind.height,
        water_resistant="Tahan Air" in model.name or "Musim Hujan" in model.name,
        weight=kind.weight if not small or model.silhouette == "kids" else kind.weight * 6 // 10,
    )
