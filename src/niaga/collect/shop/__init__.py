"""The shop itself as a source: told by the journal what has changed, read from its tables."""
