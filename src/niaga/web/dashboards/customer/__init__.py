"""One customer as the warehouse knows them: by pseudonym, for roles that may."""
