"""Boards and tiles as files: CSV, XLSX, PNG and PDF, of the same definitions as the page."""
