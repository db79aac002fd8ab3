"""Reading tables of numbers from files."""

from core.files.read import read_table
from core.files.source import TableError
from core.files.table import Table

__all__ = ["Table", "TableError", "read_table"]
