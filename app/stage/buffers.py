"""Arrays of Qt's small structures, filled by numpy without a Python object each."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6 import sip


def qt_array(kind: type, values: NDArray[np.float64]) -> Any:
    """A Qt array of ``kind``, a structure of doubles only, from the rows of ``values``."""
    make: Any = sip.array  # its stub does not know the constructor
    array = make(kind, len(values))
    memory: Any = sip.voidptr(array, values.size * 8)
    np.frombuffer(memory, np.float64)[:] = values.ravel()
    return array
