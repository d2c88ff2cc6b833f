"""Steps that fewer and fewer take: bars from the same edge, with the share that goes on."""

from dataclasses import dataclass

from niaga.web.dashboards.charts.picture import Variant, Write, framed, hover, shortened, text

ROW, BAR, TOP = 50, 20, 4


@dataclass(frozen=True)
class Step:
    """`share`: of the first step; `passed`: of the step before; None: nothing to divide by."""

    label: str
    value: int
    share: float | None
    passed: float | None


@dataclass(frozen=True)
class Funnel:
    """`passing`: how the share that went on is said, with `%(share)s`."""

    name: str
    title: str
    summary: str
    steps: tuple[Step, ...]
    exact: Write
    percent: Write
    passing: str
    size: tuple[int, int] = (540, 270)

    def svg(self, variant: Variant) -> str:
        width = self.size[0] if variant == "wide" else 360
        most = max((step.value for step in self.steps), default=0) or 1
        parts = []
        for n, step in enumerate(self.steps):
            y = TOP + n * ROW
            long = step.value / most * width
            passed = ""
            if n and step.passed is not None:
                passed = self.passing % {"share": self.percent(step.passed)}
            number = self.exact(step.value)
            parts += [
                text(0, y + 13, shortened(step.label, width * 0.5), "name"),
                text(width, y + 13, f"{number} · {passed}" if passed else number, "value", "end"),
                f'<rect class="chart__track" x="0" y="{y + 19}" width="{width}" height="{BAR}" '
                'rx="3"/>',
                f'<rect class="chart__bar tone-main" x="0" y="{y + 19}" width="{max(long, 1):.1f}" '
                f'height="{BAR}" rx="3"/>',
                hover(0, y, width, ROW, _said(self, step, passed)),
            ]
        return framed(self, variant, width, TOP + ROW * len(self.steps), "".join(parts))


def _said(funnel: Funnel, step: Step, passed: str) -> str:
    share = "" if step.share is None else f" ({funnel.percent(step.share)})"
    return "\n".join(
        line for line in (f"{step.label}: {funnel.exact(step.value)}{share}", passed) if line
    )
