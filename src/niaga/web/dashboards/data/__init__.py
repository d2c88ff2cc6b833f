"""Data health: how old each source's numbers are, what was refused, merged and tested, and why."""
