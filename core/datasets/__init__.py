"""Data sets that are generated: the table of shapes and how points are made."""
