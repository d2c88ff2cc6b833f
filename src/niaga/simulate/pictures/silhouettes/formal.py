"""Leather shoes: penny loafer, derby, and the ladies' pump and ballet flat."""

from niaga.simulate.pictures.canvas import Canvas, darker, lighter
from niaga.simulate.pictures.palette import Colourway
from niaga.simulate.pictures.silhouettes import parts


def _leather_sole(c: Canvas, way: Colourway) -> None:
    c.shape(
        "M470 852C660 844 740 826 834 818L834 861L470 861Z",
        darker(way.outsole, 0.5),
        ' opacity=".5"',
    )
    heel = "M820 812L1068 806L1060 852C1056 860 1050 861 1040 861L836 861C826 861 822 856 820 846Z"
    sole = (
        "M96 800C92 822 104 838 140 844C260 860 420 862 560 852C660 844 740 828 830 820"
        "C920 814 1010 814 1072 810C1080 796 1080 784 1074 772C900 800 700 806 520 806"
        "C360 806 220 794 150 776C116 770 100 782 96 800Z"
    )
    parts.midsole(c, heel, way.outsole, 806, 862)
    c.line("M828 830L1066 824", lighter(way.outsole, 0.3), 2, 0.5)
    c.line("M830 846L1062 842", darker(way.outsole, 0.5), 2, 0.6)
    parts.midsole(c, sole, way.sole, 772, 860)
    c.stitch(
        "M116 798C220 822 380 826 540 824C700 820 900 816 1070 790", lighter(way.sole, 0.12), 2.4
    )


def loafer(c: Canvas, way: Colourway) -> None:
    upper = (
        "M112 794C112 744 140 716 200 694C290 664 400 640 480 606C540 578 584 534 622 498"
        "C640 482 664 488 690 512C760 572 860 572 930 512C964 482 1000 456 1026 468"
        "C1044 520 1058 600 1064 670C1068 720 1070 760 1068 814L140 814Z"
    )
    c.shape(
        "M612 508C650 462 740 470 820 482C900 490 970 476 1020 464L980 540C900 590 720 590 660 560Z",
        c.vertical(462, 570, (0, lighter(way.lining, 0.1), 1), (1, darker(way.lining, 0.6), 1)),
    )
    c.panel(upper, way.upper, 466, 800, lift=0.22, shade=0.3)
    clip = c.clip(upper)
    c.shape(upper, c.texture("grain", darker(way.upper, 0.3)), ' opacity=".2"')
    # apron with its hand-sewn ridge
    apron = (
        "M214 690C300 664 404 640 484 606C544 578 588 534 626 498C650 520 676 536 700 546"
        "C640 600 560 650 470 684C390 712 300 728 236 726C206 722 200 706 214 690Z"
    )
    c.panel(apron, lighter(way.upper, 0.08), 500, 726, clip=clip, lift=0.2)
    ridge = "M214 698C206 716 222 730 250 730C320 730 400 714 476 688C566 654 646 602 704 548"
    c.line(ridge, darker(way.upper, 0.45), 9, 0.55, clip)
    c.line(ridge, lighter(way.upper, 0.3), 5, 0.9, clip + ' stroke-dasharray="3 9"')
    # saddle strap
    strap = (
        "M520 586C556 560 590 528 616 504C660 540 704 570 740 610C772 650 786 720 788 800L660 800"
        "C656 730 640 680 600 640C576 618 548 600 520 586Z"
    )
    c.panel(strap, way.panel, 500, 800, clip=clip, lift=0.22)
    c.stitch("M536 590C566 606 594 624 616 648C652 688 668 736 672 796", way.panel, 2.4, clip)
    c.stitch("M618 518C660 552 696 580 728 616C760 656 774 722 776 796", way.panel, 2.4, clip)
    c.shape(
        "M592 566C612 562 636 578 652 600C650 612 638 612 628 606C612 600 598 584 592 566Z",
        darker(way.panel, 0.62),
        clip,
    )
    # heel stay
    c.panel("M1090 800L962 800C960 700 984 590 1004 470L1070 460Z", way.panel, 470, 800, clip=clip)
    c.stitch("M974 796C972 700 994 596 1014 486", way.panel, 2.2, clip)
    c.line(
        "M626 500C648 486 668 494 692 516C762 576 862 576 932 516C966 486 1000 460 1024 470",
        way.panel,
        9,
    )
    c.line(
        "M626 504C648 491 668 499 692 521C762 581 862 581 932 521C966 491 1000 465 1026 476",
        darker(way.panel, 0.5),
        2,
        0.7,
    )
    parts.light(c, upper, way.upper, glow=(330, 680), strength=0.6, reach=230)
    parts.light(c, upper, way.upper, glow=(860, 620), strength=0.26, reach=260)
    _leather_sole(c, way)


def derby(c: Canvas, way: Colourway) -> None:
    upper = (
        "M104 796C102 744 132 718 196 696C290 668 392 646 466 610C526 578 574 524 612 476"
        "C628 456 646 448 662 458C706 486 750 512 812 514C876 514 926 480 962 450"
        "C986 434 1018 432 1028 450C1044 510 1058 600 1064 670C1068 720 1070 760 1068 814L140 814Z"
    )
    c.shape(
        "M650 462C700 446 760 470 820 476C880 474 940 452 1000 440L960 500C900 536 760 530 706 506Z",
        c.vertical(440, 530, (0, way.lining, 1), (1, darker(way.lining, 0.5), 1)),
    )
    c.panel(
        "M566 540C592 480 616 430 646 404C664 392 702 398 708 416C712 440 700 476 686 500L620 560Z",
        way.upper,
        396,
        560,
    )
    c.panel(upper, way.upper, 440, 800, lift=0.22, shade=0.32)
    clip = c.clip(upper)
    # cap toe
    c.panel(
        "M90 800C92 742 132 716 200 694C244 682 280 672 310 664C340 706 350 756 344 800Z",
        way.panel,
        664,
        800,
        clip=clip,
        lift=0.28,
    )
    c.stitch("M318 666C348 708 358 756 352 798", way.panel, 2.2, clip)
    for x, y in ((322, 690), (336, 716), (346, 744), (350, 772)):
        c.add(
            f'<circle cx="{x + 18}" cy="{y}" r="4.500" fill="{darker(way.upper, 0.6)}" opacity=".8"/>'
        )
    # quarters over the vamp
    quarter = (
        "M516 572C556 536 590 502 614 474C628 456 646 448 664 460C706 488 750 512 812 514"
        "C876 514 926 480 962 450L1100 450L1100 800L700 800C690 730 660 680 610 652C570 634 530 622 512 604"
        "C506 590 508 580 516 572Z"
    )
    c.panel(quarter, lighter(way.upper, 0.04), 450, 800, clip=clip, lift=0.2, shade=0.3)
    c.stitch("M526 584C520 600 540 612 578 626C650 648 700 700 714 796", way.upper, 2.2, clip)
    c.stitch("M662 474C640 520 600 560 556 600", way.upper, 2.2, clip)
    c.panel("M1090 800L956 800C958 700 984 590 1004 450L1070 440Z", way.panel, 450, 800, clip=clip)
    c.stitch("M968 796C970 700 994 596 1014 470", way.panel, 2.2, clip)
    c.line("M652 458C706 488 750 516 812 518C876 518 926 484 962 454", darker(way.upper, 0.4), 6)
    parts.light(c, upper, way.upper, glow=(230, 730), strength=0.75, reach=170)
    parts.light(c, upper, way.upper, glow=(470, 640), strength=0.34, reach=180)
    parts.light(c, upper, way.upper, glow=(860, 620), strength=0.24, reach=260)
    parts.laces(
        c,
        [
            ((552, 584), (528, 556)),
            ((580, 556), (556, 524)),
            ((606, 524), (582, 490)),
            ((632, 490), (608, 458)),
        ],
        way.lace,
        width=9,
    )
    parts.bow(c, 620, 446, way.lace, size=0.5, width=8)
    _leather_sole(c, way)


def heels(c: Canvas, way: Colourway) -> None:
    """A pump with a slim 8 cm heel."""
    upper = (
        "M96 832C90 800 118 774 176 760C250 744 320 726 372 694C392 682 404 700 420 720"
        "C480 770 580 760 680 690C760 630 850 530 930 440C960 408 1000 384 1022 396"
        "C1044 424 1050 500 1044 570C1040 610 1030 640 1010 654C940 640 880 660 800 720"
        "C700 800 600 838 460 846C330 852 180 852 120 848C104 846 98 842 96 832Z"
    )
    insole = "M384 694C460 700 560 690 650 630C740 566 840 470 920 410C950 392 990 380 1018 392L950 470C850 590 720 720 600 756C520 776 440 760 408 724Z"
    heel = "M884 650C930 636 990 634 1036 616C1030 680 1008 740 1000 800L996 852C995 860 990 861 984 861L954 861C948 861 945 858 945 850C946 780 930 700 884 650Z"
    c.shape(
        insole,
        c.vertical(380, 760, (0, lighter(way.lining, 0.2), 1), (1, darker(way.lining, 0.3), 1)),
    )
    sole = (
        "M94 834C106 854 200 864 330 864C480 864 610 856 710 808C780 770 820 730 866 700"
        "C910 672 964 656 1014 652L960 600L700 690L400 800Z"
    )
    parts.midsole(c, sole, way.outsole, 640, 866, edge=False)
    c.shape(
        heel,
        c.linear(
            890,
            0,
            1040,
            0,
            (0, darker(way.panel, 0.4), 1),
            (0.4, lighter(way.panel, 0.16), 1),
            (1, darker(way.panel, 0.35), 1),
        ),
    )
    c.line("M946 850L996 850", "#17131a", 9, 0.9)
    c.panel(upper, way.upper, 390, 850, lift=0.26, shade=0.26)
    clip = c.clip(upper)
    c.stitch(
        "M362 712C392 694 400 712 416 732C478 786 586 776 688 704C768 644 858 544 936 456C964 424 1000 402 1020 410",
        way.upper,
        1.8,
        clip,
    )
    c.line("M822 710C880 664 940 640 1010 654", darker(way.upper, 0.4), 2.4, 0.5, clip)
    parts.light(c, upper, way.upper, glow=(230, 780), strength=0.8, reach=150)
    parts.light(c, upper, way.upper, glow=(900, 540), strength=0.5, reach=190)
    c.line(
        "M372 694C392 682 404 700 420 720C480 770 580 760 680 690C760 630 850 530 930 440C960 408 1000 384 1022 396",
        lighter(way.upper, 0.3),
        4,
        0.9,
    )


def flat(c: Canvas, way: Colourway) -> None:
    """A ballet flat with a bow."""
    upper = (
        "M110 806C104 762 140 736 200 720C262 704 316 688 356 664C378 652 392 668 410 690"
        "C480 762 640 770 780 720C870 684 930 616 980 566C1002 548 1032 548 1042 566"
        "C1056 620 1064 690 1066 740L1064 812Z"
    )
    c.shape(
        "M366 664C480 640 640 660 780 640C880 620 950 580 1030 556L960 650C860 740 560 780 430 716Z",
        c.vertical(556, 760, (0, lighter(way.lining, 0.25), 1), (1, darker(way.lining, 0.35), 1)),
    )
    c.panel(upper, way.upper, 550, 820, lift=0.24, shade=0.24)
    clip = c.clip(upper)
    c.shape(upper, c.texture("suede", darker(way.upper, 0.3)), ' opacity=".2"')
    rim = "M350 668C378 650 394 668 412 690C482 762 642 770 782 720C872 684 932 616 982 566C1004 550 1030 550 1040 566"
    c.line(rim, darker(way.panel, 0.2), 15)
    c.line(rim, way.panel, 11)
    c.stitch(
        "M352 690C380 678 390 692 404 710C480 786 648 792 790 740C884 704 946 634 992 584",
        way.upper,
        2,
        clip,
    )
    c.stitch("M980 800C990 720 1004 640 1010 570", way.upper, 2, clip)
    parts.light(c, upper, way.upper, glow=(240, 750), strength=0.5, reach=190)
    parts.light(c, upper, way.upper, glow=(880, 740), strength=0.24, reach=220)
    # bow
    for wing in (
        "M372 672C340 620 270 620 262 654C256 690 330 704 372 684Z",
        "M380 672C400 616 474 606 482 642C486 680 424 700 384 684Z",
    ):
        c.line(wing, "#120e14", 8, 0.12, ' transform="translate(1 5)"')
        c.panel(wing, way.panel, 610, 700, lift=0.28)
    c.panel(
        "M360 664Q378 654 394 664Q398 680 392 694Q376 700 362 692Q356 678 360 664Z",
        way.panel,
        656,
        698,
    )
    sole = "M100 806C100 832 116 846 150 850C320 858 560 850 700 846C820 842 900 858 1030 858C1064 856 1074 840 1074 808C900 822 700 824 520 822C360 820 220 812 160 798C124 790 102 792 100 806Z"
    parts.midsole(c, sole, way.outsole, 796, 860)
