"""Restarts: how often each initialisation misses the best optimum."""
