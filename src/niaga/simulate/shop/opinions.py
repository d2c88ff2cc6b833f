"""Reviews as Indonesians write them, put together so that hundreds do not repeat."""

import random
from dataclasses import dataclass

_OPEN = {
    5: (
        "Mantap!", "Suka banget.", "Puas belanja di sini.", "Keren sih ini.", "Recommended seller.",
        "Sesuai ekspektasi.", "Alhamdulillah sampai dengan selamat.", "Cakep banget aslinya.",
        "Ini pembelian ketiga saya di Kshoe's.", "Awalnya ragu, ternyata bagus.", "Top markotop.",
        "Gak nyesel beli.", "Langsung dipake kerja.", "Istri saya senang sekali.", "",  "",
        "Anak langsung minta dipakai ke sekolah.", "Beli buat kado, yang dikasih seneng.",
    ),
    4: (
        "Bagus.", "Oke lah.", "Secara keseluruhan puas.", "Lumayan bagus.", "Barang oke.", "",
        "Worth it untuk harganya.", "Bagus, tapi ada sedikit catatan.", "Sudah dipakai seminggu.",
        "Sesuai foto.", "Kualitas sesuai harga.",
    ),
    3: (
        "Biasa aja.", "Lumayan.", "Standar sih.", "So so.", "Cukup.", "Ya gitu deh.", "",
        "Ekspektasi saya lebih.", "Ada harga ada rupa.",
    ),
    2: (
        "Agak kecewa.", "Kurang puas.", "Tidak sesuai harapan.", "Hmm.", "Sayang sekali.", "",
        "Mohon diperbaiki ke depannya.",
    ),
    1: (
        "Kecewa.", "Mengecewakan.", "Kapok.", "Tidak recommended.", "Parah sih.", "",
    ),
}  # fmt: skip
_QUALITY = {
    "good": (
        "Jahitannya rapi", "Bahannya tebal tapi ringan", "Solnya empuk", "Warnanya persis di foto",
        "Finishing-nya halus, gak ada lem yang keluar", "Enteng banget dipakai jalan jauh",
        "Insolnya empuk, tumit gak sakit",
        "Grip solnya kuat, gak licin di keramik basah", "Modelnya simpel tapi berkelas",
        "Dipakai berdiri seharian tetep nyaman", "Kualitasnya kayak yang harga dua kali lipat",
        "Bahannya adem, kaki gak gampang keringetan", "Talinya awet", "Detailnya cakep",
        "Warna aslinya malah lebih bagus dari foto", "Kokoh, kelihatan bakal awet",
    ),
    "fair": (
        "Bahannya agak kaku di awal", "Ada sedikit sisa lem di sol, tapi bisa dibersihkan",
        "Warnanya sedikit lebih gelap dari foto", "Solnya agak keras", "Jahitannya lumayan rapi",
        "Talinya kependekan", "Insolnya tipis", "Bau lemnya baru hilang setelah dua hari",
        "Modelnya bagus, bahannya standar", "Agak berat untuk ukuran saya",
    ),
    "bad": (
        "Lemnya sudah mengelupas setelah seminggu", "Jahitannya lepas di bagian samping",
        "Warnanya beda jauh dari foto", "Solnya keras, tumit sampai lecet",
        "Kiri kanan beda warna sedikit", "Ada goresan waktu dibuka", "Bahannya tipis sekali",
        "Baru dipakai dua kali sudah ada yang retak", "Bau lem menyengat",
    ),
}  # fmt: skip
_SIZE = {
    "good": (
        "Size {size} pas di kaki saya", "ukuran {size} sesuai size chart", "Biasa pakai {size}, pas banget",
        "Nomor {size} pas, jari masih lega", "Kaki lebar pun masih nyaman di nomor {size}",
    ),
    "fair": (
        "Size {size} agak kebesaran dikit, diakalin pakai kaus kaki tebal",
        "ukurannya agak ngepas, mending naik satu nomor", "Nomor {size} sedikit sempit di depan",
    ),
    "bad": (
        "Pesan {size} tapi rasanya kayak satu nomor di bawahnya", "Kekecilan, padahal biasa pakai {size}",
        "Ukuran gak sesuai size chart",
    ),
}  # fmt: skip
_DELIVERY = {
    "quick": (
        "Pengiriman cepat", "Pesan kemarin, hari ini sudah sampai", "Kurir ramah",
        "Pengirimannya kilat", "{courier} cepet banget kali ini", "Dikirim di hari yang sama",
        "Cuma {days} hari sudah sampai di {city}", "Resi langsung di-update",
    ),
    "usual": ("Pengiriman standar", "Sampai sesuai estimasi", "{days} hari sampai di {city}"),
    "late": (
        "Sayang pengirimannya lama, {days} hari baru sampai", "{courier} telat dari janji",
        "Paket nyangkut di gudang {courier} beberapa hari", "Estimasi meleset, saya nunggu {days} hari",
        "Pengiriman lambat banget ke {city}", "Hampir saja tidak kepakai pas acara karena telat",
        "Status resi lama gak gerak",
    ),
}  # fmt: skip
_PACKING = {
    "good": (
        "Packing aman, kardus dobel", "Dus sepatunya mulus", "Dibungkus rapi pakai bubble wrap",
        "Dapat dust bag juga", "packing rapi dan ada kartu ucapannya", "Boxnya bagus bisa buat simpan",
    ),
    "bad": (
        "Dus penyok sampai sini", "Kardusnya basah", "Packing seadanya, dus sepatu sobek",
        "Plastiknya robek pas sampai",
    ),
}  # fmt: skip
_USED = {
    "good": (
        "Kondisi bekasnya sesuai deskripsi, jujur banget", "Bekas tapi mulus, minusnya persis di foto",
        "Dibilang grade {grade}, menurut saya malah lebih bagus", "Sudah dicuci bersih, gak bau",
        "Bekas rasa baru, hemat banyak",
    ),
    "bad": (
        "Lecetnya lebih parah dari foto", "Kurang bersih, masih ada noda di dalam",
        "Kondisi di bawah grade {grade} menurut saya",
    ),
}  # fmt: skip
_CLOSE = {
    "happy": (
        "Makasih Kshoe's!", "Bakal order lagi.", "Semoga awet.", "Next beli warna lain.", "Sukses terus!",
        "Terima kasih, seller fast respon.", "Lanjut borong.", "10/10.", "Makasih min.", "",  "", "", "",
    ),
    "mixed": ("Semoga ke depan lebih baik.", "Bintang 4 dulu ya.", "Terima kasih.", "", "", ""),
    "angry": (
        "Tolong QC-nya diperketat.", "Chat admin juga lama dibalas.", "Gak akan order lagi.",
        "Mohon ditindaklanjuti.", "", "",
    ),
}  # fmt: skip
_SLANG = (
    ("tidak", "gak"), ("sekali", "bgt"), ("banget", "bgt"), ("yang", "yg"), ("sudah", "udh"),
    ("dengan", "dgn"), ("saya", "sy"), ("untuk", "utk"), ("bagus", "bgs"),
    ("terima kasih", "makasih"), ("tapi", "tp"), ("pakai", "pake"), ("juga", "jg"),
)  # fmt: skip


@dataclass(frozen=True)
class Experience:
    """What a buyer lived through. `days` from order to door; `grade` is empty for new shoes."""

    size: str
    courier: str
    city: str
    days: int
    late: bool
    quick: bool
    grade: str = ""


def rate(rng: random.Random, late: bool, popularity: float) -> int:
    """Stars from 1 to 5; late parcels cost about one."""
    weights = [4, 4, 9, 24, 59] if not late else [17, 14, 24, 25, 20]
    if popularity > 1.5 and not late:
        weights = [2, 3, 7, 23, 65]
    return rng.choices((1, 2, 3, 4, 5), weights)[0]


def write(rng: random.Random, rating: int, seen: Experience) -> str:
    """A review's text; may be empty, as many are."""
    if rng.random() < 0.16:
        return ""
    tone = "good" if rating >= 4 else "fair" if rating == 3 else "bad"
    parts: list[str] = []
    if seen.grade and rng.random() < 0.8:
        parts.append(rng.choice(_USED["good" if rating >= 3 else "bad"]))
    if rating == 4 and rng.random() < 0.45:
        parts += [rng.choice(_QUALITY["good"]), "cuma " + _lower(rng.choice(_QUALITY["fair"]))]
    elif rng.random() < 0.85:
        parts.append(rng.choice(_QUALITY[tone]))
        if tone == "good" and rng.random() < 0.3:
            parts.append(_lower(rng.choice(_QUALITY["good"])))
    if seen.size and rng.random() < 0.38:
        size_tone = tone if rng.random() < 0.8 else "fair"
        parts.append(rng.choice(_SIZE[size_tone]))
    if seen.late and rng.random() < 0.8:
        parts.append(rng.choice(_DELIVERY["late"]))
    elif rng.random() < 0.42:
        parts.append(rng.choice(_DELIVERY["quick" if seen.quick else "usual"]))
    if rng.random() < 0.26:
        parts.append(rng.choice(_PACKING["good" if rating >= 3 else "bad"]))
    parts = list(dict.fromkeys(parts))
    rng.shuffle(parts)
    close = "happy" if rating == 5 else "mixed" if rating >= 3 else "angry"
    glue = rng.choice((". ", ", ", ". ", ", "))
    body = glue.join(part if glue == ". " else _lower(part) if i else part
                     for i, part in enumerate(parts))  # fmt: skip
    text = " ".join(
        filter(
            None, (rng.choice(_OPEN[rating]), body + "." if body else "", rng.choice(_CLOSE[close]))
        )
    )
    courier = {"jne": "JNE", "jnt": "J&T", "sicepat": "SiCepat"}.get(seen.courier, seen.courier)
    text = text.format(
        size=seen.size, courier=courier, days=seen.days, city=_short(seen.city), grade=seen.grade
    )
    return _in_own_words(rng, text)


def _lower(text: str) -> str:
    keep = text.startswith(("JNE", "J&T", "SiCepat", "{courier}", "QC"))
    return text if keep else text[:1].lower() + text[1:]


def _short(city: str) -> str:
    return city.removeprefix("Kota ").removeprefix("Kabupaten ").removeprefix("Administrasi ")


def _in_own_words(rng: random.Random, text: str) -> str:
    """Abbreviations, small letters, a slip of the finger: each writer in their own way."""
    style = rng.random()
    if style < 0.4:
        for formal, short in _SLANG:
            if rng.random() < 0.6:
                text = text.replace(f" {formal} ", f" {short} ")
    if style < 0.22:
        text = text.lower().rstrip(".")
    elif style > 0.97:
        text = text.upper()
    elif style > 0.9:
        text = text.rstrip(".") + rng.choice(("!!", " hehe", "..", " :)", "!"))
    if rng.random() < 0.07 and len(text) > 30:
        at = rng.randrange(8, len(text) - 2)
        if text[at].isalpha() and text[at + 1].isalpha():
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text.strip()
