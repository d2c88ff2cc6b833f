"""Two years of a shop that never was: demand, people, stock, parcels, and all that follows."""
