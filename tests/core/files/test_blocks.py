"""The result of reading does not depend on how many bytes are read at a time."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from core.checks import LARGEST
from core.files import TableError, read_table
from core.files.csv.text import SAMPLE_LINES
from core.files.source import BYTES_AT_ONCE
from core.progress import CancelledError, Progress

laws = settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

SEPARATORS = [",", ";", "\t", " ", ""]

finite = st.floats(-LARGEST, LARGEST, allow_nan=False).map(repr)
# What float() or numpy takes and we do not, or the other way round, and what is no number at all.
ODD = [
    *("", " ", "NA", "nan", "?", "-", "none", "inf", "-Infinity", "∞", "1e999", "1e151", "-1e-400"),
    *("-1e151", "-1e999"),
    *("0x10", "1_000", "1.2.3", "1e", "e5", ".", "+", "--1", "+.5", "5.", "1 2", "1,5", "1.5", "٣"),
    *("1.234,5", "1 234,5", "abc", "a", "b", "#", "# 1", '"1"', '"a', '"a\nb"', 'a"b', "é", "\x1f"),
    *("1\r2", "\r", "\n", "\r\n\r\n", "1\t", "\u00a01", "1,", "1;2", "1d5", "1j", "\ufeff"),
]  # fmt: skip
odd = st.sampled_from(ODD)


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, int]:
    """A text that is regular at first, and may be anything later; and the size of a block."""
    separator = draw(st.sampled_from(SEPARATORS))
    decimal = draw(st.sampled_from(".,")) if separator != "," else "."
    width = draw(st.integers(1, 3)) if separator else 1
    cell = finite | st.integers(-99, 99).map(str)
    kinds = draw(st.lists(st.sampled_from("nnnntm"), min_size=width, max_size=width))
    makers = {"n": cell, "t": st.sampled_from("ab"), "m": cell | odd}
    rows = st.tuples(*(makers[kind] for kind in kinds))
    pattern = draw(st.lists(rows, min_size=1, max_size=8))
    end = draw(st.sampled_from(["\n", "\n", "\r\n", " \n"]))
    lines = [
        separator.join(row).replace(".", decimal) + end
        for row in pattern * draw(st.sampled_from([1, 5, 1 + (SAMPLE_LINES + 60) // len(pattern)]))
    ]
    for late in draw(st.lists(st.lists(cell | odd, min_size=1, max_size=4), max_size=2)):
        lines.insert(draw(st.integers(0, len(lines))), separator.join(late) + end)
    if draw(st.booleans()):
        lines.insert(0, separator.join(draw(st.permutations(["x", "y y", ""]))[:width]) + end)
    return "".join(lines), draw(st.sampled_from([16, 100, 1000]))


@laws
@example(table=("x\n0.0,0.0\n0.0,0.0\n0.0\n", 16), max_rows=1)
@given(table=tables(), max_rows=st.sampled_from([1, 7, SAMPLE_LINES + 3, 10**6]))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_small_blocks_give_what_one_gives(tmp_path, agree, encoding, table, max_rows):
    text, block = table
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode(encoding))
    agree(path, block, max_rows=max_rows)


@pytest.mark.parametrize("cell", ODD)
@pytest.mark.parametrize(("separator", "decimal"), [(",", "."), (";", ","), (" ", "."), ("", ",")])
def test_an_odd_cell_far_down_says_the_same(tmp_path, agree, separator, decimal, cell):
    row = separator.join(["1.5", "2"] if separator else ["1.5"]).replace(".", decimal) + "\n"
    odd_row = separator.join(["3", cell] if separator else [cell]) + "\n"
    path = tmp_path / "table.csv"
    path.write_text("x\n" * (not separator) + row * 400 + odd_row + row * 400, encoding="utf-8")
    agree(path, 200)


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("1;2\n", "1,5;2\n"),  # the decimal mark shows late
        ("1.5;2\n", "1,5;2,5\n"),  # and most numbers have the other one
        ("1;a.b\n", "1,5;a.b\n"),
        ("1,2\n", "1,2,3\n"),  # most rows are wider
        ("1,2\n", "1,b\n"),  # what begins as numbers is text
        ("1,b\n", "1,2\n"),  # and the other way round
        ("1,NA\n", "1,2\n"),
        ("1,2,\n", "1,2,3\n"),  # the last cell is not always blank
        ("1,\n", "1,2\n"),
        ("1,a\n", "1,NA\n"),  # classes with missing ones are none
        ("1,b\n", "2,a\n"),
        ("1,a\n", '2,"a"\n'),
        ("1,a\n", '2,"a\nb"\n'),
        ("1,2\n", "1,2\r"),
        ("1,2\n", "é,2\n"),
    ],
)
@pytest.mark.parametrize(
    "header", ["", "x,y\n", "x;y\n", "x\n", "x,y,\n", ",y\n", "NA,x\n", "p,q,r,s\n"]
)
@pytest.mark.parametrize("times", [1, 150, 500])
def test_rows_unlike_the_first_ones(tmp_path, agree, header, first, later, times):
    path = tmp_path / "table.csv"
    path.write_bytes((header + first * 300 + later * times).encode())
    agree(path, 200)
    path.write_bytes((header + first * 300 + later * times).encode("cp1252"))
    agree(path, 200)


def test_a_last_cell_that_is_blank_only_at_first_is_no_trailing_separator(tmp_path, agree):
    path = tmp_path / "table.csv"
    for blank in range(300, 342):  # in one of them the cells begin with a block
        path.write_text("x,y\n" + "1,2,\n" * blank + "1,2,3\n" * 100)
        agree(path, 200)


@pytest.mark.parametrize("late", [b"\xff", b"\0", b"\x81"])
def test_what_is_no_text_is_found_behind_all_other_faults(tmp_path, agree, late):
    path = tmp_path / "table.csv"
    path.write_bytes(b"1,2\n" * 200 + b"1,2,3\n" + b"1,2\n" * 200 + late)
    agree(path, 100)
    agree(path, 100, max_rows=150)


def test_a_cell_too_long_for_the_csv_module_is_refused_alike(tmp_path, agree):
    path = tmp_path / "table.csv"
    path.write_text("1,2\n" * 200 + "0" * (csv.field_size_limit() + 1) + ",2\n")
    agree(path, 10**6 // 8)
    agree(path, 100)


def test_many_classes_are_none_and_50_are_numbered(tmp_path, agree):
    for count in (50, 51):
        path = tmp_path / "table.csv"
        path.write_text("".join(f"{i},k{i % count}\n" for i in range(700)))
        agree(path, 300)
        assert (read_table(path, block=300).truth is None) == (count == 51)


# ---------------------------------------------------------------- many rows


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> tuple[Path, np.ndarray]:
    values = np.random.default_rng(5).normal(size=(60_000, 2))
    path = tmp_path_factory.mktemp("many") / "many.csv"
    path.write_text("x,y\n" + "".join(f"{x!r},{y!r}\n" for x, y in values.tolist()))
    return path, values


@pytest.mark.parametrize("block", [5000, BYTES_AT_ONCE])
def test_many_rows_are_read_back_equal(many, block):
    path, values = many
    table = read_table(path, block=block)
    assert table.columns == ("x", "y")
    assert_array_equal(table.values, values)
    assert table.values.flags.c_contiguous
    assert not table.values.flags.writeable


@pytest.mark.parametrize("block", [5000, BYTES_AT_ONCE, 2**30])
def test_progress_rises_from_0_to_1(many, block):
    shares: list[float] = []
    read_table(many[0], block=block, progress=Progress(shares.append))
    assert shares[0] == 0
    assert shares[-1] == 1
    assert shares == sorted(shares)
    assert len(shares) > 10


@pytest.mark.parametrize("late", ['3,"4\n5"\n', "3,4,5\n", "3,x\n", "é,1\n"])
def test_progress_rises_through_a_second_reading(tmp_path, late):
    path = tmp_path / "table.csv"
    path.write_bytes(("1,2\n" * 5000 + late).encode("cp1252"))
    shares: list[float] = []
    try:
        read_table(path, block=1000, progress=Progress(shares.append))
    except TableError:
        pass
    else:
        assert shares[-1] == 1
    assert shares == sorted(shares)
    assert 0 == shares[0] <= shares[-1] <= 1


@pytest.mark.parametrize("block", [5000, 2**30])
@pytest.mark.parametrize("after", [0, 1, 7, 20])
def test_reading_can_be_called_off_at_any_time(many, block, after):
    shares: list[float] = []
    progress = Progress(shares.append, lambda: len(shares) < after)
    with pytest.raises(CancelledError):
        read_table(many[0], block=block, progress=progress)
    assert len(shares) == after
