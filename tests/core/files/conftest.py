from pathlib import Path

import numpy as np
import pytest

from core.files import Table, TableError, read_table


def outcome(path: Path, **how: int) -> Table | tuple[str, int | None, int | None]:
    try:
        return read_table(path, **how)
    except TableError as error:
        return str(error), error.line, error.column


@pytest.fixture
def agree():
    """Read a file in small blocks, and assert that the result is that of reading it at once."""

    def _agree(path: Path, block: int, **limits: int) -> None:
        parted = outcome(path, block=block, **limits)
        whole = outcome(path, block=2**30, **limits)
        if isinstance(whole, tuple) or isinstance(parted, tuple):
            assert parted == whole
            return
        assert (parted.name, parted.columns) == (whole.name, whole.columns)
        # As bytes: -0.0 is not 0.0 here, and NaN is NaN.
        assert parted.values.tobytes() == whole.values.tobytes()
        assert parted.values.shape == whole.values.shape
        assert parted.truth_name == whole.truth_name
        assert (parted.units, parted.remarks) == (whole.units, whole.remarks)
        assert (parted.truth is None) == (whole.truth is None)
        if whole.truth is not None:
            assert parted.truth.dtype == np.intp
            np.testing.assert_array_equal(parted.truth, whole.truth)

    return _agree
