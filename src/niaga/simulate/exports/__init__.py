"""Made exports of marketplaces and shop systems, with the traps that real ones have.

Invented goods and people; each maker answers what its file must come to once it is loaded, so that
tests and people who try an import know what to expect. Amounts are rupiah.
"""

from niaga.simulate.exports.making import Expected, make_all

__all__ = ["Expected", "make_all"]
