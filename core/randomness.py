"""One random generator per purpose, so that no choice depends on the order of calls."""

import numpy as np

DATA, STARTS, EMPTIES, REFERENCES, CHOICES, SAMPLES = range(6)
"""Purposes. Their numbers are part of every seed: never renumber, only append."""


def generator(seed: int, purpose: int) -> np.random.Generator:
    """Return the generator of ``seed`` for one purpose, independent of other purposes."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(purpose,)))
