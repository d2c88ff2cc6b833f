"""The shop's own marks: its wordmark and the small sign for browser tabs."""

INK, ACCENT = "#1f1b24", "#c8553d"


def _letters(colour: str) -> str:
    """ "Kshoe's" in lines of one width: x-height 100, capitals 160, baseline at 200."""
    strokes = (
        "M20 40V200M112 40L24 132M58 104L120 200",  # K
        "M226 118C214 104 190 96 168 102C144 110 146 138 170 144L196 150C226 158 228 192 200 200"
        "C176 206 152 198 140 184",  # s
        "M264 36V200M264 148C264 118 284 102 308 102C334 102 348 120 348 146V200",  # h
        "M484 151A49 49 0 1 1 386 151A49 49 0 1 1 484 151Z",  # o
        "M522 150H614C614 120 594 102 568 102C540 102 520 124 520 151C520 180 540 201 569 201"
        "C588 201 602 193 610 180",  # e
        "M744 118C732 104 708 96 686 102C662 110 664 138 688 144L714 150C744 158 746 192 718 200"
        "C694 206 670 198 658 184",  # s
    )
    lines = "".join(f'<path d="{stroke}"/>' for stroke in strokes)
    return (
        f'<g fill="none" stroke="{colour}" stroke-width="24" stroke-linecap="round" '
        f'stroke-linejoin="round">{lines}</g>'
        f'<path d="M640 36L630 78" stroke="{ACCENT}" stroke-width="24" stroke-linecap="round"/>'
    )


def wordmark(colour: str = INK) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 16 768 204" width="768" height="204" '
        f'role="img" aria-label="Kshoe\'s">{_letters(colour)}</svg>'
    )


def sign() -> str:
    """A square sign: the K with its apostrophe, on the accent colour."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">'
        f'<rect width="64" height="64" rx="14" fill="{INK}"/>'
        '<path d="M20 15V49M42 15L21 36M28 29L42 49" fill="none" stroke="#fff" stroke-width="6" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
        f'<path d="M52 13L49 21" stroke="{ACCENT}" stroke-width="6" stroke-linecap="round"/></svg>'
    )
