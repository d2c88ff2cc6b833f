"""Boots: chelsea and hiking. Toe to the left, floor 860."""

from niaga.simulate.pictures.canvas import Canvas, darker, lighter
from niaga.simulate.pictures.palette import Colourway
from niaga.simulate.pictures.silhouettes import parts


def chelsea(c: Canvas, way: Colourway) -> None:
    upper = (
        "M110 796C106 738 140 706 210 680C300 650 400 636 470 596C540 554 576 480 596 400"
        "C612 330 622 260 628 204C632 190 650 188 700 196C790 210 900 208 980 190"
        "C996 188 1004 194 1006 210C1010 320 1010 420 1026 520C1044 610 1070 700 1068 814L140 814Z"
    )
    c.shape(
        "M632 204C680 176 760 172 820 174C900 176 960 178 1000 192L990 240L650 240Z",
        c.vertical(170, 240, (0, darker(way.lining, 0.1), 1), (1, darker(way.lining, 0.5), 1)),
    )
    # pull tabs
    c.panel("M948 206C944 160 952 132 980 132C1006 132 1014 160 1010 206Z", way.accent, 130, 210)
    c.panel(upper, way.upper, 190, 800, lift=0.16, shade=0.3)
    clip = c.clip(upper)
    c.shape(upper, c.texture("suede", parts.speckle_free(way.upper)), ' opacity=".18"')
    gore = "M716 198C780 208 850 208 902 204C900 320 880 430 836 510C826 524 806 524 796 510C746 430 720 320 716 198Z"
    c.panel(gore, way.panel, 200, 520, clip=clip, lift=0.02, shade=0.3)
    gclip = c.clip(gore)
    for x in range(708, 910, 11):
        c.line(f"M{x} 190L{x} 540", lighter(way.panel, 0.2), 2, 0.4, gclip)
    c.stitch(
        "M704 200C708 326 736 440 788 520C806 538 828 538 846 518C892 440 912 326 914 204",
        way.upper,
        2.2,
        clip,
    )
    c.line("M816 534C800 600 780 700 790 800", darker(way.upper, 0.42), 2.6, 0.6, clip)
    c.stitch("M828 536C812 600 792 700 802 796", way.upper, 2.2, clip)
    c.stitch("M632 214C700 222 800 232 1002 210", way.upper, 2.2, clip)
    c.line("M470 600C520 640 600 650 690 620", darker(way.upper, 0.5), 3, 0.18, clip)
    c.line("M500 580C560 610 620 612 680 590", darker(way.upper, 0.5), 3, 0.14, clip)
    parts.light(c, upper, way.upper, glow=(300, 680), strength=0.5, reach=220)
    parts.light(c, upper, way.upper, glow=(700, 380), strength=0.2, reach=260)
    heel = "M800 812L1070 806L1064 850C1062 860 1056 861 1046 861L820 861C806 861 802 856 800 846Z"
    sole = (
        "M94 798C90 824 104 842 140 848C260 862 420 862 560 854C660 848 730 836 810 826"
        "C900 818 1010 818 1076 812C1084 796 1084 782 1078 768C900 796 700 804 520 804"
        "C360 804 220 792 150 772C114 766 98 780 94 798Z"
    )
    c.shape(
        "M470 854C660 846 740 826 820 818L820 861L470 861Z",
        darker(way.outsole, 0.5),
        ' opacity=".5"',
    )
    parts.midsole(c, heel, way.outsole, 806, 862)
    c.line("M808 838L1066 832", lighter(way.outsole, 0.35), 2, 0.45)
    parts.midsole(c, sole, way.sole, 770, 860)
    c.stitch(
        "M114 796C220 820 380 826 540 822C700 818 900 814 1074 786", lighter(way.sole, 0.12), 2.4
    )


def hiking(c: Canvas, way: Colourway) -> None:
    upper = (
        "M128 780C118 716 152 676 222 650C310 620 400 602 462 560C526 514 564 430 596 346"
        "C612 300 632 250 656 226C680 210 724 222 770 244C830 270 910 262 966 236"
        "C990 226 1006 236 1006 260C1006 340 1012 430 1030 510C1050 600 1072 690 1070 790Z"
    )
    c.shape(
        "M650 232C700 200 770 214 830 232C890 246 940 236 984 230L980 290L700 300Z",
        c.vertical(206, 290, (0, darker(way.lining, 0.1), 1), (1, darker(way.lining, 0.5), 1)),
    )
    c.panel(
        "M552 450C580 350 600 240 632 180C648 156 708 152 724 174C734 194 728 230 714 262L640 430Z",
        way.panel,
        150,
        450,
        lift=0.2,
    )
    c.stitch(
        "M580 420C604 340 624 250 648 200C660 182 696 180 706 192C712 206 706 230 698 250",
        way.panel,
        2,
    )
    c.panel(upper, way.upper, 220, 800)
    clip = c.clip(upper)
    c.shape(upper, c.texture("suede", parts.speckle_free(way.upper)), ' opacity=".25"')
    # mesh window
    window = "M600 560C660 500 720 420 760 330C820 340 880 336 950 320C960 420 950 520 900 590C820 640 700 640 640 620Z"
    c.panel(window, way.accent, 320, 630, clip=clip, shade=0.3)
    c.add(
        f'<g{clip}><path d="{window}" fill="{c.texture("mesh", darker(way.accent, 0.55))}" opacity=".6"/></g>'
    )
    c.panel(
        "M560 800C590 720 650 660 740 620C840 580 940 540 990 440L1030 500L1090 800Z",
        way.upper,
        440,
        800,
        clip=clip,
    )
    c.stitch("M576 796C606 728 662 674 748 634C846 594 944 554 996 462", way.upper, 2.4, clip)
    c.panel("M1090 800L900 800C900 720 930 640 1000 590L1060 570Z", way.panel, 570, 800, clip=clip)
    c.stitch("M914 796C914 724 942 652 1006 606", way.panel, 2.4, clip)
    # padded collar
    collar = "M690 222C724 226 750 236 770 244C830 270 910 262 966 236C990 226 1006 236 1006 260L1010 340C920 372 800 372 700 330C690 300 686 260 690 222Z"
    c.panel(collar, way.panel, 224, 370, clip=clip, lift=0.22)
    c.line("M704 286C800 326 910 326 1006 296", darker(way.panel, 0.45), 3, 0.6, clip)
    # eyestay
    c.panel(
        "M446 570C516 520 562 430 596 346C612 300 632 250 656 226C676 222 692 222 708 226"
        "C684 320 640 430 584 530C560 572 532 606 506 612C480 612 462 592 446 570Z",
        way.panel,
        220,
        612,
        clip=clip,
    )
    c.stitch("M696 234C672 322 630 426 574 522C552 560 528 590 506 598", way.panel, 2.4, clip)
    # rubber toe
    c.panel(
        "M110 800C104 708 152 674 226 648C260 700 330 730 420 752C470 764 500 780 520 800Z",
        way.outsole,
        650,
        800,
        clip=clip,
        lift=0.2,
    )
    parts.light(c, upper, way.upper, glow=(400, 600), strength=0.28)
    parts.light(c, upper, way.upper, glow=(820, 420), strength=0.14)
    parts.laces(
        c,
        [
            ((520, 584), (478, 544)),
            ((552, 540), (512, 496)),
            ((578, 490), (538, 442)),
            ((602, 434), (562, 386)),
            ((624, 376), (586, 328)),
            ((646, 316), (608, 270)),
            ((666, 262), (632, 220)),
        ],
        way.accent,
        width=11,
    )
    parts.bow(c, 644, 208, way.accent, size=0.55, width=10)
    for x, y in (
        (520, 584),
        (552, 540),
        (578, 490),
        (602, 434),
        (624, 376),
        (646, 316),
        (666, 262),
    ):
        c.add(
            f'<circle cx="{x}" cy="{y}" r="9" fill="none" stroke="#d7d3c8" stroke-width="3.500"/>'
        )
    sole = (
        "M104 784C98 812 104 836 128 846C420 862 800 862 1050 858C1076 854 1088 836 1088 806"
        "L1086 744C960 766 800 776 640 772C480 768 320 756 190 740C140 736 110 754 104 784Z"
    )
    parts.midsole(c, sole, way.sole, 736, 862)
    sclip = c.clip(sole)
    lug = darker(way.outsole, 0.1)
    c.shape(
        "M80 812C400 832 800 832 1100 806L1100 880L80 880Z",
        c.vertical(812, 862, (0, lighter(way.outsole, 0.14), 1), (1, darker(way.outsole, 0.3), 1)),
        sclip,
    )
    for x in range(140, 1080, 64):
        c.shape(f"M{x} 864l8-26h22l8 26z", lighter(lug, 0.02), sclip)
        c.shape(f"M{x + 38} 866l6-22h14l6 22z", "#efe9df", sclip)
    c.line("M112 800C320 818 480 824 640 824C800 824 960 816 1088 796", way.accent, 6, 0.8, sclip)
