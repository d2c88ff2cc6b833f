"""The provinces of Indonesia under the names that marketplaces give them."""

from collections.abc import Mapping

from niaga.collect.tabular.layout import plain

_PROVINCES = (
    "Aceh, Sumatera Utara, Sumatera Barat, Riau, Jambi, Sumatera Selatan, Bengkulu, Lampung, "
    "Kepulauan Bangka Belitung, Kepulauan Riau, DKI Jakarta, Jawa Barat, Jawa Tengah, "
    "DI Yogyakarta, Jawa Timur, Banten, Bali, Nusa Tenggara Barat, Nusa Tenggara Timur, "
    "Kalimantan Barat, Kalimantan Tengah, Kalimantan Selatan, Kalimantan Timur, "
    "Kalimantan Utara, Sulawesi Utara, Sulawesi Tengah, Sulawesi Selatan, Sulawesi Tenggara, "
    "Gorontalo, Sulawesi Barat, Maluku, Maluku Utara, Papua, Papua Barat, Papua Selatan, "
    "Papua Tengah, Papua Pegunungan, Papua Barat Daya"
)
_OTHERS = {
    "jakarta": "DKI Jakarta",
    "jakarta raya": "DKI Jakarta",
    "daerah khusus ibukota jakarta": "DKI Jakarta",
    "daerah khusus jakarta": "DKI Jakarta",
    "d k i jakarta": "DKI Jakarta",
    "yogyakarta": "DI Yogyakarta",
    "d i yogyakarta": "DI Yogyakarta",
    "daerah istimewa yogyakarta": "DI Yogyakarta",
    "nanggroe aceh darussalam": "Aceh",
    "nanggroe aceh darussalam nad": "Aceh",
    "bangka belitung": "Kepulauan Bangka Belitung",
    "kep bangka belitung": "Kepulauan Bangka Belitung",
    "kep riau": "Kepulauan Riau",
    "ntb": "Nusa Tenggara Barat",
    "nusa tenggara barat ntb": "Nusa Tenggara Barat",
    "ntt": "Nusa Tenggara Timur",
    "nusa tenggara timur ntt": "Nusa Tenggara Timur",
    "north sumatra": "Sumatera Utara",
    "west sumatra": "Sumatera Barat",
    "south sumatra": "Sumatera Selatan",
    "riau islands": "Kepulauan Riau",
    "west java": "Jawa Barat",
    "central java": "Jawa Tengah",
    "east java": "Jawa Timur",
    "north sulawesi": "Sulawesi Utara",
    "south sulawesi": "Sulawesi Selatan",
    "central sulawesi": "Sulawesi Tengah",
    "west kalimantan": "Kalimantan Barat",
    "central kalimantan": "Kalimantan Tengah",
    "south kalimantan": "Kalimantan Selatan",
    "east kalimantan": "Kalimantan Timur",
    "north kalimantan": "Kalimantan Utara",
    "west nusa tenggara": "Nusa Tenggara Barat",
    "east nusa tenggara": "Nusa Tenggara Timur",
    "north maluku": "Maluku Utara",
    "west papua": "Papua Barat",
}
_KNOWN: Mapping[str, str] = {
    **{" ".join(name.split()).lower(): " ".join(name.split()) for name in _PROVINCES.split(",")},
    **_OTHERS,
}


def region_named(text: str | None) -> str | None:
    """A province of Indonesia as the shop spells it; any other place as it is told."""
    if text is None:
        return None
    key = plain(text).removeprefix("provinsi ").removeprefix("prov ")
    return _KNOWN.get(key, text)
