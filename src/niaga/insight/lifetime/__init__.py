"""What customers will still bring: BG/NBD for how often, Gamma-Gamma for how much.

Fitted with SciPy. Each answer is a typed result or a typed reason; nothing is foreseen for a shop
on whose own last half year the model was not better than the plain mean.
"""

from niaga.insight.lifetime.outlook import Models, Outlook, customer_outlook, outlook
from niaga.insight.lifetime.reasons import Reason
from niaga.insight.lifetime.value import Worth

__all__ = ["Models", "Outlook", "Reason", "Worth", "customer_outlook", "outlook"]
