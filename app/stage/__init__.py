"""The board: one layer a file, painted bottom to top."""
