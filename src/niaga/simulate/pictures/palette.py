"""Colourways: the colours of each part of a shoe, under one name in two languages."""

from dataclasses import dataclass, replace

from niaga.simulate.pictures.canvas import brightness, darker, lighter, mix


@dataclass(frozen=True)
class Colourway:
    """Colours as `#rrggbb`. `name_id` and `name_en` are what the shop calls it."""

    code: str
    name_id: str
    name_en: str
    upper: str
    panel: str
    accent: str
    sole: str
    outsole: str
    lace: str
    lining: str


def _way(code: str, name_id: str, name_en: str, *colours: str) -> Colourway:
    return Colourway(code, name_id, name_en, *colours)


WHITE, CREAM, GUM, BLACK = "#f4f2ec", "#ece3d2", "#b9814f", "#26252a"

# fmt: off
COLOURWAYS = {
    way.code: way
    for way in (
        #    code, id, en, upper, panel, accent, midsole, outsole, lace, lining
        _way("hitam", "Hitam", "Black", "#2c2b30", "#232227", "#54525a", WHITE, "#2c2b30", "#2a292e", "#47454d"),
        _way("hitam-pekat", "Hitam Pekat", "All Black", "#29282c", "#212024", "#3b3a40", "#29282c", "#1e1d21", "#2a292e", "#3c3b41"),
        _way("putih", "Putih", "White", "#f3f1ec", "#faf8f4", "#2e6b57", "#faf9f5", "#e6e1d6", "#fbfaf6", "#dedad1"),
        _way("putih-navy", "Putih Navy", "White Navy", "#f3f1ec", "#24365a", "#24365a", "#faf9f5", "#24365a", "#fbfaf6", "#d6d6da"),
        _way("putih-gum", "Putih Gum", "White Gum", "#f4f1ea", "#eae5da", "#8f5b33", "#c1905d", "#a87341", "#fbfaf6", "#ddd3c2"),
        _way("krem", "Krem", "Cream", "#e8ddc9", "#dccdb2", "#8a6a48", "#f6f1e6", "#c9a679", "#f4ecdc", "#cdbfa6"),
        _way("abu", "Abu-abu", "Grey", "#a4a7ab", "#8b8f95", "#e2683c", "#f5f4f0", "#6a6d73", "#d8dadb", "#7c7f85"),
        _way("abu-tua", "Abu Tua", "Charcoal", "#565a61", "#44474d", "#d9d24a", "#eceae4", "#36383d", "#6d7179", "#36383d"),
        _way("navy", "Navy", "Navy", "#2b3d63", "#223152", "#c95b3f", WHITE, "#223152", "#eceae4", "#43557d"),
        _way("biru", "Biru", "Blue", "#3f6fb0", "#2f5791", "#f2c14c", "#f5f4f0", "#2f5791", "#eef1f5", "#2a4a7a"),
        _way("biru-muda", "Biru Muda", "Light Blue", "#a9c3d8", "#8aaac4", "#f6f4ee", "#f7f5f0", "#d3dde4", "#f6f4ee", "#7f9db6"),
        _way("merah", "Merah", "Red", "#b53a36", "#98302e", "#f4f2ec", "#f7f5f0", "#7d2726", "#f4f2ec", "#7d2726"),
        _way("maroon", "Maroon", "Burgundy", "#6d2a33", "#5a222a", "#c9a15f", "#efe9dd", "#46191f", "#6d2a33", "#46191f"),
        _way("hijau", "Hijau Hutan", "Forest Green", "#2f5a49", "#264a3c", "#d8b25e", "#f4f1ea", "#b9814f", "#f0ece2", "#1f3d32"),
        _way("zaitun", "Zaitun", "Olive", "#6d6a45", "#5a5839", "#d98a3d", "#ece5d6", "#45432c", "#84815a", "#494730"),
        _way("sage", "Sage", "Sage", "#a9b8a1", "#93a48b", "#f4f1ea", "#f6f3ec", "#d9d4c4", "#f4f1ea", "#7d8e76"),
        _way("cokelat", "Cokelat", "Brown", "#6d4630", "#5b3926", "#c99a63", "#3a2519", "#2d1d14", "#5b3926", "#a57a55"),
        _way("tan", "Tan", "Tan", "#b27a4a", "#9c683c", "#5d3b22", "#4a2f1d", "#372316", "#8a5b34", "#d1a477"),
        _way("mustard", "Mustard", "Mustard", "#d0a13b", "#b98b2c", "#2b3d63", "#f6f2e8", "#b9814f", "#f4ecdc", "#94701f"),
        _way("pink", "Dusty Pink", "Dusty Pink", "#d9aaa6", "#c99390", "#f6f1ec", "#f8f4f0", "#e4cfc9", "#f8f1ee", "#b37f7c"),
        _way("lilac", "Lilac", "Lilac", "#b9add0", "#a194bd", "#f4e36b", "#f7f5f3", "#d9d2e6", "#f4f1f8", "#887ba6"),
        _way("nude", "Nude", "Nude", "#d8b79c", "#c9a386", "#a27a5c", "#e2c7af", "#8d6a4f", "#d8b79c", "#ecd9c8"),
        _way("koral", "Koral", "Coral", "#e57f63", "#cf6a50", "#2b3d63", "#f8f4ee", "#b9553f", "#fbf2ea", "#a94f39"),
        _way("tosca", "Tosca", "Teal", "#2f8583", "#256c6b", "#f2c14c", "#f4f2ec", "#1d5756", "#eef4f2", "#1d5756"),
    )
}
# fmt: on

TRIMS = 7


def trimmed(way: Colourway, trim: int) -> Colourway:
    """The colourway as one model wears it; 0 is the plain one. So models of a colour differ."""
    light = brightness(way.upper) > 0.55
    match trim % TRIMS:
        case 1:  # tone on tone
            tone = darker(way.upper, 0.1) if light else lighter(way.upper, 0.12)
            return replace(way, panel=tone, accent=darker(way.upper, 0.25))
        case 2:  # gum sole, suede-brown mark
            return replace(way, sole="#c1905d", outsole="#a87341", accent="#7a4a2a")
        case 3:  # dark overlays
            return replace(way, panel=darker(way.upper, 0.42), accent=lighter(way.upper, 0.6))
        case 4:  # a warm signal colour
            return replace(way, accent="#d9653b", lining=darker("#d9653b", 0.2))
        case 5:  # cream parts
            return replace(
                way, panel=mix(way.upper, "#efe6d6", 0.55), sole="#f3ead9", lace="#f3ead9"
            )
        case 6:  # teal mark on tonal panels
            return replace(way, panel=darker(way.upper, 0.14), accent="#2c7a78")
        case _:
            return way
