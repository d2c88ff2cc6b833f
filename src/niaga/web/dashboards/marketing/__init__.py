"""Marketing: what it costs and brings, campaigns, and who the customers are."""
