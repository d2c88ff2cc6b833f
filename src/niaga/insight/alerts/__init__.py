"""What wants somebody's attention now: typed findings, each with its sentence and its way on."""

from niaga.insight.alerts.findings import Finding, Severity, Way
from niaga.insight.alerts.gather import Alerts, alerts_for
from niaga.insight.alerts.watch import watch

__all__ = ["Alerts", "Finding", "Severity", "Way", "alerts_for", "watch"]
