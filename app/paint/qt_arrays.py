"""Arrays of Qt's small structures, filled by numpy without a Python object each."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6 import sip


class QtArray:
    """``count`` structures of ``kind``, each made of so many ``doubles``, over one memory."""

    def __init__(self, kind: type, count: int, doubles: int) -> None:
        make: Any = sip.array  # its stub does not know the constructor
        self.array: Any = make(kind, count)
        """What Qt takes."""
        # Over the array itself, which it keeps: a bare pointer would be left to what is freed.
        values = np.frombuffer(self.array, np.float64) if count else np.zeros(0)
        self.values: NDArray[np.float64] = values.reshape(-1, doubles)
        """What numpy writes, shape (count, doubles)."""
