"""Visits, as the storefront counts them: with consent who comes back, without it only how often."""
