"""What Kshoe's is made of: its goods, its people, their words. Data and text, no database."""
