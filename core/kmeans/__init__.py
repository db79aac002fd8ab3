"""Lloyd's algorithm: initialisation, half-steps, empty clusters, measures."""
