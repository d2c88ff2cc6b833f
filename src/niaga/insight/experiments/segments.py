"""The difference by segment: in whom a variant works, and whether it truly differs among them.

Many segments are many chances to be wrong. The segments that the plan names before the start are
held to Holm (1979): the chance of any false alarm among them stays below α. All others are found
by looking, and are held to Benjamini and Hochberg (1995): ideas for the next test. Intervals are at
1 − α/m, m being the comparisons of the family, so that all of them cover at once (Bonferroni).

Whether the effect differs among segments is asked once for each kind and variant: Cochran's Q =
Σ w_i (d_i − d̄)², w_i = 1/SE_i², χ² with segments − 1 degrees (Cochran 1954). A difference that is
plain in one segment and not in another is no difference between the two.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from niaga.insight.experiments import distributions as d
from niaga.insight.experiments.compare import compare
from niaga.insight.experiments.comparison import Comparison
from niaga.insight.experiments.plan import Plan
from niaga.insight.experiments.reasons import NoComparison, Reason
from niaga.insight.experiments.samples import Sample, added
from niaga.insight.experiments.several import benjamini_hochberg, holm

MOST = 8  # segments of one kind that stand alone; what is smaller stands together
REST = ""  # its name

BySegment = Mapping[str | None, Mapping[str, Sample]]  # segment → variant → sample


@dataclass(frozen=True)
class Effect:
    """`segment` None: not told of these visitors; REST: the small ones together. `p` None: there is
    nothing to test. `is_found`: it holds after the correction.
    """

    segment: str | None
    variant: str
    visitors: int
    comparison: Comparison | Reason
    p: float | None = None
    is_found: bool = False


@dataclass(frozen=True)
class Kind:
    """All segments of one kind, the largest first. `planned`: named by the plan. `differs`: variant
    → p of Cochran's Q; missing where fewer than two segments can be compared.
    """

    name: str
    planned: bool
    effects: tuple[Effect, ...]
    differs: Mapping[str, float]


def by_segment(plan: Plan, kinds: Mapping[str, BySegment]) -> tuple[Kind, ...]:
    """`kinds`: what the file tells of visitors → what was seen of the primary outcome."""
    found: list[Kind] = []
    for is_planned in (True, False):
        names = [name for name in kinds if (name in plan.segments) == is_planned]
        pairs = {name: _pairs(plan, kinds[name]) for name in names}
        effects = _effects([pair for each in pairs.values() for pair in each], plan, is_planned)
        for name, each in pairs.items():
            own, effects = effects[: len(each)], effects[len(each) :]
            found.append(Kind(name, is_planned, own, _differences(own)))
    return tuple(found)


@dataclass(frozen=True)
class _Pair:
    segment: str | None
    variant: str
    control: Sample | None
    treatment: Sample | None

    def compared(self, alpha: float) -> Comparison | Reason:
        if self.control is None or self.treatment is None:
            return NoComparison()
        return compare(self.control, self.treatment, alpha)


def _pairs(plan: Plan, seen: BySegment) -> list[_Pair]:
    return [
        _Pair(segment, variant, samples.get(plan.control), samples.get(variant))
        for segment, samples in _largest(seen)
        for variant in plan.treatments
        if plan.weights[variant] > 0
    ]


def _effects(pairs: Sequence[_Pair], plan: Plan, is_planned: bool) -> tuple[Effect, ...]:
    """One family of comparisons, each held to the number of them."""
    compared = [pair.compared(plan.alpha) for pair in pairs]
    p_values = [each.p for each in compared if isinstance(each, Comparison)]
    honest = iter(holm(p_values) if is_planned else benjamini_hochberg(p_values))
    level = plan.alpha / max(1, len(p_values))
    effects = []
    for pair, each in zip(pairs, compared, strict=True):
        visitors = sum(s.visitors for s in (pair.control, pair.treatment) if s is not None)
        p = next(honest) if isinstance(each, Comparison) else None
        effects.append(
            Effect(
                segment=pair.segment,
                variant=pair.variant,
                visitors=visitors,
                comparison=pair.compared(level) if p is not None else each,
                p=p,
                is_found=p is not None and p < plan.alpha,
            )
        )
    return tuple(effects)


def _largest(seen: BySegment) -> list[tuple[str | None, Mapping[str, Sample]]]:
    """Those that are known by visitors, then the rest together, then those of whom nothing is."""
    known = [(name, samples) for name, samples in seen.items() if name is not None]
    known.sort(key=lambda pair: (-sum(s.visitors for s in pair[1].values()), pair[0] or ""))
    shown: list[tuple[str | None, Mapping[str, Sample]]] = [*known[:MOST]]
    if len(known) == MOST + 1:
        shown.append(known[MOST])
    elif len(known) > MOST:
        rest: dict[str, Sample] = {}
        for _name, samples in known[MOST:]:
            for variant, sample in samples.items():
                rest[variant] = added(rest[variant], sample) if variant in rest else sample
        shown.append((REST, rest))
    return [*shown, (None, seen[None])] if None in seen else shown


def _differences(effects: Sequence[Effect]) -> dict[str, float]:
    found = {}
    for variant in dict.fromkeys(effect.variant for effect in effects):
        parts = [
            (effect.comparison.difference, effect.comparison.error)
            for effect in effects
            if effect.variant == variant
            and effect.segment is not None
            and isinstance(effect.comparison, Comparison)
            and effect.comparison.error > 0
        ]
        if len(parts) > 1:
            weights = [1 / error**2 for _difference, error in parts]
            pairs = list(zip(weights, (difference for difference, _error in parts), strict=True))
            mean = sum(w * each for w, each in pairs) / sum(weights)
            q = sum(w * (each - mean) ** 2 for w, each in pairs)
            found[variant] = d.chi2_sf(q, len(parts) - 1)
    return found
