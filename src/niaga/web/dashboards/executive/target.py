"""Net sales beside the month's target, on a card."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from niaga.metrics.formulas import ratio
from niaga.metrics.periods import shifted, start_of
from niaga.web.dashboards.figures import Figures, Pair
from niaga.web.dashboards.numbers import Writer, percent


def against_target(
    figures: Figures,
    net_sales: Pair,
    targets: Mapping[date, int | None],
    pace: Mapping[date, int | None],
) -> tuple[list[str], int | None]:
    """For one month: its target and how much of it is there, in words and as percent for a bar; a
    running month tells its days and where it is heading too."""
    selection = figures.selection
    if not selection.is_one_month:
        return [], None
    month = start_of(selection.start, "month")
    target = targets.get(month)
    if not target:
        return [_("Bulan ini belum punya target.")], None
    writer = Writer("money", selection.shop.currency)
    share = ratio(int(net_sales.now or 0), target) or 0.0
    notes = [
        _("%(share)s dari target %(target)s")
        % {"share": percent(share), "target": writer.short(target)}
    ]
    if figures.running_month == month:
        following = shifted(month, "month", 1)
        days = ratio((selection.end - month).days, (following - month).days)
        notes.append(_("%(share)s hari bulan ini sudah lewat") % {"share": percent(days)})
        if heading := pace.get(month):
            notes.append(
                _("laju ini menuju %(value)s, %(share)s target")
                % {"value": writer.short(heading), "share": percent(ratio(heading, target))}
            )
    return notes, max(0, min(100, round(share * 100)))
