"""The difference by segment of visitors: for whom it holds, and whether it differs among them."""

from django.utils.translation import gettext as _

from niaga.insight.experiments.comparison import Comparison
from niaga.insight.experiments.segments import REST, Effect, Kind
from niaga.web.dashboards.cards import few
from niaga.web.dashboards.charts import IntervalRow, Intervals
from niaga.web.dashboards.experiments import words
from niaga.web.dashboards.experiments.chosen import (
    METRICS,
    Shown,
    difference_unit,
    hidden,
    none,
    shown_of,
    unit_of,
)
from niaga.web.dashboards.experiments.figures import ExperimentFigures
from niaga.web.dashboards.numbers import Cell, Writer, percent
from niaga.web.dashboards.tiles import Column, Table, Tile

DRAWN = 10  # rows of the picture; the table has all


def by_segment(figures: ExperimentFigures) -> Tile:
    title = _("Menurut segmen pengunjung")
    kinds = figures.segments  # asked without any test too: so its SQL is made ahead
    shown = shown_of(figures)
    if shown is None:
        return none(figures, "by_segment", title)
    if not shown.is_readable:
        return hidden("by_segment", title)
    if not kinds:
        return Tile("by_segment", title, empty=_(
            "Berkas uji ini tidak memuat segmen pengunjungnya. Impor berkas dengan kolom negara "
            "atau perangkat, atau bersama berkas kedua yang memuatnya untuk tiap pengunjung."
        ))  # fmt: skip
    if shown.judgement.decision == "running":
        return _waiting(figures, shown, title, kinds)
    picture = _picture(shown, title, kinds)
    smallest = min(effect.visitors for kind in kinds for effect in kind.effects)
    return Tile(
        "by_segment",
        title,
        lead=" ".join(_differs(kind, shown) for kind in kinds),
        picture=picture,
        table=_table(figures, shown, kinds),
        notes=few(smallest),
        metrics=METRICS,
    )


def _named(kind: Kind, effect: Effect) -> str:
    if effect.segment is None:
        return f"{kind.name}: " + _("tidak diberi tahu")
    return f"{kind.name}: " + (_("lainnya") if effect.segment == REST else effect.segment)


def _waiting(figures: ExperimentFigures, shown: Shown, title: str, kinds: tuple[Kind, ...]) -> Tile:
    """Who has come so far: while a test runs no difference is told that is not always valid."""
    table = Table(
        columns=(
            Column(_("Segmen")),
            Column(_("Varian")),
            Column(_("Pengunjung, dengan kontrol"), "count"),
        ),
        rows=tuple(
            (_named(kind, effect), effect.variant, effect.visitors)
            for kind in kinds
            for effect in kind.effects
        ),
        currency=figures.selection.shop.currency,
        footnote=_("Beda menurut segmen baru dibuka setelah uji diputuskan."),
    )
    return Tile("by_segment", title, table=table, metrics=METRICS[:1])


def _differs(kind: Kind, shown: Shown) -> str:
    """Whether it decides, and whether the effect of the leading variant differs within it."""
    said = (
        _("%(kind)s ada dalam rencana, jadi boleh memutuskan untuk segmennya sendiri.")
        if kind.planned
        else _("%(kind)s tidak ada dalam rencana: bukan untuk memutuskan.")
    ) % {"kind": kind.name}
    p = kind.differs.get(shown.verdict.variant)
    if p is None:
        return said
    if p < shown.judgement.plan.alpha:
        text = _("Pengaruhnya tidak sama di semua %(kind)s (Cochran Q, %(p)s).")
    else:
        text = _("Tidak terbukti bahwa pengaruhnya berbeda menurut %(kind)s (Cochran Q, %(p)s).")
    return said + " " + text % {"kind": kind.name, "p": words.p_said(p)}


def _picture(shown: Shown, title: str, kinds: tuple[Kind, ...]) -> Intervals | None:
    rows = []
    for kind in kinds:
        for effect in kind.effects:
            found = effect.comparison
            if effect.variant == shown.verdict.variant and isinstance(found, Comparison):
                note = "n = " + Writer("count", "").exact(effect.visitors)
                tone = "main" if effect.is_found and kind.planned else "context"
                name = _named(kind, effect)
                rows.append(IntervalRow(name, found.low, found.difference, found.high, note, tone))
    if not rows:
        return None
    summary = _(
        "Beda %(variant)s dengan %(control)s di tiap segmen; garisnya selang yang berlaku untuk "
        "semua segmen sekaligus. Yang memuat nol tidak terbukti."
    ) % {"variant": shown.verdict.variant, "control": shown.judgement.plan.control}
    return Intervals(
        name="by_segment",
        title=title,
        summary=summary,
        rows=tuple(rows[:DRAWN]),
        tick=shown.scale.tick,
        exact=shown.scale.difference,
    )


def _table(figures: ExperimentFigures, shown: Shown, kinds: tuple[Kind, ...]) -> Table:
    plan, unit = shown.judgement.plan, unit_of(shown.scale)
    difference = difference_unit(shown.scale)
    rows = []
    for kind in kinds:
        for effect in kind.effects:
            found = effect.comparison
            told = found if isinstance(found, Comparison) else None
            rows.append(
                (
                    _named(kind, effect),
                    effect.variant,
                    effect.visitors,
                    Cell(told.control if told else None, unit),
                    Cell(told.treatment if told else None, unit),
                    told.difference if told else None,
                    told.low if told else None,
                    told.high if told else None,
                    effect.p,
                    _meaning(kind, effect),
                )
            )
    return Table(
        columns=(
            Column(_("Segmen")),
            Column(_("Varian")),
            Column(_("Pengunjung"), "count"),
            Column(plan.control, "score"),
            Column(_("Varian itu"), "score"),
            Column(_("Beda"), difference),
            Column(_("Batas bawah"), difference),
            Column(_("Batas atas"), difference),
            Column(_("p disesuaikan"), "p"),
            Column(_("Artinya")),
        ),
        rows=tuple(rows),
        currency=figures.selection.shop.currency,
        footnote=_footnote(kinds, percent(plan.alpha, decimals=0)),
    )


def _meaning(kind: Kind, effect: Effect) -> str:
    if not isinstance(effect.comparison, Comparison):
        return words.reason(effect.comparison)
    if not kind.planned:
        return _("dugaan, bukan untuk memutuskan") if effect.is_found else _("tidak terbukti")
    if not effect.is_found:
        return _("tidak terbukti")
    if effect.comparison.difference > 0:
        return _("terbukti lebih baik di segmen ini")
    return _("terbukti lebih buruk di segmen ini")


def _footnote(kinds: tuple[Kind, ...], level: str) -> str:
    parts = []
    if any(kind.planned for kind in kinds):
        names = ", ".join(kind.name for kind in kinds if kind.planned)
        parts.append(
            _(
                "Menurut %(names)s, yang ditetapkan dalam rencana: p disesuaikan menurut Holm, dan "
                "boleh memutuskan untuk segmennya sendiri."
            )
            % {"names": names}
        )
    if not all(kind.planned for kind in kinds):
        names = ", ".join(kind.name for kind in kinds if not kind.planned)
        parts.append(
            _(
                "Menurut %(names)s tidak ditetapkan sebelum uji, jadi tidak memutuskan apa pun: p "
                "disesuaikan menurut Benjamini–Hochberg, di antara yang tampak nyata paling banyak "
                "%(level)s yang palsu, dan yang menarik diuji lagi."
            )
            % {"names": names, "level": level}
        )
    parts.append(_("Selangnya dilebarkan menurut Bonferroni."))
    return " ".join(parts)
