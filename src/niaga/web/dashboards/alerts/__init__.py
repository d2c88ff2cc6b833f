"""Alerts on pages: the list of a shop, and the tile that other boards show."""
