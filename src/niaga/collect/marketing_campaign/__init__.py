"""Customers and their answers to six campaigns: one file, in two circulating layouts."""

from niaga.collect.marketing_campaign.reader import (
    DESCRIPTION,
    LABEL,
    SHOP,
    TABLES,
    detect,
    fingerprint,
    read,
)

__all__ = ["DESCRIPTION", "LABEL", "SHOP", "TABLES", "detect", "fingerprint", "read"]
