"""One random generator per purpose, so that no choice depends on the order of calls."""

import numpy as np

DATA, STARTS, EMPTIES = range(3)
"""Purposes. Their numbers are part of every seed: never renumber, only append."""


def generator(seed: int, purpose: int) -> np.random.Generator:
    """The generator of ``seed`` for one purpose; other purposes' draws do not disturb it."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(purpose,)))
