"""Tables of any make: what a file is like is found out, shown, and only then read.

`sniff` looks at the bytes, the separator, the first rows and the header of a CSV, TSV or XLSX file
without loading any library of the warehouse, so that a page may call it. `read_columns` streams
the wanted columns as text, each row with its number in the file. `numbers` and `dates` decide how a
whole column is written, and read it so.
"""

from niaga.collect.tabular.layout import Layout, sniff

__all__ = ["Layout", "sniff"]
