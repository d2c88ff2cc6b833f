"""The board of stock: what can be sold, what is coming to an end, what will be asked for."""
