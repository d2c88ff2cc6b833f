"""The new shoes: every model with its silhouette, colours and price. Prices in whole rupiah."""

from collections.abc import Iterator
from dataclasses import dataclass

MEN, WOMEN, KIDS = tuple(range(39, 46)), tuple(range(36, 42)), tuple(range(26, 36))


@dataclass(frozen=True)
class Model:
    """`was` is the former price, 0 for none; `popularity` is how much more it sells than others."""

    brand: str
    name: str
    category: str
    silhouette: str
    price: int
    colours: tuple[str, ...]
    was: int = 0
    popularity: float = 1.0

    @property
    def sizes(self) -> tuple[int, ...]:
        if self.category.endswith("-anak"):
            return KIDS
        women = self.category.endswith("-wanita") or self.category in {"heels", "flat"}
        return WOMEN if women else MEN


# category: brand | model | silhouette | price in thousands (was>now) | popularity | colours
_TABLE = {
    "sneakers-pria": """
Tapaka|Senja|sneaker_low|449|2.6|putih putih-navy hitam krem
Tapaka|Senja Gum|sneaker_low|479|1.9|putih-gum krem navy
Tapaka|Kota Lama|sneaker_low|529>459|1.6|putih maroon hijau
Tapaka|Lorong 9|sneaker_low|389|1.4|hitam abu navy
Tapaka|Braga|sneaker_low|599|1.1|krem cokelat zaitun
Tapaka|Peron|sneaker_low|419>349|1.2|abu-tua hitam biru
Tapaka|Matahari|sneaker_low|489|0.8|mustard putih-navy
Orvane|Gema Hi|sneaker_high|499|2.3|hitam putih merah navy
Orvane|Gema Hi Kanvas|sneaker_high|429|1.8|krem hitam hijau
Orvane|Panggung|sneaker_high|559>479|1.0|hitam-pekat maroon
Orvane|Distorsi|sneaker_high|529|0.9|hitam mustard tosca
Orvane|Ritme Low|sneaker_low|459|1.3|hitam-pekat putih merah
Orvane|Akustik|sneaker_low|549|0.7|tan krem cokelat
Pavesta|Sorong|slip_on|329|1.9|hitam navy abu krem
Pavesta|Sorong Kanvas|slip_on|289>239|1.5|biru-muda hitam zaitun
Pavesta|Layar|slip_on|359|0.9|navy merah tan
Pavesta|Teras|slip_on|399|0.8|cokelat hitam-pekat
""",
    "lari-pria": """
Velodra|Bayu 3|runner|749|2.4|abu hitam navy
Velodra|Bayu 3 Lebar|runner|779|0.9|hitam navy
Velodra|Fajar Pro|runner|1299|1.0|koral tosca putih
Velodra|Fajar Tempo|runner|999>849|1.2|biru abu-tua merah
Velodra|Lintas 5K|runner|549|2.0|hitam abu biru
Velodra|Lintas 10K|runner|649|1.5|navy abu-tua hijau
Velodra|Maraton Sunyi|runner|1499|0.6|putih tosca
Velodra|Tanjakan|runner|899|0.8|zaitun abu-tua hitam
Velodra|Rintis|runner|459>399|1.7|hitam navy merah
Tapaka|Gerak|runner|429|1.4|hitam abu hitam-pekat
""",
    "formal-pria": """
Sagantra|Adicipta Derby|derby|899|1.4|hitam-pekat cokelat tan
Sagantra|Adicipta Cap Toe|derby|949|1.0|hitam-pekat cokelat
Sagantra|Notaris|derby|1199|0.5|hitam-pekat maroon
Sagantra|Wisuda|derby|649>549|1.6|hitam-pekat cokelat
Sagantra|Pamong|loafer|749|1.2|cokelat hitam-pekat tan
Sagantra|Pamong Penny|loafer|799|0.9|maroon cokelat
Sagantra|Santai Jumat|loafer|629|1.3|tan navy cokelat
Sagantra|Diplomat|loafer|1349>1149|0.4|hitam-pekat cokelat
Sagantra|Kantoran|derby|499|1.5|hitam-pekat cokelat
""",
    "boots-pria": """
Jagatri|Rimba Mid|hiking|1099|1.3|zaitun cokelat abu-tua
Jagatri|Rimba Tahan Air|hiking|1399|0.9|abu-tua zaitun
Jagatri|Puncak|hiking|1699>1499|0.5|cokelat hitam
Jagatri|Setapak|hiking|849|1.4|abu zaitun navy
Sagantra|Malioboro|chelsea|1149|1.0|tan cokelat hitam-pekat
Sagantra|Dago|chelsea|999|1.1|cokelat abu-tua
Orvane|Bengkel|chelsea|899>749|0.8|hitam-pekat cokelat
Jagatri|Patroli|hiking|1249|0.5|hitam-pekat zaitun
""",
    "sandal-pria": """
Lantara|Teduh|slide|199|2.1|hitam navy abu
Lantara|Teduh Empuk|slide|249|1.6|hitam-pekat zaitun krem
Lantara|Serambi|slide|169>149|1.8|hitam cokelat biru
Lantara|Trekker|strap_sandal|399|1.4|hitam zaitun cokelat
Lantara|Trekker Pro|strap_sandal|499|0.8|abu-tua zaitun
Lantara|Mudik|strap_sandal|349>299|1.5|cokelat tan hitam-pekat
Jagatri|Sungai|strap_sandal|459|0.9|navy abu-tua
Sagantra|Beranda Kulit|strap_sandal|549|0.8|tan cokelat
""",
    "bola-pria": """
Gelanta|Sundul FG|football|549|1.4|tosca hitam merah
Gelanta|Sundul Elite|football|1199|0.6|koral putih
Gelanta|Tendang Bebas|football|699>599|1.0|biru hitam
Gelanta|Gocek|football|449|1.5|hitam merah hijau
Gelanta|Kapten|football|899|0.7|putih-navy hitam-pekat
Velodra|Lapangan|football|629|0.8|navy tosca
""",
    "sneakers-wanita": """
Tapaka|Senja W|sneaker_low|449|2.7|putih pink sage krem
Tapaka|Embun|sneaker_low|469|2.2|putih lilac biru-muda
Tapaka|Kabut|sneaker_low|499>429|1.7|krem pink abu
Tapaka|Taman|sneaker_low|429|1.6|sage putih koral
Tapaka|Melati|sneaker_low|519|1.2|putih-gum nude
Tapaka|Pelangi|sneaker_low|399>329|1.3|lilac mustard tosca
Orvane|Gema Hi W|sneaker_high|499|1.9|krem pink hitam
Orvane|Nada Hi|sneaker_high|539|1.1|putih lilac maroon
Orvane|Ritme W|sneaker_low|459|1.2|hitam putih merah
Pavesta|Sorong W|slip_on|329|1.8|nude pink hitam
Pavesta|Rinai|slip_on|299>249|1.5|biru-muda sage krem
Pavesta|Jendela|slip_on|369|0.9|mustard navy maroon
Pavesta|Pasar Pagi|slip_on|279|1.4|merah hitam krem
""",
    "lari-wanita": """
Velodra|Bayu 3 W|runner|749|2.1|lilac abu koral
Velodra|Fajar Pro W|runner|1299|0.8|pink tosca
Velodra|Fajar Tempo W|runner|999>849|1.0|koral biru-muda
Velodra|Lintas 5K W|runner|549|1.9|pink hitam sage
Velodra|Lintas 10K W|runner|649|1.2|lilac navy
Velodra|Rintis W|runner|459>399|1.6|pink abu hitam
Velodra|Senam|runner|429|1.3|putih lilac hitam-pekat
Tapaka|Gerak W|runner|429|1.2|pink hitam-pekat
""",
    "heels": """
Kirasol|Anggun 8|heels|599|1.6|hitam-pekat nude maroon
Kirasol|Anggun Suede|heels|649|1.0|maroon navy hijau
Kirasol|Resepsi|heels|749>649|1.3|nude krem lilac
Kirasol|Gala|heels|899|0.6|merah hitam-pekat
Kirasol|Rapat Pagi|heels|549|1.4|hitam-pekat navy nude
Kirasol|Pesta Kebun|heels|629|0.8|pink mustard tosca
Kirasol|Lentera|heels|499>399|1.2|hitam-pekat maroon
""",
    "flat": """
Kirasol|Nyaman|flat|349|2.3|hitam-pekat nude pink
Kirasol|Nyaman Pita|flat|379|1.7|pink krem maroon
Kirasol|Hari Kerja|flat|399|1.5|hitam-pekat navy cokelat
Kirasol|Lipat|flat|249>199|1.6|hitam-pekat merah nude
Kirasol|Balerina|flat|429|1.0|nude lilac biru-muda
Kirasol|Sepanjang Hari|flat|459|1.1|cokelat hitam-pekat
Pavesta|Halaman|flat|299|1.2|sage krem navy
Pavesta|Senggang|loafer|459>389|1.0|tan hitam-pekat maroon
Sagantra|Pamong W|loafer|749|0.7|cokelat hitam-pekat
""",
    "boots-wanita": """
Kirasol|Musim Hujan|chelsea|849|1.2|hitam-pekat cokelat
Kirasol|Lembang|chelsea|799>699|1.1|tan krem
Jagatri|Rimba Mid W|hiking|1099|0.9|abu pink zaitun
Jagatri|Setapak W|hiking|849|1.1|abu-tua tosca
Orvane|Bengkel W|chelsea|899|0.7|hitam-pekat maroon
""",
    "sandal-wanita": """
Lantara|Teduh W|slide|199|2.0|pink hitam nude
Lantara|Awan|slide|229|2.2|krem lilac sage
Lantara|Pantai|strap_sandal|329>279|1.5|nude tan biru-muda
Lantara|Pasar Seni|strap_sandal|379|1.1|tan maroon
Lantara|Trekker W|strap_sandal|399|1.0|tosca abu
Kirasol|Sore|strap_sandal|449|0.9|nude hitam-pekat
Kirasol|Lebaran|strap_sandal|499>429|1.2|krem tan maroon
""",
    "sneakers-anak": """
Rumbai|Lompat|kids|299|2.2|biru koral tosca
Rumbai|Lompat Lampu|kids|349|1.8|merah navy pink
Rumbai|Petak Umpet|kids|279>229|1.5|hijau mustard lilac
Rumbai|Layang-layang|kids|319|1.2|biru-muda koral
Rumbai|Roket|kids|359|1.3|navy abu merah
Rumbai|Kelinci|kids|289|1.2|pink krem
Rumbai|Lari Kecil|runner|379|1.1|biru lilac hitam
Rumbai|Gema Mini|sneaker_high|329|0.9|hitam merah
""",
    "sekolah-anak": """
Rumbai|Upacara|kids|259|2.4|hitam-pekat
Rumbai|Upacara Tali|sneaker_low|289|1.8|hitam-pekat hitam
Rumbai|Senin Pagi|sneaker_low|239>209|1.7|hitam-pekat
Rumbai|Pramuka|sneaker_high|309|1.1|hitam-pekat hitam
Rumbai|Juara Kelas|kids|329|1.0|hitam-pekat hitam
""",
    "sandal-anak": """
Rumbai|Ciprat|slide|129|1.9|koral biru tosca
Rumbai|Ciprat Mini|slide|119>99|1.4|pink mustard
Rumbai|Kemah|strap_sandal|199|1.3|navy zaitun merah
Lantara|Teduh Mini|slide|139|1.1|hitam lilac
""",
}


def models() -> Iterator[Model]:
    """All models, in the order of the shop's categories."""
    for category, table in _TABLE.items():
        for row in table.strip().splitlines():
            brand, name, silhouette, price, popularity, colours = row.split("|")
            was, _arrow, now = price.partition(">")
            yield Model(
                brand=brand,
                name=name,
                category=category,
                silhouette=silhouette,
                price=int(now or was) * 1000,
                colours=tuple(colours.split()),
                was=int(was) * 1000 if now else 0,
                popularity=float(popularity),
            )
