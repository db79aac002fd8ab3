"""The basin map."""
