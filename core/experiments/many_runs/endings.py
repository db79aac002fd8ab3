"""The ends of many runs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.types import Points


@dataclass(frozen=True, slots=True, eq=False)
class Endings:
    """How R runs end, each array of shape (R,)."""

    inertias: Points
    """Bit for bit the inertia of the last mark of the recorded run."""
    iterations: NDArray[np.intp]
    """Number of updates."""
    emptied: NDArray[np.bool_]
    """Whether any assignment of the run left a cluster empty."""
    converged: NDArray[np.bool_]
    """Whether the run ends on a fixed point, not at the limit of iterations."""
    minima: NDArray[np.intp]
    """Number of the final partition: equal for equal partitions."""

    def __len__(self) -> int:
        return len(self.minima)

    @classmethod
    def blank(cls, count: int) -> "Endings":
        """Return ``count`` endings to be filled in."""
        return cls(
            np.full(count, np.nan),
            np.zeros(count, np.intp),
            np.zeros(count, bool),
            np.zeros(count, bool),
            np.full(count, -1),
        )
