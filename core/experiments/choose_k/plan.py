"""What is computed to choose K, and the seed of every part of it."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.checks import checked_name, checked_whole
from core.kmeans.empty_clusters import EMPTY_POLICIES
from core.kmeans.seeding import SEEDERS
from core.randomness import CHOICES, SAMPLES, generator
from core.runs.recipe_limits import LIMITS

EXACT_SILHOUETTES = 20_000
"""Greatest number of points whose silhouettes are computed; of more, those of a sample are."""

LARGEST_REFERENCE = 5_000
"""Greatest number of points of a reference set; of more, the gap is that of a sample."""

BOXES = ("box", "pca")
"""The two kinds of reference sets: uniform in the ranges of the features, or of the principal
components."""

WARM = -1
"""In place of the number of a restart: the run from the best one with a cluster less."""


class SetKey(NamedTuple):
    """Which set of points: part of the seed of each of its runs."""

    kind: int
    """0 for the points, 1 and 2 for reference sets in a box or PCA box, 3 for a sample."""
    number: int = 0


POINTS, SAMPLE = SetKey(0), SetKey(3)


def reference_key(box: str, number: int) -> SetKey:
    """The key of a reference set, by its kind in BOXES and its number from 0."""
    return SetKey(1 + BOXES.index(box), number)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is computed; raises TypeError or ValueError that names a field outside its limits."""

    k_max: int = 10
    restarts: int = 10
    """Restarts for each K, beside one warm start."""
    references: int = 20
    """Reference sets of each kind in BOXES; 0 for no gap."""
    seed: int = 0
    start: str = "kmeans++"
    """A name in SEEDERS."""
    empty: str = "farthest"
    """A name in EMPTY_POLICIES."""

    def __post_init__(self) -> None:
        most = int(LIMITS["k"][1])
        if checked_whole(self.k_max, "k_max", 2) > most:
            raise ValueError(f"k_max: got {self.k_max}, wanted at most {most}")
        checked_whole(self.restarts, "restarts", 1)
        checked_whole(self.references, "references", 0)
        checked_whole(self.seed, "seed", 0)
        checked_name(self.start, SEEDERS, "start")
        checked_name(self.empty, EMPTY_POLICIES, "empty")

    def seeds(self, key: SetKey, k: int) -> list[int]:
        """The start seeds of the runs with ``k`` clusters over a set: restart 0, 1, …, then WARM.

        They are within the limits of `Recipe.start_seed`. Those of another set, K or number of
        restarts do not depend on each other.
        """
        sequence = np.random.SeedSequence(self.seed, spawn_key=(CHOICES, *key, k))
        # The words of a seed sequence do not depend on how many are asked for.
        warm, *others = (
            sequence.generate_state(1 + self.restarts) % (int(LIMITS["start_seed"][1]) + 1)
        ).tolist()
        return [*others, warm]

    def sample_rows(self, n: int, count: int) -> NDArray[np.intp]:
        """``count`` of ``n`` rows, ascending, drawn without replacement."""
        rng = generator(self.seed, SAMPLES)
        return np.sort(rng.choice(n, size=count, replace=False))
