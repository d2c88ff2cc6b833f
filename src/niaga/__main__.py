"""`python -m niaga`: the same as the `niaga` command."""

from niaga.config.cli import main

main()
