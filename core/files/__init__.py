"""Files that people bring: tables of numbers."""

from core.files.table import Table, TableError, read_table

__all__ = ["Table", "TableError", "read_table"]
