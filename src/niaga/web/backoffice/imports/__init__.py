"""Files that staff bring: kept, looked at before anything is loaded, then loaded in the background.

`drafts` holds a file and the choices made for it; `checking` and `loading` run in the worker and
leave their answers beside it; the views show these.
"""
