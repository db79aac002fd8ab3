"""Reading tables from text files."""
