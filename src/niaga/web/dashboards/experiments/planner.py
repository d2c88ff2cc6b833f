"""The size of the next test: a form that needs no script, and an honest answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from niaga.insight.experiments.book import RIGHT
from niaga.insight.experiments.planner import LONGEST, Row, Sizing, size
from niaga.kernel.permissions import may
from niaga.warehouse import snapshot
from niaga.web.backoffice.access import StaffRequest, page
from niaga.web.dashboards.experiments.figures import ExperimentFigures
from niaga.web.dashboards.experiments.traffic import Traffic, traffic_of
from niaga.web.dashboards.frame import show
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.selection import Selection, selected
from niaga.web.dashboards.tiles import Column, Table, Tile

POWERS = ("80", "90")


@dataclass(frozen=True)
class Asked:
    """What the form holds, as texts; `problems`: field → what is wrong with it."""

    base: str
    effect: str
    daily: str
    power: str
    problems: Mapping[str, str]


def planning(figures: ExperimentFigures) -> Tile:
    title = _("Rencanakan uji")
    shop = figures.selection.shop.code
    address = f"{reverse('dashboards:experiment_planner')}?{urlencode({'toko': shop})}"
    new = f"{reverse('dashboards:experiment_plan')}?{urlencode({'toko': shop})}"
    return Tile(
        "planning",
        title,
        body="dashboards/experiments/planning.html",
        data={"size": address, "new": new if may(figures.actor, RIGHT) else ""},
    )


@page("metrics.experiments")
def plan(request: StaffRequest) -> HttpResponse:
    """The form and its answer; everything rides in the address."""
    selection = selected(request.GET, snapshot.current())
    traffic = (
        traffic_of(selection.shop, selection.today, request.user.actor) if selection else Traffic()
    )
    asked = _asked(request, traffic)
    answer = None if asked.problems else _answer(asked)
    context = {
        "asked": asked,
        "powers": POWERS,
        "traffic": traffic,
        "shop_code": selection.shop.code if selection else "",
        "from_shop": _from_shop(traffic, selection),
        "answer": answer,
        "verdict": _verdict(answer, asked) if answer else "",
        "table": _table(answer) if answer else None,
        "within": _within(answer) if answer else (),
        "make_plan": _make_plan(answer, asked, selection) if answer else "",
        "crumbs": [
            (_("Uji A/B"), reverse("dashboards:board", args=["eksperimen"])),
            (_("Rencanakan uji"), ""),
        ],
    }
    return show(request, "experiments/planner.html", _("Rencanakan uji"), context)


def _make_plan(answer: Sizing, asked: Asked, selection: Selection | None) -> str:
    """Where the answer becomes a plan; nowhere for a test that cannot be finished."""
    if (
        selection is None
        or answer.asked is None
        or not (answer.asked.weeks is None or answer.asked.is_feasible)
    ):
        return ""
    handed = {"konversi": asked.base, "perubahan": asked.effect, "daya": asked.power}
    if answer.asked.weeks:
        handed["pekan"] = str(answer.asked.weeks)
    query = urlencode({"toko": selection.shop.code, **handed})
    return f"{reverse('dashboards:experiment_plan')}?{query}"


def _asked(request: StaffRequest, traffic: Traffic) -> Asked:
    base = request.GET.get("konversi", _number(traffic.rate and traffic.rate * 100, 2)).strip()
    daily = request.GET.get("pengunjung", _number(traffic.daily, 0)).strip()
    effect = request.GET.get("perubahan", "10").strip()
    power = request.GET.get("daya", POWERS[0])
    problems = {}
    if not base:
        if "konversi" in request.GET:
            problems["base"] = _("Isi tingkat konversi sekarang.")
        else:
            problems["base"] = ""
    elif not 0 < (_read(base) or 0) < 100:
        problems["base"] = _("Isi angka di antara 0 dan 100, misalnya 2,5.")
    if not 0 < (_read(effect) or 0) <= 1000:
        problems["effect"] = _("Isi angka di atas 0, misalnya 10.")
    if daily and not 0 < (_read(daily) or 0) < 10**9:
        problems["daily"] = _("Isi jumlah pengunjung per hari, atau kosongkan.")
    return Asked(base, effect, daily, power if power in POWERS else POWERS[0], problems)


def _number(value: float | None, decimals: int) -> str:
    """As a person types it."""
    if not value:
        return ""
    return f"{value:.{decimals}f}".replace(".", ",") if decimals else f"{value:.0f}"


def _read(text: str) -> float | None:
    """A number with a comma or a point before its decimals."""
    try:
        value = float(text.replace(",", ".").rstrip("% "))
    except ValueError:
        return None
    return value if value == value and abs(value) != float("inf") else None


def _answer(asked: Asked) -> Sizing:
    daily = _read(asked.daily) if asked.daily else None
    return size(
        (_read(asked.base) or 0.0) / 100,
        (_read(asked.effect) or 0.0) / 100,
        daily,
        power=int(asked.power) / 100,
    )


def _from_shop(traffic: Traffic, selection: Selection | None) -> str:
    if selection is None or traffic.rate is None:
        return _(
            "Toko ini belum mengukur kunjungan, jadi konversi dan lalu lintasnya Anda isi sendiri."
        )
    return _(
        "Dari %(shop)s, 28 hari terakhir: konversi %(rate)s per pengunjung, %(daily)s pengunjung "
        "per hari."
    ) % {
        "shop": selection.shop.name,
        "rate": percent(traffic.rate, decimals=2),
        "daily": Writer("count", "").exact(traffic.daily),
    }


def _verdict(answer: Sizing, asked: Asked) -> str:
    """What the asked effect takes, and whether that can be had."""
    row = answer.asked
    if row is None:
        return _("Perubahan sebesar itu tidak mungkin: konversinya akan melewati 100%.")
    values = {
        "effect": percent((_read(asked.effect) or 0.0) / 100, decimals=0),
        "n": Writer("count", "").exact(row.size.per_variant),
        "total": Writer("count", "").exact(row.size.visitors),
    }
    need = _(
        "Untuk melihat perubahan relatif %(effect)s diperlukan %(n)s pengunjung per varian "
        "(%(total)s untuk dua varian)."
    )
    if row.weeks is None:
        return need % values
    values["weeks"] = Writer("count", "").exact(row.weeks)
    if row.is_feasible:
        return f"{need % values} " + _("Dengan lalu lintas ini itu %(weeks)s pekan penuh.") % values
    values["longest"] = str(LONGEST)
    return (
        f"{need % values} "
        + _(
            "Dengan lalu lintas ini itu %(weeks)s pekan, lebih dari %(longest)s pekan: terlalu "
            "lama. Uji perubahan yang lebih besar, atau halaman yang lebih ramai; jangan mulai uji "
            "yang tidak dapat selesai."
        )
        % values
    )


def _table(answer: Sizing) -> Table:
    return Table(
        columns=(
            Column(_("Perubahan relatif")),
            Column(_("Per varian"), "count"),
            Column(_("Dua varian"), "count"),
            Column(_("Pekan penuh"), "count"),
            Column(_("Layak?"), "text"),
        ),
        rows=tuple(
            (
                percent(row.size.effect, decimals=0),
                row.size.per_variant,
                row.size.visitors,
                row.weeks,
                _feasible(row),
            )
            for row in answer.table
        ),
        currency="",
    )


def _feasible(row: Row) -> str:
    if row.weeks is None:
        return "—"
    return _("ya") if row.is_feasible else _("terlalu lama")


def _within(answer: Sizing) -> tuple[str, ...]:
    """What the traffic can show within some weeks."""
    texts = []
    for weeks, lift in answer.within:
        if lift is None:
            texts.append(
                _("Dalam %(weeks)s pekan: tidak ada perubahan yang terlihat.") % {"weeks": weeks}
            )
        else:
            texts.append(
                _("Dalam %(weeks)s pekan: kenaikan mulai %(lift)s terlihat.")
                % {"weeks": weeks, "lift": percent(lift, decimals=0 if lift >= 0.1 else 1)}
            )
    return tuple(texts)
