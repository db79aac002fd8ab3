"""The partitions in which runs end, numbered as they are found."""

from dataclasses import dataclass
from hashlib import blake2b
from math import fsum

import numpy as np
from numpy.typing import NDArray

from core.assignment.assigner import Assigner
from core.experiments.many_runs.partitions import OwnLabels, canonical, members_of
from core.types import Labels, Points

CANONICAL_AT_ONCE = 1 << 19
"""Bytes of a block of partitions that are numbered together."""


@dataclass(frozen=True, slots=True, eq=False)
class Minimum:
    """A partition in which a run has ended."""

    centroids: Points
    """The means of its groups, in the order in which the points show them."""
    inertia: float
    """Within-cluster sum of squares about those means."""


Found = tuple[bytes, Minimum]
"""The hash of a partition, and the minimum."""


class Minima:
    """Numbers for partitions, from 0: equal for two that differ only in how clusters are numbered.

    A partition is identified by a 256-bit BLAKE2b hash of its labels, so that memory does not grow
    with the points.
    """

    def __init__(self, assigner: Assigner) -> None:
        self._assigner = assigner
        self._numbers: dict[bytes, int] = {}
        self._minima: list[Minimum] = []

    def __getitem__(self, number: int) -> Minimum:
        return self._minima[number]

    @property
    def found(self) -> list[Found]:
        """All of them, in the order of their numbers."""
        return list(zip(self._numbers, self._minima, strict=True))

    def adopted(self, found: Found) -> int:
        """The number of a minimum that was found by others over the same points."""
        digest, minimum = found
        number = self._numbers.setdefault(digest, len(self._minima))
        if number == len(self._minima):
            self._minima.append(minimum)
        return number

    def number_of(self, labels: Labels | OwnLabels) -> int:
        """The number of the partition that ``labels`` (N,) make."""
        return self.number_of_canonical(renumbered(labels))

    def numbers_of(self, labels: OwnLabels, k: int) -> NDArray[np.intp]:
        """The numbers of the partitions ``labels`` (M, N) into at most ``k`` clusters, (M,)."""
        numbers = np.empty(len(labels), np.intp)
        block = max(1, CANONICAL_AT_ONCE // (k * labels.shape[1]))
        for first in range(0, len(labels), block):
            own = labels[first : first + block]
            found = canonical(members_of(own, k))
            for place, full in enumerate(found.full.tolist()):
                # With an empty cluster the canonical labels mean nothing.
                numbers[first + place] = (
                    self.number_of_canonical(found.labels[place].astype(np.int16))
                    if full
                    else self.number_of(own[place])
                )
        return numbers

    def number_of_canonical(self, labels: Labels) -> int:
        """The same, where the clusters are numbered as `renumbered` does, and in its dtype."""
        digest = blake2b(labels.tobytes(), digest_size=32).digest()
        number = self._numbers.get(digest)
        if number is None:
            number = self._numbers[digest] = len(self._minima)
            self._minima.append(self._minimum(labels))
        return number

    def _minimum(self, labels: Labels) -> Minimum:
        nowhere = np.full((int(labels.max()) + 1, self._assigner.points.shape[1]), np.nan)
        centroids = self._assigner.means(labels, nowhere)
        centroids.setflags(write=False)
        return Minimum(centroids, fsum(self._assigner.inertias(labels, centroids)))


def renumbered(labels: Labels | OwnLabels) -> Labels:
    """``labels`` with the clusters numbered in the order of their first points."""
    _, first, own = np.unique(labels, return_index=True, return_inverse=True)
    return first.argsort().argsort().astype(np.int16)[own]
