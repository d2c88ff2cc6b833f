"""A judgement in plain words, in the reader's language."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niaga.collect.problems import reason_text
from niaga.insight.experiments.book import Recorded
from niaga.insight.experiments.comparison import Comparison
from niaga.insight.experiments.judge import Judgement, Verdict
from niaga.insight.experiments.plan import Plan
from niaga.insight.experiments.reasons import (
    NoComparison,
    NoDays,
    NoPlan,
    NotEnoughData,
    Reason,
    VarianceUnknown,
)
from niaga.insight.experiments.srm import Srm
from niaga.store.customers.queries import actor_names
from niaga.web.dashboards.numbers import Writer, p_text, percent, points

METHODS = {
    "z": lambda: _("uji z dua proporsi"),
    "fisher": lambda: _("uji eksak Fisher"),
    "welch": lambda: _("uji t Welch"),
    "delta": lambda: _("metode delta"),
    "cuped": lambda: _("CUPED, dengan angka dari sebelum uji"),
}


@dataclass(frozen=True)
class Badge:
    """`tone` of the stylesheet; the icon is its shape, so that colour is never alone."""

    text: str
    tone: str
    icon: str


@dataclass(frozen=True)
class Scale:
    """Writes values of an outcome: a rate, an amount of money or a number."""

    kind: str
    currency: str

    def value(self, value: float | None) -> str:
        if value is None:
            return "—"
        if self.kind == "rate":
            return percent(value, decimals=2)
        return Writer("money" if self.kind == "money" else "score", self.currency).exact(value)

    def short(self, value: float) -> str:
        """At an axis."""
        if self.kind == "rate":
            return percent(value)
        return Writer("money" if self.kind == "money" else "score", self.currency).short(value)

    def difference(self, value: float | None) -> str:
        if value is None:
            return "—"
        if self.kind == "rate":
            return points(value, decimals=2)
        text = self.value(abs(value))
        return f"{'−' if value < 0 else '+'}{text}"

    def interval(self, low: float, high: float) -> str:
        """From one difference to another; the unit is said once."""
        start = self.difference(low)
        if self.kind == "rate":
            start = start.rpartition(" ")[0]
        return _("%(low)s sampai %(high)s") % {"low": start, "high": self.difference(high)}

    def tick(self, value: float) -> str:
        """A difference at an axis, without its unit."""
        if self.kind != "rate":
            return self.size(value)
        sign = "−" if value < 0 else "+" if value else ""
        return sign + Writer("score", self.currency).tick(abs(value) * 100)

    def size(self, value: float | None) -> str:
        """A difference without its sign."""
        return "—" if value is None else self.difference(abs(value)).lstrip("+")


def scale_of(plan: Plan, outcome: str, comparison: object, currency: str) -> Scale:
    if outcome in plan.money_outcomes:
        return Scale("money", currency)
    is_number = isinstance(comparison, Comparison) and comparison.method not in ("z", "fisher")
    return Scale("number" if is_number else "rate", currency)


def p_said(p: float | None) -> str:
    """As in a sentence."""
    text = p_text(p)
    return f"p {text}" if text[0] in "<>" else f"p = {text}"


def day(value: object) -> str:
    return date_format(value, "j M Y") if value else "—"  # type: ignore[arg-type]


def decision_badge(verdict: Verdict | None) -> Badge:
    decision = verdict.decision if verdict else "invalid"
    if decision == "reject":
        better = verdict is not None and (verdict.difference or 0.0) > 0
        return Badge(
            _("Tolak H₀: ada beda"),
            "good" if better else "bad",
            "trend-up" if better else "trend-down",
        )
    if decision == "fail":
        return Badge(_("Gagal tolak H₀: beda tak terbukti"), "", "minus")
    if decision == "running":
        return Badge(_("Lanjutkan uji"), "accent", "clock")
    return Badge(_("Tidak sah"), "warn", "alert")


def recorded(found: Recorded, zone: ZoneInfo) -> str:
    """The decision as it was taken, and by whom."""
    said = {
        "reject": _("Tolak H₀: ada beda"),
        "fail": _("Gagal tolak H₀: beda tak terbukti"),
    }.get(found.decision, _("Tidak sah"))
    who = actor_names([found.actor]).get(found.actor, found.actor)
    when = found.decided_at.astimezone(zone) if found.decided_at else None
    text = _("Dicatat oleh %(who)s pada %(when)s: %(said)s") % {
        "who": who,
        "when": date_format(when, "j M Y H.i") if when else "—",
        "said": said,
    }
    if found.p is None:
        return f"{text}."
    return f"{text} ({p_said(found.p)}, n = {Writer('count', '').exact(found.visitors)})."


def why(judgement: Judgement, verdict: Verdict) -> str:
    """One sentence: what the decision rests on."""
    level = percent(judgement.plan.alpha, decimals=0)
    if verdict.why == "mismatch" and isinstance(judgement.srm, Srm):
        return _(
            "Pengunjung tidak terbagi seperti rencana (%(p)s, alarm di bawah 0,001). Yang "
            "dibandingkan bukan lagi dua kelompok yang setara, jadi bedanya tidak ditampilkan."
        ) % {"p": p_said(judgement.srm.p)}
    if verdict.why == "boundary" and (look := verdict.decided_at):
        return _(
            "Pada pemeriksaan ke-%(look)s dari %(looks)s, |z| = %(z)s melewati batas %(edge)s yang "
            "disepakati sejak awal."
        ) % {
            "look": look.number,
            "looks": len(verdict.looks),
            "z": _z(abs(look.statistic or 0.0)),
            "edge": _z(look.edge),
        }
    if verdict.why == "single":
        side = _("di bawah") if verdict.decision == "reject" else _("tidak di bawah")
        return _("Uji sudah selesai dan diperiksa sekali: %(p)s, %(side)s %(level)s.") % {
            "p": p_said(verdict.p),
            "side": side,
            "level": level,
        }
    if verdict.why == "final":
        last = verdict.looks[-1]
        return _(
            "Pada pemeriksaan terakhir, ke-%(look)s, |z| = %(z)s tidak melewati batas %(edge)s "
            "yang disepakati sejak awal."
        ) % {
            "look": last.number,
            "z": _z(abs(last.statistic or 0.0)),
            "edge": _z(last.edge),
        }
    if verdict.why == "sequence":
        return _(
            "Tanpa rencana hari, uji berjalan hanya diputuskan oleh deret kepercayaan: nol sudah "
            "di luarnya (p selalu-sah %(p)s)."
        ) % {"p": p_text(_always(verdict))}
    if verdict.why == "waiting":
        return _waiting(verdict)
    return reason(verdict.comparison) if not isinstance(verdict.comparison, Comparison) else ""


def _waiting(verdict: Verdict) -> str:
    following = verdict.next_look
    if following is None:
        return _("Uji masih berjalan dan deret kepercayaannya masih memuat nol.")
    if following.day:
        return _(
            "Uji masih berjalan. Pemeriksaan berikutnya, ke-%(look)s dari %(looks)s, pada %(day)s; "
            "sebelum itu tidak diputuskan."
        ) % {
            "look": following.number,
            "looks": len(verdict.looks),
            "day": day(following.day),
        }
    return _(
        "Uji masih berjalan. Pemeriksaan berikutnya, ke-%(look)s dari %(looks)s, setelah "
        "%(share)s pengunjung yang direncanakan; sebelum itu tidak diputuskan."
    ) % {
        "look": following.number,
        "looks": len(verdict.looks),
        "share": percent(following.share, decimals=0),
    }


def _always(verdict: Verdict) -> float | None:
    return verdict.course[-1].always_p if isinstance(verdict.course, tuple) else None


def _z(value: float) -> str:
    return Writer("score", "").exact(value)


def action(judgement: Judgement, verdict: Verdict) -> str:
    """What the business should do."""
    plan = judgement.plan
    names = {"variant": verdict.variant, "control": plan.control}
    if verdict.decision == "invalid":
        if verdict.why == "mismatch":
            return _(
                "Jangan pakai hasil ini. Cari sebabnya (pembagian, pengalihan halaman, bot, "
                "pencatatan yang hilang), perbaiki, lalu ulangi uji."
            )
        return _("Periksa berkasnya: yang diperlukan untuk membandingkan belum lengkap.")
    if verdict.decision == "running":
        return _("Biarkan berjalan sampai pemeriksaan berikutnya. Jangan berhenti karena p harian.")
    if verdict.decision == "reject" and (verdict.difference or 0.0) < 0:
        return _("Jangan pakai %(variant)s; tetap dengan %(control)s.") % names
    if verdict.decision == "reject":
        worse = [
            other.outcome
            for other in judgement.others
            if other.variant == verdict.variant
            and other.p is not None
            and other.p < plan.alpha
            and isinstance(other.comparison, Comparison)
            and other.comparison.difference < 0
        ]
        if worse:
            return _(
                "Tahan dulu %(variant)s: %(outcomes)s memburuk. Pahami itu sebelum dipakai."
            ) % {
                **names,
                "outcomes": ", ".join(worse),
            }
        return _("Pakai %(variant)s untuk semua pengunjung, dan awasi hasil lainnya.") % names
    power = verdict.planned_power
    if not isinstance(power, NoPlan) and power < plan.power:
        return _(
            "Tetap dengan %(control)s. Uji ini terlalu kecil untuk perubahan yang direncanakan "
            "(daya %(power)s); bila tetap penting, ulangi dengan lebih banyak pengunjung."
        ) % {**names, "power": percent(power, decimals=0)}
    return (
        _("Tetap dengan %(control)s, kecuali %(variant)s lebih murah atau lebih mudah dirawat.")
        % names
    )


def sentence(judgement: Judgement, verdict: Verdict, scale: Scale) -> str:
    """The finding in one sentence; empty where the difference may not be read."""
    compared = verdict.comparison
    if not isinstance(compared, Comparison) or verdict.why == "mismatch":
        return ""
    visitors = Writer("count", "").exact(compared.visitors / 2)
    return _(
        "Dengan sekitar %(n)s pengunjung per varian, %(variant)s mencapai %(b)s dan %(control)s "
        "%(a)s: beda %(difference)s (%(lift)s; selang %(level)s %(interval)s), "
        "%(p)s."
    ) % {
        "n": visitors,
        "variant": verdict.variant,
        "control": judgement.plan.control,
        "a": scale.value(compared.control),
        "b": scale.value(compared.treatment),
        "difference": scale.difference(compared.difference),
        "lift": percent(compared.lift, signed=True),
        "level": percent(1 - judgement.plan.alpha, decimals=0),
        "interval": scale.interval(compared.low, compared.high),
        "p": p_said(verdict.p),
    }


def detectable(judgement: Judgement, verdict: Verdict, scale: Scale) -> str:
    if verdict.detectable is None or verdict.why == "mismatch":
        return ""
    base = verdict.comparison.control if isinstance(verdict.comparison, Comparison) else 0.0
    relative = f" ({percent(verdict.detectable / base)})" if base else ""
    return _("Uji ini dapat melihat beda %(size)s%(relative)s dengan daya %(power)s.") % {
        "size": scale.size(verdict.detectable),
        "relative": relative,
        "power": percent(judgement.plan.power, decimals=0),
    }


def reason(found: Reason) -> str:
    """Why there is no answer."""
    if isinstance(found, NotEnoughData):
        return _("Datanya belum cukup untuk diuji.")
    if isinstance(found, VarianceUnknown):
        return _("Sumbernya memberi jumlah tanpa jumlah kuadrat, sehingga ragamnya tak diketahui.")
    if isinstance(found, NoPlan):
        return _("Rencananya tidak diberi tahu.")
    if isinstance(found, NoDays):
        return _("Berkasnya tidak memuat tanggal.")
    if isinstance(found, NoComparison):
        return _("Tidak ada kontrol, atau tidak ada varian di sampingnya.")
    return _("Pengunjung tidak terbagi seperti rencana.")


def refused(reason_code: str) -> str:
    return reason_text(reason_code)
