"""How many runs end."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.types import Points


@dataclass(frozen=True, slots=True, eq=False)
class Endings:
    """How R runs end, each array of shape (R,)."""

    inertias: Points
    """To the bit what the last mark of the recorded run says."""
    iterations: NDArray[np.intp]
    """Updates done."""
    emptied: NDArray[np.bool_]
    """Whether any assignment of the run left a cluster empty."""
    converged: NDArray[np.bool_]
    """Whether the run ends on a fixed point, not at the limit of iterations."""
    minima: NDArray[np.intp]
    """A number for the partition reached: the same where the points are grouped the same."""

    def __len__(self) -> int:
        return len(self.minima)

    @classmethod
    def blank(cls, count: int) -> "Endings":
        """Room for so many endings, to be filled in before anyone sees them."""
        return cls(
            np.full(count, np.nan),
            np.zeros(count, np.intp),
            np.zeros(count, bool),
            np.zeros(count, bool),
            np.full(count, -1),
        )
