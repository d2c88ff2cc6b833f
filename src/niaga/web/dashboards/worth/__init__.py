"""The board of what customers have brought, and are likely to bring."""
