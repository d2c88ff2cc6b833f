"""The shop's settings, categories, attributes and brands. All brands are invented."""

from dataclasses import dataclass

SHOP_TOML = """\
code = "kshoes"
name = "Kshoe's"
currency = "IDR"
time_zone = "Asia/Jakarta"
is_pkp = true
email = "halo@kshoes.example"
phone = "+622150001234"
whatsapp = "+628340001234"
address = "Jl. Tebet Timur Dalam No. 118, Tebet, Kota Administrasi Jakarta Selatan 12820"
origin_region = "31"
supplier_lead_days = 14
supplier_lead_days_sd = 4
tagline_id = "Sepatu baru dan bekas berkualitas, langkahnya sampai ke mana saja."
tagline_en = "New and carefully chosen pre-loved shoes, for wherever you are going."

[[bank_accounts]]
bank = "BCA"
number = "0000118001"
holder = "Kshoe's Indonesia"

[[bank_accounts]]
bank = "Mandiri"
number = "0000000118002"
holder = "Kshoe's Indonesia"
"""

BRANDS = (
    "Velodra",
    "Tapaka",
    "Sagantra",
    "Kirasol",
    "Jagatri",
    "Lantara",
    "Orvane",
    "Pavesta",
    "Rumbai",
    "Gelanta",
)


@dataclass(frozen=True)
class CategorySpec:
    """`picture` is (silhouette, colourway) of the drawing that stands for it."""

    slug: str
    name_id: str
    name_en: str
    parent: str
    picture: tuple[str, str]


CATEGORIES = tuple(
    CategorySpec(*row)
    for row in (
        ("pria", "Pria", "Men", "", ("derby", "tan")),
        ("sneakers-pria", "Sneakers Pria", "Men's Sneakers", "pria", ("sneaker_low", "putih")),
        ("lari-pria", "Sepatu Lari Pria", "Men's Running", "pria", ("runner", "navy")),
        ("formal-pria", "Formal Pria", "Men's Formal", "pria", ("derby", "cokelat")),
        ("boots-pria", "Boots Pria", "Men's Boots", "pria", ("chelsea", "cokelat")),
        ("sandal-pria", "Sandal Pria", "Men's Sandals", "pria", ("strap_sandal", "cokelat")),
        ("bola-pria", "Sepatu Bola", "Football Boots", "pria", ("football", "tosca")),
        ("wanita", "Wanita", "Women", "", ("heels", "maroon")),
        (
            "sneakers-wanita",
            "Sneakers Wanita",
            "Women's Sneakers",
            "wanita",
            ("sneaker_low", "sage"),
        ),
        ("lari-wanita", "Sepatu Lari Wanita", "Women's Running", "wanita", ("runner", "lilac")),
        ("heels", "Heels", "Heels", "wanita", ("heels", "nude")),
        ("flat", "Flat Shoes", "Flats", "wanita", ("flat", "pink")),
        ("boots-wanita", "Boots Wanita", "Women's Boots", "wanita", ("chelsea", "hitam-pekat")),
        ("sandal-wanita", "Sandal Wanita", "Women's Sandals", "wanita", ("strap_sandal", "krem")),
        ("anak", "Anak", "Kids", "", ("kids", "koral")),
        ("sneakers-anak", "Sneakers Anak", "Kids' Sneakers", "anak", ("kids", "biru")),
        ("sekolah-anak", "Sepatu Sekolah", "School Shoes", "anak", ("kids", "hitam-pekat")),
        ("sandal-anak", "Sandal Anak", "Kids' Sandals", "anak", ("slide", "koral")),
        ("bekas", "Bekas Berkualitas", "Pre-loved", "", ("hiking", "zaitun")),
        ("bekas-pria", "Bekas Pria", "Pre-loved Men", "bekas", ("sneaker_high", "hitam")),
        ("bekas-wanita", "Bekas Wanita", "Pre-loved Women", "bekas", ("sneaker_low", "pink")),
    )
)


@dataclass(frozen=True)
class AttributeSpec:
    code: str
    label_id: str
    label_en: str
    kind: str
    unit: str = ""


ATTRIBUTES = (
    AttributeSpec("bahan-atas", "Bahan atas", "Upper", "text"),
    AttributeSpec("sol", "Sol luar", "Outsole", "text"),
    AttributeSpec("penutupan", "Penutupan", "Closure", "text"),
    AttributeSpec("asal", "Dibuat di", "Made in", "text"),
    AttributeSpec("tinggi-sol", "Tinggi sol", "Sole height", "number", "cm"),
    AttributeSpec("tahan-air", "Tahan air", "Water resistant", "yes_no"),
)
