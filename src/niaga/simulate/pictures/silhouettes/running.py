"""Running shoe and football boot. Toe to the left, floor 860."""

from niaga.simulate.pictures.canvas import Canvas, darker, lighter
from niaga.simulate.pictures.palette import Colourway
from niaga.simulate.pictures.silhouettes import parts


def runner(c: Canvas, way: Colourway) -> None:
    """A cushioned daily trainer with a knit upper and a rockered foam sole."""
    upper = (
        "M142 752C150 700 196 664 258 640C330 612 400 590 458 552C512 514 560 462 600 412"
        "C616 392 634 380 650 390C690 424 740 466 800 472C862 474 916 424 956 372"
        "C976 348 1018 336 1034 356C1042 374 1030 404 1030 440C1034 520 1056 600 1062 660"
        "C1066 700 1064 730 1060 760L600 800Z"
    )
    c.shape(
        "M636 396C680 390 720 400 760 420C820 440 880 420 930 384C966 350 1000 346 1022 358"
        "L960 450C900 500 760 500 700 460Z",
        c.vertical(350, 490, (0, darker(way.lining, 0.1), 1), (1, darker(way.lining, 0.55), 1)),
    )
    tongue = (
        "M560 480C586 416 604 350 630 312C644 292 690 292 706 312C716 334 708 390 686 440L612 520Z"
    )
    c.panel(tongue, way.upper, 290, 520, lift=0.18)
    c.stitch(
        "M584 462C602 412 620 362 642 330C654 316 684 316 692 328C698 344 690 388 676 420",
        way.upper,
        2,
    )
    c.panel(upper, way.upper, 370, 800)
    clip = c.clip(upper)
    c.shape(upper, c.texture("knit", parts.speckle_free(way.upper)), ' opacity=".3"')
    # breathing zone
    zone = (
        "M300 660C370 630 430 600 480 566C520 610 540 680 530 780L330 780C300 740 290 700 300 660Z"
    )
    zclip = c.clip(zone)
    c.add(
        f'<g{clip}><path d="{zone}" fill="{c.texture("mesh", darker(way.upper, 0.5))}" opacity=".5"{zclip}/></g>'
    )
    # welded toe guard
    c.panel(
        "M120 790C130 700 190 664 262 638C240 680 262 716 320 734C390 752 470 770 520 800Z",
        way.panel,
        640,
        790,
        clip=clip,
        lift=0.2,
    )
    # sweeping overlay from the midfoot to the heel
    c.panel(
        "M520 800C560 740 610 680 680 640C780 588 880 566 1050 560L1056 600C900 606 800 640 720 690"
        "C670 720 640 760 620 800Z",
        way.accent,
        560,
        800,
        clip=clip,
    )
    c.panel(
        "M664 800C700 750 760 706 840 676C910 652 980 640 1060 636L1062 662C980 668 920 684 860 712"
        "C800 740 764 770 744 800Z",
        way.accent,
        630,
        800,
        clip=clip,
        lift=0.3,
        shade=0.05,
    )
    # eyestay with slots
    c.panel(
        "M446 560C500 524 556 466 600 412C616 392 634 380 652 392C668 406 682 420 696 430"
        "C650 500 590 576 530 628C512 640 494 634 482 616C470 598 460 580 446 560Z",
        way.panel,
        390,
        640,
        clip=clip,
    )
    # heel clip
    c.panel(
        "M1090 790L920 790C930 720 950 650 990 600C1010 580 1030 570 1060 566Z",
        way.panel,
        570,
        790,
        clip=clip,
        lift=0.24,
    )
    c.panel(
        "M956 372C976 348 1018 336 1036 356C1042 374 1032 404 1032 446C1000 452 966 446 948 420Z",
        way.panel,
        340,
        450,
        clip=clip,
        lift=0.2,
    )
    # pull loop
    c.line("M1024 350C1052 338 1064 360 1046 396", darker(way.accent, 0.3), 13)
    c.line("M1024 350C1052 338 1064 360 1046 396", way.accent, 9)
    c.line("M650 392C690 428 740 470 800 476C862 478 916 428 956 376", lighter(way.upper, 0.22), 12)
    c.line(
        "M650 398C690 434 740 478 800 484C862 486 916 434 958 382", darker(way.upper, 0.5), 2, 0.6
    )
    parts.light(c, upper, way.upper, glow=(420, 590), strength=0.3)
    parts.light(c, upper, way.upper, glow=(860, 540), strength=0.12)
    parts.laces(
        c,
        [
            ((512, 594), (470, 548)),
            ((546, 556), (504, 508)),
            ((580, 514), (540, 466)),
            ((612, 470), (574, 424)),
            ((642, 430), (608, 386)),
        ],
        way.lace,
        width=13,
    )
    parts.bow(c, 618, 374, way.lace, size=0.6, width=11)
    foam = (
        "M104 762C96 796 110 824 150 838C230 858 360 861 520 861C700 861 860 862 980 858"
        "C1040 852 1086 820 1096 772C1100 740 1092 704 1070 690C1010 700 980 716 920 730"
        "C800 756 660 766 520 762C380 758 260 744 180 728C136 724 110 738 104 762Z"
    )
    parts.midsole(c, foam, way.sole, 700, 862)
    fclip = c.clip(foam)
    c.line(
        "M130 786C300 812 460 818 620 814C800 808 960 790 1090 744",
        darker(way.sole, 0.3),
        2.4,
        0.6,
        fclip,
    )
    c.line(
        "M140 792C300 818 460 824 620 820C800 814 960 796 1090 750",
        lighter(way.sole, 0.8),
        2,
        0.7,
        fclip,
    )
    for x in range(0, 260, 34):
        c.line(
            f"M{640 + x} {790 - x * 0.06:g}q22 -16 44 -{4 + x * 0.02:g}",
            darker(way.sole, 0.26),
            3,
            0.55,
            fclip,
        )
    c.panel(
        "M1110 700L1000 790C960 812 900 824 820 830L980 838C1050 830 1090 790 1110 740Z",
        way.accent,
        700,
        840,
        clip=fclip,
        lift=0.2,
        edge=False,
    )
    tread = "M140 834C230 854 360 852 520 852C700 852 860 854 960 852L980 880L140 880Z"
    c.shape(tread, way.outsole, fclip)
    for x in range(180, 960, 58):
        c.line(f"M{x} 850l-6 14", lighter(way.outsole, 0.3), 3, 0.5, fclip)


def football(c: Canvas, way: Colourway) -> None:
    """A firm-ground football boot: low, tight, studs."""
    upper = (
        "M118 772C122 722 166 686 236 660C320 630 400 606 460 572C520 536 566 490 604 446"
        "C620 428 640 420 656 432C696 462 740 490 800 494C864 496 920 456 960 424"
        "C984 408 1018 404 1028 424C1036 474 1056 560 1064 640C1068 690 1068 730 1062 772"
        "C900 800 300 806 118 772Z"
    )
    stud_paint = c.vertical(
        790,
        862,
        (0, darker(way.outsole, 0.2), 1),
        (0.4, lighter(way.outsole, 0.2), 1),
        (1, darker(way.outsole, 0.35), 1),
    )
    for x, w, h in (
        (208, 58, 62),
        (318, 60, 66),
        (436, 60, 66),
        (548, 52, 58),
        (838, 62, 70),
        (958, 66, 70),
    ):
        c.shape(
            f"M{x - w / 2:g} 780L{x - w * 0.3:g} {790 + h}Q{x:g} {798 + h} {x + w * 0.3:g} {790 + h}L{x + w / 2:g} 780Z",
            stud_paint,
        )
        c.line(
            f"M{x - w * 0.3:g} {790 + h}Q{x:g} {798 + h} {x + w * 0.3:g} {790 + h}",
            way.accent,
            5,
            0.9,
        )
    c.shape(
        "M644 436C700 420 760 446 820 452C880 450 930 430 1000 414L960 480C900 520 760 516 704 486Z",
        c.vertical(410, 510, (0, darker(way.lining, 0.1), 1), (1, darker(way.lining, 0.55), 1)),
    )
    c.panel(
        "M560 520C590 450 610 400 640 372C660 358 700 364 708 384C712 410 700 450 686 476L620 540Z",
        way.panel,
        360,
        540,
    )
    c.panel(upper, way.upper, 410, 800, lift=0.24)
    clip = c.clip(upper)
    # ribs for ball control
    for i in range(7):
        c.line(
            f"M{250 + i * 34} {668 - i * 14}C{262 + i * 34} {700 - i * 10} {262 + i * 36} {740 - i * 6} {250 + i * 38} {772 - i * 4}",
            darker(way.upper, 0.35),
            6,
            0.35,
            clip,
        )
        c.line(
            f"M{255 + i * 34} {668 - i * 14}C{267 + i * 34} {700 - i * 10} {267 + i * 36} {740 - i * 6} {255 + i * 38} {772 - i * 4}",
            lighter(way.upper, 0.5),
            2.4,
            0.5,
            clip,
        )
    c.panel(
        "M560 800C600 720 660 640 760 590C850 550 950 540 1060 540L1064 590C960 590 880 606 810 650"
        "C750 690 720 740 700 800Z",
        way.accent,
        540,
        800,
        clip=clip,
    )
    c.panel(
        "M452 578C510 540 564 492 604 446C620 428 640 420 658 434C672 446 684 454 698 462"
        "C650 520 590 590 540 632C524 644 506 640 494 624C480 604 466 590 452 578Z",
        way.panel,
        420,
        640,
        clip=clip,
    )
    c.panel("M1090 800L930 800C930 720 950 660 990 620L1070 590Z", way.panel, 590, 800, clip=clip)
    c.line("M656 436C696 466 740 494 800 498C864 500 920 460 960 428", lighter(way.upper, 0.3), 9)
    parts.light(c, upper, way.upper, glow=(420, 610), strength=0.42)
    parts.laces(
        c,
        [
            ((520, 606), (484, 562)),
            ((552, 572), (518, 526)),
            ((584, 534), (550, 490)),
            ((616, 494), (582, 452)),
        ],
        way.lace,
        width=12,
    )
    parts.bow(c, 606, 436, way.lace, size=0.55, width=10)
    plate = (
        "M104 764C100 786 116 800 150 802C300 812 440 812 560 806C660 800 740 800 840 806"
        "C940 810 1030 806 1062 792C1078 782 1080 764 1074 748C1000 772 900 780 760 780"
        "C560 782 300 780 150 752C124 748 108 752 104 764Z"
    )
    parts.midsole(c, plate, way.outsole, 748, 812)
    c.line(
        "M130 778C300 800 460 800 620 792C800 786 960 792 1066 776",
        lighter(way.outsole, 0.4),
        3,
        0.5,
    )
