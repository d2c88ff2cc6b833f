"""Sales: against target, of which products, and where."""
