"""All that the program says."""
