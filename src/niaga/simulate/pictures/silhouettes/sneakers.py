"""Sneakers: low, court high-top, slip-on and a child's strap sneaker. Toe to the left, floor 860."""

from niaga.simulate.pictures.canvas import Canvas, darker, lighter
from niaga.simulate.pictures.palette import Colourway
from niaga.simulate.pictures.silhouettes import parts

CUPSOLE = (
    "M112 806C106 838 120 857 158 860C420 864 780 864 1038 860C1066 859 1078 842 1079 818"
    "L1078 768C960 782 800 790 640 786C480 782 320 770 196 758C146 754 116 774 112 806Z"
)


def _cupsole(c: Canvas, way: Colourway, top: float = 756) -> None:
    parts.midsole(c, CUPSOLE, way.sole, top, 862)
    clip = c.clip(CUPSOLE)
    if way.outsole != way.sole:
        c.shape(
            "M90 838C400 850 780 850 1100 838L1100 880L90 880Z",
            c.vertical(836, 864, (0, way.outsole, 1), (1, darker(way.outsole, 0.3), 1)),
            clip,
        )
    c.line(
        "M126 796C300 806 480 812 640 814C800 816 960 810 1076 798", darker(way.sole, 0.35), 2, 0.5
    )
    c.stitch("M128 784C300 794 480 800 640 802C800 804 960 798 1074 786", way.sole, 2.2)
    c.line("M180 838C420 846 780 846 1040 838", darker(way.sole, 0.3), 1.6, 0.5)


def low(c: Canvas, way: Colourway) -> None:
    upper = (
        "M132 790C126 736 158 694 226 664C304 630 386 612 446 572C504 532 562 472 606 418"
        "C622 398 640 384 654 392C690 420 730 452 790 456C856 460 908 420 948 386"
        "C974 366 1018 366 1032 390C1040 440 1056 520 1062 600C1068 690 1072 740 1070 796Z"
    )
    lining = (
        "M640 396C676 378 700 386 740 402C800 424 880 416 930 388C966 368 1000 372 1016 384"
        "L960 440C900 480 760 490 700 450Z"
    )
    tongue = (
        "M560 486C584 424 606 356 634 322C650 304 694 302 710 320C722 338 712 392 690 440L612 520Z"
    )
    texture = "grain" if way.code in {"cokelat", "tan"} else "suede"
    c.shape(
        lining,
        c.vertical(370, 480, (0, darker(way.lining, 0.12), 1), (1, darker(way.lining, 0.5), 1)),
    )
    c.panel(tongue, way.upper, 300, 520, lift=0.2)
    c.stitch(
        "M584 470C602 420 620 372 644 340C656 326 686 324 696 336C702 350 696 390 680 424",
        way.upper,
        2,
    )
    c.panel(upper, way.upper, 380, 800)
    clip = c.clip(upper)
    c.shape(upper, c.texture(texture, parts.speckle_free(way.upper)), ' opacity=".16"')
    # quarter with its seam to the vamp
    c.line("M486 548C520 600 532 690 520 790", darker(way.upper, 0.4), 2.4, 0.5, clip)
    c.stitch("M498 546C532 600 544 690 532 790", way.upper, 2.2, clip)
    # toe cap perforations
    for x, y in (
        (262, 694),
        (292, 680),
        (322, 668),
        (352, 658),
        (284, 712),
        (314, 700),
        (344, 690),
        (374, 680),
        (306, 732),
        (336, 722),
        (366, 712),
    ):
        c.add(
            f'<ellipse cx="{x}" cy="{y}" rx="5" ry="3.600" fill="{darker(way.upper, 0.55)}" opacity=".6"/>'
        )
    # mudguard round the toe
    c.panel(
        "M126 800C118 730 160 692 226 662C214 700 232 726 290 738C370 752 450 768 512 800Z",
        way.panel,
        670,
        800,
        clip=clip,
    )
    c.stitch("M221 676C216 714 240 738 296 750C360 760 430 774 486 794", way.panel, 2.2, clip)
    # eyestay along the throat
    c.panel(
        "M430 584C500 540 560 474 606 418C622 398 640 384 656 394C676 408 690 422 706 434"
        "C660 500 600 580 540 640C520 656 500 652 486 632C470 610 452 594 430 584Z",
        way.panel,
        400,
        660,
        clip=clip,
    )
    c.stitch("M694 444C652 506 594 580 534 630C520 642 506 638 496 622", way.panel, 2.2, clip)
    # heel counter and collar patch
    c.panel(
        "M1090 800L850 800C860 700 900 622 968 578C1000 558 1030 556 1066 560Z",
        way.panel,
        560,
        800,
        clip=clip,
    )
    c.stitch("M864 796C874 706 910 634 974 592C1002 574 1030 570 1058 572", way.panel, 2.2, clip)
    c.panel(
        "M948 386C974 366 1018 366 1034 390C1042 440 1050 500 1054 548C1020 536 980 520 958 492"
        "C944 468 936 420 948 386Z",
        way.accent if way.accent != way.panel else way.panel,
        366,
        550,
        clip=clip,
    )
    c.stitch("M960 396C952 430 958 462 974 484C994 508 1024 522 1046 530", way.accent, 2, clip)
    # the side mark: two rising bars
    for shift in (0, 52):
        c.panel(
            f"M{610 + shift} 770C{640 + shift} 700 {690 + shift} 620 {752 + shift} 560"
            f"L{788 + shift} 566C{730 + shift} 630 {682 + shift} 706 {652 + shift} 772Z",
            way.accent,
            560,
            772,
            clip=clip,
        )
    # collar rim
    c.line(
        "M654 394C690 422 730 454 790 458C856 462 908 422 948 388", lighter(way.upper, 0.16), 9, 1
    )
    c.line(
        "M654 398C690 427 730 460 790 464C856 467 908 428 950 394", darker(way.upper, 0.5), 2, 0.6
    )
    parts.light(c, upper, way.upper, glow=(420, 600), strength=0.3)
    parts.laces(
        c,
        [
            ((508, 604), (472, 552)),
            ((544, 566), (508, 516)),
            ((580, 524), (544, 476)),
            ((614, 482), (578, 434)),
            ((648, 440), (612, 392)),
        ],
        way.lace,
    )
    parts.bow(c, 622, 380, way.lace, size=0.62)
    _cupsole(c, way)


def high(c: Canvas, way: Colourway) -> None:
    upper = (
        "M140 790C130 730 166 690 238 664C318 634 404 616 466 572C526 526 566 430 600 340"
        "C616 296 640 232 664 206C684 192 730 196 800 214C860 228 920 230 966 212"
        "C988 206 1000 216 1002 238C1008 320 1004 400 1024 480C1048 560 1074 680 1070 796Z"
    )
    tongue = (
        "M556 440C580 350 604 240 632 176C646 148 706 140 724 160C736 176 730 214 716 250L640 420Z"
    )
    c.shape(
        "M660 212C700 176 760 178 820 186C890 196 940 196 976 206L976 260L700 270Z",
        c.vertical(176, 250, (0, darker(way.lining, 0.1), 1), (1, darker(way.lining, 0.5), 1)),
    )
    c.panel(tongue, way.upper, 150, 440, lift=0.2)
    c.add(
        f'<rect x="652" y="178" width="52" height="40" rx="5" fill="{way.accent}" '
        f'transform="rotate(10 678 198)" opacity=".95"/>'
    )
    c.panel(upper, way.upper, 200, 800)
    clip = c.clip(upper)
    c.shape(upper, c.texture("canvas", parts.speckle_free(way.upper)), ' opacity=".22"')
    # stitched side seams
    c.line("M540 470C600 540 612 680 600 796", darker(way.upper, 0.4), 2.2, 0.55, clip)
    c.stitch("M552 466C612 540 624 680 612 796", way.upper, 2.2, clip)
    c.panel(
        "M458 578C520 540 566 430 600 340C616 296 640 232 666 204C684 210 704 214 720 216"
        "C690 300 650 430 590 540C566 582 536 616 512 622C490 622 472 600 458 578Z",
        way.panel,
        200,
        620,
        clip=clip,
    )
    c.stitch("M706 222C676 304 638 428 580 532C556 572 532 600 512 606", way.panel, 2.2, clip)
    # ankle strip and heel stay
    c.panel("M1100 800L984 800C984 660 956 420 944 206L1040 200Z", way.panel, 200, 800, clip=clip)
    c.stitch("M998 796C998 660 970 420 958 222", way.panel, 2.2, clip)
    c.panel(
        "M676 208C740 196 800 212 850 222C900 230 940 226 1004 208L1008 262C940 280 870 274 800 262"
        "C760 254 710 250 662 256Z",
        way.panel,
        200,
        280,
        clip=clip,
    )
    c.stitch("M668 246C720 240 770 246 812 252C870 266 940 268 1004 252", way.panel, 2, clip)
    # round ankle badge: a rising sun over a line
    c.add(f'<circle cx="816" cy="404" r="66" fill="{darker(way.upper, 0.5)}" opacity=".25"/>')
    c.add(f'<circle cx="814" cy="399" r="64" fill="{way.sole}"/>')
    c.add(
        f'<circle cx="814" cy="399" r="55" fill="none" stroke="{way.accent}" stroke-width="4"/>'
        f'<path d="M776 414a38 38 0 0 1 76 0z" fill="{way.accent}"/>'
        f'<path d="M776 426h76" stroke="{way.accent}" stroke-width="5"/>'
    )
    # toe bumper
    c.panel(
        "M120 800C110 724 160 690 240 662C300 700 330 750 336 800Z", way.sole, 660, 800, clip=clip
    )
    c.line("M236 676C288 708 318 752 324 800", darker(way.sole, 0.3), 2, 0.6, clip)
    parts.light(c, upper, way.upper, glow=(430, 610), strength=0.26)
    parts.light(c, upper, way.upper, glow=(800, 330), strength=0.14, reach=360)
    parts.laces(
        c,
        [
            ((526, 590), (486, 546)),
            ((558, 548), (520, 502)),
            ((584, 500), (544, 452)),
            ((608, 448), (566, 400)),
            ((630, 394), (586, 346)),
            ((650, 338), (604, 292)),
            ((670, 282), (624, 238)),
        ],
        way.lace,
    )
    parts.bow(c, 640, 226, way.lace, size=0.62)
    sole = (
        "M112 800C106 836 122 857 160 860C420 864 780 864 1040 860C1066 859 1080 842 1081 818"
        "L1080 756C960 770 800 778 640 774C480 770 320 758 196 748C146 744 116 768 112 800Z"
    )
    parts.midsole(c, sole, way.sole, 748, 862)
    c.line("M120 782C300 796 480 802 640 804C800 806 960 800 1080 788", way.accent, 8, 0.95)
    c.line(
        "M116 806C300 820 480 826 640 828C800 830 960 824 1080 812", darker(way.sole, 0.2), 2, 0.7
    )
    c.shape(
        "M90 842C400 852 780 852 1100 842L1100 880L90 880Z",
        c.vertical(840, 864, (0, way.outsole, 1), (1, darker(way.outsole, 0.3), 1)),
        c.clip(sole),
    )


def slip_on(c: Canvas, way: Colourway) -> None:
    upper = (
        "M134 790C126 736 160 696 232 664C310 632 400 604 468 560C520 526 560 482 596 452"
        "C620 436 650 444 690 462C760 492 860 486 930 446C960 426 1000 408 1024 424"
        "C1042 470 1056 540 1062 610C1068 690 1072 740 1070 796Z"
    )
    c.shape(
        "M588 462C640 418 720 420 800 432C880 444 960 430 1018 420L980 480C900 520 700 520 640 490Z",
        c.vertical(416, 500, (0, darker(way.lining, 0.08), 1), (1, darker(way.lining, 0.5), 1)),
    )
    c.panel(upper, way.upper, 420, 800)
    clip = c.clip(upper)
    c.shape(upper, c.texture("canvas", parts.speckle_free(way.upper)), ' opacity=".26"')
    # elastic gores
    gore = "M566 482C584 468 600 452 616 448C640 452 664 460 684 466C676 520 664 566 640 610C606 590 580 540 566 482Z"
    c.panel(gore, way.accent, 440, 610, clip=clip, lift=0.06)
    gclip = c.clip(gore)
    for i in range(9):
        c.line(
            f"M{556 + i * 17} 440C{566 + i * 16} 500 {580 + i * 12} 560 {606 + i * 7} 620",
            darker(way.accent, 0.4),
            2.4,
            0.5,
            gclip,
        )
    # vamp seam, side seam
    c.stitch("M556 494C572 548 598 598 634 626C664 580 684 520 694 474", way.upper, 2.2, clip)
    c.line("M636 622C650 680 650 740 640 796", darker(way.upper, 0.4), 2.4, 0.5, clip)
    c.stitch("M648 622C662 680 662 740 652 796", way.upper, 2.2, clip)
    c.panel("M1090 800L940 800C946 700 964 560 1010 410L1070 420Z", way.panel, 420, 800, clip=clip)
    c.stitch("M954 796C960 700 978 566 1020 430", way.panel, 2.2, clip)
    c.line(
        "M600 453C624 440 652 448 692 466C762 496 862 490 932 450C962 430 1000 412 1024 426",
        way.panel,
        13,
    )
    c.line(
        "M600 459C624 446 652 455 692 473C762 503 862 497 932 457C962 437 1000 419 1026 433",
        darker(way.panel, 0.4),
        2,
        0.6,
    )
    c.line(
        "M600 449C624 436 652 444 692 462C762 492 862 486 932 446C962 426 1000 408 1022 422",
        lighter(way.panel, 0.5),
        2,
        0.5,
    )
    parts.light(c, upper, way.upper, glow=(430, 600), strength=0.3)
    _cupsole(c, way)


def kids(c: Canvas, way: Colourway) -> None:
    """A child's sneaker: shorter, rounder, two straps."""
    upper = (
        "M206 786C186 700 214 634 290 598C360 566 440 560 500 522C560 480 590 424 622 384"
        "C640 366 664 366 684 384C724 420 770 440 820 436C870 432 900 400 926 376"
        "C950 358 984 362 992 388C1000 450 1010 520 1012 600C1014 690 1016 740 1014 790Z"
    )
    c.shape(
        "M648 380C690 352 760 380 820 386C880 388 930 364 976 370L940 430C860 480 740 470 690 430Z",
        c.vertical(356, 470, (0, darker(way.lining, 0.05), 1), (1, darker(way.lining, 0.5), 1)),
    )
    c.panel(
        "M566 500C590 420 610 340 642 306C662 290 708 294 720 314C728 340 710 392 690 430L630 520Z",
        way.panel,
        300,
        520,
        lift=0.2,
    )
    c.panel(upper, way.upper, 370, 800)
    clip = c.clip(upper)
    c.shape(upper, c.texture("mesh", parts.speckle_free(way.upper)), ' opacity=".3"')
    c.panel(
        "M190 800C176 690 214 634 292 597C270 650 290 690 350 706C430 724 500 750 540 800Z",
        way.panel,
        600,
        800,
        clip=clip,
    )
    c.stitch("M284 616C276 668 302 702 360 718C426 734 486 756 522 790", way.panel, 2.2, clip)
    c.panel(
        "M1040 800L800 800C800 690 840 600 920 552C950 536 980 530 1012 534Z",
        way.panel,
        530,
        800,
        clip=clip,
    )
    c.stitch("M814 796C814 696 850 614 926 568C954 552 980 546 1008 548", way.panel, 2.2, clip)
    # star
    star = "M690 640l17 40 43 4-33 28 10 43-37-23-37 23 10-43-33-28 43-4z"
    c.panel(star, way.accent, 640, 756, clip=clip)
    c.line("M650 372C700 424 764 444 820 440C872 436 902 404 928 380", lighter(way.upper, 0.2), 12)
    parts.light(c, upper, way.upper, glow=(440, 580), strength=0.32)
    for dx, dy in ((0, 0), (-70, 74)):
        strap = (
            f"M{560 + dx} {452 + dy}C{590 + dx} {420 + dy} {620 + dx} {398 + dy} {646 + dx} {404 + dy}"
            f"C{690 + dx} {440 + dy} {726 + dx} {486 + dy} {748 + dx} {540 + dy}"
            f"C{752 + dx} {562 + dy} {706 + dx} {594 + dy} {688 + dx} {580 + dy}"
            f"C{660 + dx} {524 + dy} {620 + dx} {484 + dy} {560 + dx} {452 + dy}Z"
        )
        c.line(strap, "#120e14", 10, 0.12, ' transform="translate(2 6)"')
        c.panel(strap, way.accent, 400 + dy, 590 + dy)
        c.stitch(
            f"M{592 + dx} {446 + dy}C{642 + dx} {478 + dy} {676 + dx} {520 + dy} {698 + dx} {566 + dy}",
            way.accent,
            2,
        )
        c.stitch(
            f"M{632 + dx} {418 + dy}C{680 + dx} {450 + dy} {712 + dx} {496 + dy} {734 + dx} {546 + dy}",
            way.accent,
            2,
        )
    sole = (
        "M176 800C168 838 186 858 226 860C480 864 740 864 986 860C1014 858 1028 842 1028 818"
        "L1026 756C900 776 700 782 560 774C440 766 330 750 262 744C206 742 182 766 176 800Z"
    )
    parts.midsole(c, sole, way.sole, 744, 862)
    sclip = c.clip(sole)
    c.shape(
        "M160 838C400 848 780 848 1040 838L1040 880L160 880Z",
        c.vertical(836, 864, (0, way.outsole, 1), (1, darker(way.outsole, 0.3), 1)),
        sclip,
    )
    c.line("M186 800C330 812 460 818 600 820C760 822 900 816 1026 802", way.accent, 7, 0.9)
