import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.testing import assert_allclose, assert_array_equal

from core.checks import LARGEST
from core.files import Table, TableError, read_table
from core.progress import CancelledError, Progress

laws = settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

DTYPES = ["?", *"bhilqBHILQ", "e", "f", "d", "g", ">f8", ">f4", ">i8", "<u2", "<f8"]


@pytest.fixture
def read(tmp_path):
    """Read an array, or the bytes of a file, as a table; the file's name says nothing."""

    def _read(content: np.ndarray | bytes, **limits: int) -> Table:
        path = tmp_path / "array.csv"
        path.write_bytes(content if isinstance(content, bytes) else saved(content))
        return read_table(path, **limits)

    return _read


def saved(array: np.ndarray) -> bytes:
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def header(text: str, version: bytes = b"\x01\x00") -> bytes:
    return b"\x93NUMPY" + version + len(text).to_bytes(2, "little") + text.encode()


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("order", ["C", "F"])
def test_an_array_of_any_kind_of_number_is_read_back_equal(read, dtype, order):
    array = np.array([[0, 1, 1], [1, 0, 1]], order=order).astype(dtype, order=order)
    table = read(array)
    assert table.name == "array.csv"
    assert table.columns == ("column 1", "column 2", "column 3")
    assert table.values.dtype == np.float64
    assert_array_equal(table.values, array)
    assert not table.values.flags.writeable
    assert (table.truth, table.truth_name) == (None, "")
    assert table.points((2, 0)).points.tolist() == [[1, 0], [1, 1]]


@laws
@given(
    array=hnp.arrays(
        st.sampled_from(["d", ">f8", "f", "e", "q"]),
        hnp.array_shapes(min_dims=1, max_dims=2, max_side=5),
        elements={"allow_infinity": False, "min_value": -100, "max_value": 100},
    ),
    fortran=st.booleans(),
)
def test_an_array_is_the_table_of_its_columns_that_hold_numbers(read, array, fortran):
    flat = array.reshape(len(array), -1)
    held = ~np.isnan(flat).all(axis=0)
    content = np.asfortranarray(array) if fortran else array
    if not held.any():
        with pytest.raises(TableError, match="has no column of numbers"):
            read(content)
        return
    table = read(content)
    assert_array_equal(table.values, flat[:, held])
    assert table.columns == tuple(f"column {i + 1}" for i in np.flatnonzero(held))
    chosen = table.points(table.default_columns(), standardise=True)
    assert np.isfinite(chosen.points).all()


@pytest.mark.parametrize("order", ["C", "F"])
def test_many_numbers_in_double_precision_stay_in_the_file(read, order, monkeypatch):
    monkeypatch.setattr("core.files.npy.IN_MEMORY", 50 * 16 - 1)
    array = np.random.default_rng(0).normal(size=(50, 2))
    table = read(np.array(array, order=order))
    assert not table.values.flags.owndata
    assert_array_equal(table.values, array)
    assert_array_equal(table.points((0, 1)).points, array)


@pytest.mark.parametrize("shape", [(3,), (3, 1)])
def test_one_column_lies_on_a_line(read, shape):
    table = read(np.array([1.0, np.nan, 4.0]).reshape(shape))
    assert table.columns == ("column 1",)
    assert table.points((0, 0)).points.tolist() == [[1, 0], [4, 0]]
    assert table.points((0, 0)).skipped == 1


def test_a_nan_is_a_missing_cell(read):
    table = read(np.array([[1.0, 2.0], [np.nan, 3.0], [4.0, 5.0]]))
    assert table.points((0, 1)).points.tolist() == [[1, 2], [4, 5]]
    assert table.points((0, 1)).skipped == 1


def test_a_column_that_counts_the_rows_is_not_a_default(read):
    array = np.random.default_rng(0).normal(size=(300_000, 3))
    array[:, 0] = np.arange(1, len(array) + 1)
    assert read(array).default_columns() == (1, 2)
    array[-1, 0] = 7
    assert read(array).default_columns() == (0, 1)


@pytest.mark.parametrize(
    ("array", "says"),
    [
        (np.zeros((3, 2), "c16"), "holds complex numbers; whole or real numbers were expected."),
        (np.array([["a", "b"]]), "holds texts;"),
        (np.array([[b"a", b"b"]]), "holds texts;"),
        (np.zeros((3, 2), "M8[s]"), "holds dates;"),
        (np.zeros((3, 2), "m8[s]"), "holds spans of time;"),
        (np.array([[None, 1]]), "holds Python objects, which are not loaded;"),
        (np.zeros(3, [("x", "f8"), ("y", "f8")]), "holds records of several fields;"),
        (np.zeros((3, 2), "V8"), "holds records of several fields;"),
        (np.array(5.0), "holds an array of shape (); (rows, columns) was expected."),
        (np.zeros((2, 2, 2)), "holds an array of shape (2, 2, 2); (rows, columns) was expected."),
        (np.zeros((0, 2)), "has no rows of data."),
        (np.zeros(0), "has no rows of data."),
        (np.zeros((2, 0)), "has no column of numbers."),
        (np.full((2, 2), np.nan), "has no column of numbers."),
        (np.zeros((2, 1001), "?"), "has 1001 columns; at most 1000 are read."),
    ],
)
def test_what_is_no_table_is_refused(read, array, says):
    with pytest.raises(TableError) as caught:
        read(array)
    assert str(caught.value) == f"The file “array.csv” {says}" or (
        says.endswith(";") and f"The file “array.csv” {says} whole or real" in str(caught.value)
    )


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (np.inf, "is infinite; a finite number was expected."),
        (-np.inf, "is infinite; a finite number was expected."),
        (1.1e100, "is too large; numbers up to 1e+100 are read."),
        (-1e300, "is too large; numbers up to 1e+100 are read."),
    ],
)
@pytest.mark.parametrize("row", [0, 199_999])
def test_numbers_that_are_not_read_are_told_with_their_place(read, value, says, row):
    array = np.zeros((200_000, 2))
    array[row, 1] = value
    with pytest.raises(TableError) as caught:
        read(array)
    place = f"the number in row {row + 1}, column 2 "
    assert str(caught.value) == f"In the file “array.csv” {place}{says}"


@pytest.mark.parametrize("kind", ["e", "f", "g"])
def test_infinity_in_any_precision_is_refused(read, kind):
    with pytest.raises(TableError, match="row 1, column 1 is infinite"):
        read(np.array([[np.inf, 0]], dtype=kind))


def test_the_largest_number_is_read(read):
    assert read(np.array([[LARGEST, -LARGEST]])).values.tolist() == [[LARGEST, -LARGEST]]


GOOD = saved(np.zeros((9, 2)))
FIELDS = "{'descr': %s, 'fortran_order': False, 'shape': %s}\n"


@pytest.mark.parametrize(
    "content",
    [
        *(GOOD[:length] for length in (6, 7, 8, 9, 10, 40, 127)),
        GOOD.replace(b"descr", b"wrong"),
        GOOD.replace(b"{", b"("),
        header(FIELDS % ("'<f8'", "(-1, 2)")),
        header(FIELDS % ("'<f8'", "(2.5, 2)")),
        header(FIELDS % ("'nonsense'", "(2, 2)")),
        header(FIELDS % ("7", "(2, 2)")),
        header("(" * 3000),
        header("'" + "x" * 20_000 + "'"),
        header(FIELDS % ("'<f8'", "(True, 2)")),
        header(FIELDS % ("'<f8'", "(2, True)")),
        b"\x93NUMPY\x02\x00\xf0\xff\xff\xff" + b"{'descr': " + b" " * 300,
        b"\x93NUMPY\x03\x00\xff\xff\xff\xff{",
        b"\x93NUMPY\x02\x00\x11\x27\x00\x00" + b" " * 10_001,
    ],
)
def test_a_damaged_header_is_refused(read, content):
    with pytest.raises(TableError, match=r"^The file .* begins as a \.npy file, but is damaged\.$"):
        read(content)


@pytest.mark.parametrize("version", [(0, 0), (4, 0), (1, 1), (9, 0), (255, 255)])
def test_an_unknown_version_of_the_format_is_refused(read, version):
    says = f"The file “array.csv” is of version {version[0]}.{version[1]} of the .npy format; "
    with pytest.raises(TableError) as caught:
        read(header(FIELDS % ("'<f8'", "(2, 2)"), bytes(version)))
    assert str(caught.value) == says + "1.0, 2.0 and 3.0 are read."


SIGNALLING = {
    "<f4": bytes.fromhex("0100a07f"),
    "<f8": bytes.fromhex("010000000000f47f"),
    ">f8": bytes.fromhex("7ff4000000000001"),
    "<f2": bytes.fromhex("017d"),
}


@pytest.mark.parametrize("kind", SIGNALLING)
@pytest.mark.parametrize("is_mapped", [False, True])
def test_a_signalling_nan_is_a_missing_cell(read, kind, is_mapped, monkeypatch):
    if is_mapped:
        monkeypatch.setattr("core.files.npy.IN_MEMORY", 0)
    array = np.array([[1, 2], [3, 4], [5, 7], [6, 6]], dtype=kind)
    content = bytearray(saved(array))
    size = array.dtype.itemsize
    content[len(content) - 6 * size : len(content) - 5 * size] = SIGNALLING[kind]
    table = read(bytes(content))
    chosen = table.points(table.default_columns(), standardise=True)
    assert chosen.skipped == 1
    assert np.isfinite(chosen.points).all()


@pytest.mark.skipif(np.finfo(np.longdouble).nmant != 63, reason="of the 80 bits of x86 only")
@pytest.mark.parametrize(
    "pattern", ["00000000000000000140", "ffffffffffffff7fff7f", "0000000000000040ffff"]
)
@pytest.mark.parametrize("row", [0, 70_000])
def test_an_invalid_number_of_extended_precision_is_refused(read, pattern, row):
    array = np.ones((80_000, 2), dtype=np.longdouble)
    content = bytearray(saved(array))
    start = len(content) - array.nbytes + (2 * row + 1) * array.itemsize
    content[start : start + 10] = bytes.fromhex(pattern)
    with pytest.raises(TableError) as caught:
        read(bytes(content))
    place = f"In the file “array.csv” the number in row {row + 1}, column 2 "
    assert str(caught.value) == place + (
        "is no valid number of extended precision; the file is damaged."
    )


@pytest.mark.parametrize(
    "content",
    [GOOD[:-1], GOOD[:128], header(FIELDS % ("'<f8'", "(1000, 2)")), GOOD[:-100]],
)
def test_a_shortened_file_is_refused(read, content):
    with pytest.raises(TableError, match=r"is damaged: it ends before its numbers do\.$"):
        read(content)


@laws
@given(place=st.integers(0, len(GOOD) - 1), byte=st.integers(0, 255))
def test_a_file_with_a_wrong_byte_gives_a_table_or_a_table_error(read, place, byte):
    content = bytearray(GOOD)
    content[place] = byte
    try:
        read(bytes(content))
    except TableError:
        return


def test_a_pickle_is_never_loaded(read, tmp_path):
    class Trap:
        def __reduce__(self):
            return (Path.touch, (tmp_path / "sprung",))

    with pytest.raises(TableError, match="Python objects, which are not loaded"):
        read(np.array([[Trap(), Trap()]], dtype=object))
    assert not (tmp_path / "sprung").exists()


def test_rows_are_limited(read):
    assert len(read(np.zeros((3, 2)), max_rows=3).values) == 3
    with pytest.raises(TableError, match=r"has 4 rows; at most 3 rows of data are read\.$"):
        read(np.zeros((4, 2)), max_rows=3)


# ---------------------------------------------------------------- progress


@pytest.fixture
def long(tmp_path) -> Path:
    path = tmp_path / "long.npy"
    np.save(path, np.random.default_rng(0).normal(size=(700_000, 2)).astype("f4"))
    return path


def test_progress_rises_from_0_to_1(long):
    shares: list[float] = []
    read_table(long, progress=Progress(shares.append))
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert len(shares) > 10


@pytest.mark.parametrize("after", [0, 1, 5])
def test_reading_and_choosing_can_be_called_off(long, after):
    table = read_table(long)
    for work in (
        lambda progress: read_table(long, progress=progress),
        lambda progress: table.points((0, 1), standardise=True, progress=progress),
    ):
        shares: list[float] = []
        with pytest.raises(CancelledError):
            work(Progress(shares.append, lambda told=shares: len(told) < after))
        assert len(shares) == after


def test_many_points_are_standardised_over_all_of_them(long):
    table = read_table(long)
    before = table.values.copy()
    shares: list[float] = []
    chosen = table.points((1, 0), standardise=True, progress=Progress(shares.append))
    assert shares == sorted(shares)
    assert len(shares) > 10
    turned = before[:, ::-1]
    assert_allclose(chosen.points, (turned - turned.mean(0)) / turned.std(0), atol=1e-9)
    assert_array_equal(table.values, before)


def test_a_file_may_be_saved_again_while_its_numbers_are_in_use(tmp_path):
    path, array = tmp_path / "again.npy", np.random.default_rng(0).normal(size=(5000, 3))
    np.save(path, array)
    table = read_table(path)
    np.save(path, array[:3, :1])
    assert_array_equal(table.points((1, 2)).points, array[:, 1:])
