"""The panels at the board's sides."""
