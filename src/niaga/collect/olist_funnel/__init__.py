"""The Olist marketing funnel: who asked to sell on the marketplace, and with whom a deal closed."""

from niaga.collect.olist_funnel.reader import (
    DESCRIPTION,
    LABEL,
    SHOP,
    TABLES,
    detect,
    fingerprint,
    read,
)

__all__ = ["DESCRIPTION", "LABEL", "SHOP", "TABLES", "detect", "fingerprint", "read"]
