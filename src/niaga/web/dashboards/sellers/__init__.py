"""The board of sellers: from the lead to the first sale, and what sellers make of it."""
