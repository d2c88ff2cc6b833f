"""Sandals: a slide and a two-strap walking sandal. Toe to the left, floor 860."""

from niaga.simulate.pictures.canvas import Canvas, darker, lighter
from niaga.simulate.pictures.palette import Colourway
from niaga.simulate.pictures.silhouettes import parts

FOOTBED = (
    "M104 778C100 812 116 850 170 858C420 864 760 864 1010 858C1066 856 1092 826 1092 780"
    "C1092 744 1076 716 1048 716C980 724 900 756 800 772C640 794 420 790 250 764C180 752 112 748 104 778Z"
)


def _footbed(c: Canvas, way: Colourway) -> None:
    parts.midsole(c, FOOTBED, way.sole, 716, 862)
    clip = c.clip(FOOTBED)
    c.line(
        "M110 800C300 824 520 832 700 826C860 820 1000 806 1090 780",
        darker(way.sole, 0.3),
        3,
        0.5,
        clip,
    )
    c.shape(
        "M80 842C400 852 800 852 1110 838L1110 880L80 880Z",
        c.vertical(838, 864, (0, way.outsole, 1), (1, darker(way.outsole, 0.3), 1)),
        clip,
    )
    for x in range(150, 1080, 30):
        c.line(f"M{x} 850v14", darker(way.outsole, 0.5), 3, 0.5, clip)


def slide(c: Canvas, way: Colourway) -> None:
    # far edge of the footbed, seen as a thin rim
    c.shape(
        "M150 760C300 730 700 740 860 730C940 720 1010 690 1060 718L1000 770L200 790Z",
        c.vertical(690, 790, (0, darker(way.lining, 0.1), 1), (1, darker(way.lining, 0.4), 1)),
    )
    c.panel(
        "M300 770C330 650 420 596 520 590C610 588 690 640 700 760Z",
        darker(way.lining, 0.3),
        590,
        770,
    )
    _footbed(c, way)
    strap = (
        "M250 800C254 700 320 620 430 566C500 536 580 536 630 574C690 630 730 720 748 812"
        "C748 826 738 834 724 834C560 842 400 838 268 824C254 820 250 812 250 800Z"
    )
    c.line(strap, "#120e14", 12, 0.16, ' transform="translate(2 6)"')
    c.panel(strap, way.upper, 540, 836, lift=0.24, shade=0.26)
    clip = c.clip(strap)
    c.shape(strap, c.texture("grain", parts.speckle_free(way.upper)), ' opacity=".22"')
    c.stitch(
        "M268 800C272 708 334 634 438 582C502 556 572 556 618 588C672 640 712 724 730 806",
        way.upper,
        2.6,
        clip,
    )
    c.stitch("M270 808C400 824 560 828 724 820", way.upper, 2.4, clip)
    for shift in (0, 60):
        c.panel(
            f"M{430 + shift} 780C{446 + shift} 720 {476 + shift} 664 {520 + shift} 624L{552 + shift} 634"
            f"C{512 + shift} 676 {482 + shift} 730 {468 + shift} 784Z",
            way.accent,
            620,
            784,
            clip=clip,
        )
    parts.light(c, strap, way.upper, glow=(500, 610), strength=0.5, reach=200)


def strap_sandal(c: Canvas, way: Colourway) -> None:
    c.shape(
        "M150 764C300 734 700 744 860 734C940 724 1010 694 1060 718L1000 770L200 790Z",
        c.vertical(700, 790, (0, lighter(way.lining, 0.1), 1), (1, darker(way.lining, 0.3), 1)),
    )
    # far sides of the straps
    dark = darker(way.upper, 0.42)
    c.panel(
        "M300 770C330 690 390 640 450 620L520 660C470 690 440 730 430 780Z",
        dark,
        620,
        780,
        edge=False,
    )
    c.panel(
        "M560 770C590 640 650 560 730 500L800 540C730 600 690 680 680 780Z",
        dark,
        500,
        780,
        edge=False,
    )
    c.panel(
        "M890 740C900 660 930 590 1000 540L1050 560C1000 620 980 690 980 740Z",
        dark,
        540,
        740,
        edge=False,
    )
    _footbed(c, way)
    straps = (
        "M206 812C236 716 310 654 400 616C436 604 470 610 496 634C450 672 400 730 380 832C330 830 250 824 206 812Z",
        "M430 838C452 700 540 590 660 500C690 482 724 484 750 506C664 590 590 690 570 838C520 842 470 842 430 838Z",
        "M660 500C700 470 760 480 800 520C850 580 900 606 960 596C1000 588 1030 572 1050 552"
        "C1074 560 1076 640 1044 672C960 712 870 690 800 640C750 604 710 560 660 500Z",
        "M880 842C878 760 900 700 940 660L1040 640C1010 690 996 760 1000 838C960 844 920 846 880 842Z",
    )
    for index, strap in enumerate(straps):
        c.line(strap, "#120e14", 11, 0.15, ' transform="translate(2 6)"')
        colour = way.upper if index % 2 == 0 else way.panel
        c.panel(strap, colour, 480, 840, lift=0.2, shade=0.22)
        c.shape(strap, c.texture("suede", parts.speckle_free(colour)), ' opacity=".24"')
        parts.light(c, strap, way.upper, glow=(620, 560), strength=0.22)
    c.stitch("M224 800C254 716 324 664 410 630C440 620 462 624 478 636", way.upper, 2.4)
    c.stitch("M446 824C470 700 556 600 672 512", way.panel, 2.4)
    c.stitch("M556 826C578 690 648 596 734 512", way.panel, 2.4)
    c.stitch("M690 508C736 560 770 600 812 628C880 674 960 690 1030 660", way.upper, 2.4)
    for x, y, turn in ((452, 690, -52), (600, 640, -54)):
        c.add(
            f'<g transform="rotate({turn} {x} {y})"><rect x="{x - 36}" y="{y - 30}" width="72" height="60" rx="12" '
            f'fill="none" stroke="#120e14" stroke-width="12" opacity=".2"/>'
            f'<rect x="{x - 36}" y="{y - 30}" width="72" height="60" rx="12" fill="none" stroke="{way.accent}" '
            f'stroke-width="10"/><path d="M{x - 4} {y}h40" stroke="{way.accent}" stroke-width="8"/></g>'
        )
