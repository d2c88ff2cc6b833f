"""A/B tests: the list of all, one in detail, and the planner of the next."""
