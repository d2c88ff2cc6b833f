"""All A/B tests of a shop: cards and the list."""

from dataclasses import dataclass
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from niaga.insight.experiments.comparison import Comparison
from niaga.insight.experiments.judge import Judgement, Seen
from niaga.insight.experiments.portfolio import is_won, last_day, length
from niaga.web.dashboards.cards import size_note
from niaga.web.dashboards.experiments import words
from niaga.web.dashboards.experiments.figures import CHOSEN, ExperimentFigures
from niaga.web.dashboards.experiments.plan_page import plan_address
from niaga.web.dashboards.experiments.words import Badge
from niaga.web.dashboards.numbers import Writer, decimal, percent
from niaga.web.dashboards.tiles import Card, Column, Table, Tile


def detail_address(figures: ExperimentFigures, key: str) -> str:
    query = urlencode({"toko": figures.selection.shop.code, CHOSEN: key})
    return f"{reverse('dashboards:board', args=['uji'])}?{query}"


def _card(
    figures: ExperimentFigures,
    name: str,
    label: str,
    describe: str,
    value: str,
    notes: tuple[str, ...] = (),
) -> Tile:
    if not figures.experiments:
        return Tile(name, label, empty=_("Belum ada uji."))
    return Tile(
        name,
        label,
        card=Card("", label, describe, value, value, None, notes=notes),
    )


def running(figures: ExperimentFigures) -> Tile:
    return _card(
        figures,
        "running",
        _("Sedang berjalan"),
        _("Uji yang belum sampai akhir rencananya dan belum diputuskan."),
        Writer("count", "").exact(figures.portfolio.running),
    )


def decided(figures: ExperimentFigures) -> Tile:
    found = figures.portfolio
    notes = [_("%(n)s sejak awal") % {"n": found.decided}]
    if found.undated:
        notes.append(_("%(n)s di antaranya tanpa tanggal") % {"n": found.undated})
    return _card(
        figures,
        "decided",
        _("Diputuskan triwulan ini"),
        _("Uji yang menolak atau gagal menolak H₀ pada triwulan berjalan."),
        Writer("count", "").exact(found.decided_lately),
        tuple(notes),
    )


def win_rate(figures: ExperimentFigures) -> Tile:
    found = figures.portfolio
    share = found.won / found.decided if found.decided else None
    return _card(
        figures,
        "win_rate",
        _("Tingkat menang"),
        _("Uji yang variannya terbukti lebih baik, dibagi semua uji yang sudah diputuskan."),
        percent(share, decimals=0),
        (size_note(found.decided),),
    )


def duration(figures: ExperimentFigures) -> Tile:
    days = figures.portfolio.median_days
    text = "—" if days is None else _("%(n)s hari") % {"n": decimal(days, int(days % 1 > 0))}
    return _card(
        figures,
        "duration",
        _("Median lama uji"),
        _("Dari hari pertama sampai keputusan, untuk uji yang sudah diputuskan dan bertanggal."),
        text,
    )


def mismatches(figures: ExperimentFigures) -> Tile:
    return _card(
        figures,
        "mismatches",
        _("Pembagian gagal (SRM)"),
        _("Uji yang pengunjungnya tidak terbagi seperti rencana (p < 0,001); hasilnya tidak sah."),
        Writer("count", "").exact(figures.portfolio.mismatched),
    )


@dataclass(frozen=True)
class Line:
    """One test in the list."""

    title: str
    address: str
    badge: Badge
    state: str
    primary: str
    effect: str
    sentence: str


@dataclass(frozen=True)
class Planned:
    """A test that has a plan and no visitors yet."""

    title: str
    address: str
    state: str
    hypothesis: str


@dataclass(frozen=True)
class Listing:
    lines: tuple[Line, ...]
    planned: tuple[Planned, ...]


def _planned(figures: ExperimentFigures) -> tuple[Planned, ...]:
    seen = {each.plan.experiment for each in figures.experiments}
    waiting = [(key, plan) for key, plan in figures.book.plans.items() if key not in seen]
    return tuple(
        Planned(
            title=plan.title,
            address=plan_address(figures.selection.shop.code, key),
            state=_("mulai %(day)s, %(days)s hari · hasil utama %(name)s")
            % {"day": words.day(plan.started_on), "days": plan.days, "name": plan.primary},
            hypothesis=plan.hypothesis,
        )
        for key, plan in sorted(waiting, key=lambda item: item[1].started_on)
    )


def listing(figures: ExperimentFigures) -> Tile:
    title = _("Semua uji")
    planned = _planned(figures)
    if not figures.experiments and planned:
        body = "dashboards/experiments/list.html"
        return Tile("listing", title, body=body, data=Listing((), planned))
    if not figures.experiments:
        return Tile("listing", title, empty=no_test(), remedy=planner_link(figures))
    pairs = list(zip(figures.experiments, figures.judgements, strict=True))
    table = Table(
        columns=(
            Column(_("Uji")),
            Column(_("Keputusan")),
            Column(_("Hasil utama")),
            Column(_("Pengunjung"), "count"),
            Column("p", "p"),
            Column(_("Beda relatif"), "change"),
            Column(_("Mulai"), "day"),
            Column(_("Sampai"), "day"),
        ),
        rows=tuple(_row(experiment.seen, judgement) for experiment, judgement in pairs),
        currency=figures.selection.shop.currency,
        links=tuple(detail_address(figures, each.plan.experiment) for each, _j in pairs),
        link_right="metrics.experiments",
    )
    listed = Listing(tuple(_line(figures, judgement) for _e, judgement in pairs), planned)
    return Tile(
        "listing",
        title,
        table=table,
        body="dashboards/experiments/list.html",
        data=listed,
        metrics=("experiment_visitors", "experiment_conversions", "experiment_rate"),
    )


def no_test() -> str:
    return _(
        "Belum ada uji di toko ini. Impor berkas uji A/B (satu baris per pengunjung, atau jumlah "
        "per hari dan varian) dengan niaga import ab BERKAS, atau di halaman Impor."
    )


def planner_link(figures: ExperimentFigures) -> tuple[str, str]:
    query = urlencode({"toko": figures.selection.shop.code})
    return _("Rencanakan uji pertama"), f"{reverse('dashboards:experiment_planner')}?{query}"


def _row(seen: Seen, judgement: Judgement) -> tuple[object, ...]:
    plan, leading = judgement.plan, judgement.leading
    compared = leading.comparison if leading else None
    readable = isinstance(compared, Comparison) and leading is not None
    if readable and leading is not None and leading.why == "mismatch":
        readable = False  # a difference between groups that are not alike is not told
    return (
        plan.title,
        words.decision_badge(leading).text,
        plan.primary,
        sum(seen.visitors(plan.primary).values()),
        leading.p if readable and leading else "—",
        compared.lift if readable and isinstance(compared, Comparison) else None,
        plan.started_on,
        last_day(judgement),
    )


def _line(figures: ExperimentFigures, judgement: Judgement) -> Line:
    plan, leading = judgement.plan, judgement.leading
    compared = leading.comparison if leading else None
    scale = words.scale_of(plan, plan.primary, compared, figures.selection.shop.currency)
    effect = ""
    if isinstance(compared, Comparison) and leading and leading.why != "mismatch":
        interval = scale.interval(compared.low, compared.high)
        effect = f"{scale.difference(compared.difference)} ({interval})"
    return Line(
        title=plan.title,
        address=detail_address(figures, plan.experiment),
        badge=words.decision_badge(leading),
        state=_state(figures, judgement),
        primary=plan.primary,
        effect=effect,
        sentence=words.action(judgement, leading) if leading else "",
    )


def _state(figures: ExperimentFigures, judgement: Judgement) -> str:
    """Day k of n, look i of K."""
    plan, leading = judgement.plan, judgement.leading
    days = length(judgement)
    parts = []
    if decision := figures.book.decisions.get(plan.experiment):
        zone = ZoneInfo(figures.selection.shop.time_zone)
        when = decision.decided_at.astimezone(zone) if decision.decided_at else None
        parts.append(_("keputusan dicatat %(day)s") % {"day": words.day(when)})
    if days is not None and plan.days:
        parts.append(_("hari ke-%(day)s dari %(days)s") % {"day": days, "days": plan.days})
    elif days is not None:
        parts.append(_("%(n)s hari") % {"n": days})
    else:
        parts.append(_("tanpa tanggal"))
    if leading and (look := leading.decided_at):
        numbers = {"look": look.number, "looks": len(leading.looks)}
        parts.append(_("diputuskan pada pemeriksaan ke-%(look)s dari %(looks)s") % numbers)
    elif leading and leading.looks:
        done = sum(look.statistic is not None for look in leading.looks)
        parts.append(
            _("pemeriksaan %(done)s dari %(looks)s") % {"done": done, "looks": len(leading.looks)}
        )
    if is_won(judgement):
        parts.append(_("varian menang"))
    return " · ".join(parts)
