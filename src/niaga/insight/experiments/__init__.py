"""A/B tests: from sufficient statistics to a decision that can be trusted.

`judge` decides; `planner` sizes a test before it starts; `data` asks the catalogue for what an
experiment saw. Formulas and their sources stand with each function; the business rules are in
docs/explanation/ab-tests.md.
"""
