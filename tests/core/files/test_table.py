import math
import os
from errno import ENOMEM
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from core.checks import LARGEST
from core.files import Table, TableError, read_table
from core.files.csv.cells import is_missing, number, plain_number, plain_numbers
from core.files.source import LARGEST_FILE

IRIS = Path(__file__).parents[3] / "resources" / "data" / "iris.csv"

# No examples on disk, and one folder for all examples of a law.
quick = settings(
    max_examples=30,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

finite = st.floats(-LARGEST, LARGEST, allow_nan=False)

NOTATIONS = [
    pytest.param(separator, decimal, id=f"{name}-{decimal}")
    for separator, name in [("\t", "tab"), (";", "semicolon"), (",", "comma"), ("   ", "spaces")]
    for decimal in ".,"
    if separator != decimal
]


@pytest.fixture
def read(tmp_path, agree):
    """Read a text, or bytes, as a table; in small blocks and at once, with the same result."""

    def _read(content: str | bytes, **limits: int) -> Table:
        path = tmp_path / "table.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        agree(path, 16, **limits)
        return read_table(path, **limits)

    return _read


@pytest.fixture
def refused(read):
    """What reading a text raises."""

    def _refused(content: str | bytes, **limits: int) -> TableError:
        with pytest.raises(TableError) as caught:
            read(content, **limits)
        return caught.value

    return _refused


def told(table: Table) -> list[str]:
    """The places of the rows that were left out."""
    return [fault.split(":")[0] for fault in table.remarks.faults]


def rows_of(table: Table) -> list[list[float]]:
    return table.values.tolist()


def written(values: np.ndarray, separator: str, decimal: str) -> str:
    return "".join(
        separator.join(repr(float(value)).replace(".", decimal) for value in row) + "\n"
        for row in values
    )


# ---------------------------------------------------------------- what is written is read


@pytest.mark.parametrize(("separator", "decimal"), NOTATIONS)
@quick
@given(header=st.booleans(), data=st.data())
def test_written_numbers_are_read_back_equal(read, separator, decimal, header, data):
    width = data.draw(st.integers(2, 4))
    row = st.lists(finite, min_size=width, max_size=width)
    # The first number shows its decimal mark; nothing else tells "1,2" from two cells.
    values = np.array([[0.5] * width, *data.draw(st.lists(row, min_size=1, max_size=6))])
    names = tuple(f"x{i}" for i in range(width))
    head = separator.join(names) + "\n" if header else ""
    table = read(head + written(values, separator, decimal))
    assert_array_equal(table.values, values)
    assert table.columns == (names if header else tuple(f"column {i + 1}" for i in range(width)))


@quick
@given(values=st.lists(finite, min_size=1, max_size=8))
def test_one_column_is_read_back_equal(read, values):
    points = "".join(f"{value!r}\n" for value in values)
    assert_array_equal(read(points).values[:, 0], values)
    commas = "height in m\n0,5\n" + points.replace(".", ",")
    assert_array_equal(read(commas).values[:, 0], [0.5, *values])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_and_line_end_gives_the_same_table(read, encoding, end):
    text = end.join(["größe;breite;art", "1,5;2;höher", "3;4,5;tiefer", "5;6;höher", ""])
    table = read(text.encode(encoding))
    assert table.columns == ("größe", "breite")
    assert rows_of(table) == [[1.5, 2.0], [3.0, 4.5], [5.0, 6.0]]
    assert table.truth_name == "art"


@pytest.mark.parametrize("byte_order", ["le", "be"])
def test_both_byte_orders_of_utf_16_are_read(read, byte_order):
    mark = {"le": b"\xff\xfe", "be": b"\xfe\xff"}[byte_order]
    assert rows_of(read(mark + "1;2\n".encode(f"utf-16-{byte_order}"))) == [[1, 2]]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1,2\n3,4", [[1, 2], [3, 4]]),
        (" 1 , 2 \n3,\t4\n", [[1, 2], [3, 4]]),
        ("  1   2  \n 3 4\n", [[1, 2], [3, 4]]),
        ("1, 2\n3, 4\n", [[1, 2], [3, 4]]),
        ("1,5 2,5\n3 4,5\n", [[1.5, 2.5], [3, 4.5]]),
        ("1,5;2\n2,5;3\n", [[1.5, 2], [2.5, 3]]),
        ("1,5\t2\n2,5\t3\n", [[1.5, 2], [2.5, 3]]),
        ("+1;-2\n.5;5.\n", [[1, -2], [0.5, 5]]),
        ("1e3;1E-3\n", [[1000, 0.001]]),
        ('"1","2"\n"3","4"\n', [[1, 2], [3, 4]]),
        ('"1,5";"2,5"\n', [[1.5, 2.5]]),
        ('1, "2"\n3, "4"\n', [[1, 2], [3, 4]]),
        ("1,2,3\t\n4,5,6\t\n", [[1, 2, 3], [4, 5, 6]]),
        ("7\n8\n", [[7], [8]]),
        # A comma between numbers is a separator, unless a header names one column only.
        ("1,5\n2,7\n", [[1, 5], [2, 7]]),
        ("x\n1,5\n2\nNA\n", [[1.5], [2], [math.nan]]),
        ("x\n1,5\n", [[1.5]]),
        ('"x"\n"1",5\n"2",7\n', [[5], [7]]),
        # Spaces part cells only where a comma does not do it as well.
        ("1,5 red\n2,7 blue\n", [[1], [2]]),
    ],
)
def test_numbers_as_people_write_them(read, text, rows):
    assert_array_equal(read(text).values, rows)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        # Other separators inside texts do not mislead.
        ("x,y,note\n1,2,a;b\n3,4,c;d\n", ("x", "y")),
        ("x;name\n1;Smith, John\n2;Doe, Jane\n", ("x",)),
        ("x;name\n1,5;John Smith\n2;Jane Doe\n", ("x",)),
        ("a;b;c;d;1,5\ne;f;g;h;2,5\n", ("column 5",)),
        ("height cm,weight kg\n1,2\n", ("height cm", "weight kg")),
        ("height in cm\n1\n2\n", ("height in cm",)),
        ("2020-01-01 00:00,5\n2020-01-02 00:00,6\n", ("column 2",)),
        ('x,y,"a;b;c;d"\n1,2,3\n', ("x", "y", "a;b;c;d")),
        ("x, y\n1, 2\n3, 4\n", ("x", "y")),
        ("x,y,code;no\n1,2,a;3\n4,5,b;6\n", ("x", "y")),
        ("x,range\n5,10 20\n6,30 40\n7,50\n", ("x",)),
        ('name;x\na,"b;1\nc;2\nd;3\n', ("x",)),
        # What may be a version is no number with thousands separators.
        ("x;version\n1;1.234.567\n2;1.234.568\n", ("x",)),
    ],
)
def test_the_separator_is_found_among_misleading_texts(read, text, columns):
    assert read(text).columns == columns


def test_the_separator_does_not_depend_on_a_stray_ragged_row(read):
    table = read("1,5;2,5\n" * 5 + "3,5\n" + "1,5;2,5\n" * 5)
    assert rows_of(table) == [[1.5, 2.5]] * 10
    assert told(table) == ["Line 6"]


# ---------------------------------------------------------------- lines that are no data


def test_blank_lines_and_comments_are_skipped_but_counted(read):
    text = '# made by "hand, "now\n\nx,y\n   \n1,2\n  # more\n3,{}\n5,6\n'
    assert rows_of(read(text.format(4))) == [[1, 2], [3, 4], [5, 6]]
    assert told(read(text.format("abc"))) == ["Line 7, column 2"]


def test_a_hash_inside_a_quoted_cell_is_no_comment(read):
    table = read('x,tag\n1,"a\n# b"\n2,c\n3,c\n')
    assert rows_of(table) == [[1], [2], [3]]
    assert table.truth_name == "tag"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_through_quoted_line_breaks(read, end):
    rows = ["name,x", '"a', "", 'b",1', '"c', 'd",oops', "e,2", "f,3"]
    assert told(read(end.join(rows))) == ["Line 6, column 2"]


# ---------------------------------------------------------------- header


@pytest.mark.parametrize(
    ("text", "columns", "rows"),
    [
        ("a,b\n1,2\n", ("a", "b"), 1),
        ("1,2\n3,4\n", ("column 1", "column 2"), 2),
        # Numbers as names cannot be told from data.
        ("2019,2020\n3,4\n", ("column 1", "column 2"), 2),
        # One name over numbers is enough.
        ("2019,total\n3,4\n", ("2019", "total"), 1),
        # A text in the first row of a column of texts is no name.
        ("5.1,3.5,setosa\n4.9,3,virginica\n", ("column 1", "column 2"), 2),
        ("setosa,5.1\nvirginica,4.9\n", ("column 2",), 2),
        ("NA,?,setosa\n4.9,3,virginica\n", ("column 1", "column 2"), 2),
        ("x,y,class\n?,3.5,setosa\n4.9,3,virginica\n", ("x", "y"), 2),
        # Names are made unique, and empty ones are filled in.
        ("x,x,,x 2\n1,2,3,4\n", ("x", "x 2", "column 3", "x 2 2"), 1),
        ('"two\nlines" ,y\n1,2\n', ("two lines", "y"), 1),
        # A separator at the end of lines.
        ("1,2,\n3,4,\n", ("column 1", "column 2"), 2),
        ("x,y,\n1,2,\n", ("x", "y"), 1),
        ("x,y\n1,2,\n3,4,\n", ("x", "y"), 2),
        ("x,y,\n1,2\n3,4\n", ("x", "y"), 2),
        # Row names as R writes them, with and without an empty name over them.
        ('"x" "y"\n"1" 5.1 3.5\n"2" 4.9 3\n', ("x", "y"), 2),
        ('x,y\n"Mazda RX4",21,6\nFiat,32,4\n', ("x", "y"), 2),
        ('"x"\n"1",5\n"2",7\n', ("x",), 2),
        ('"",x,y\n"Mazda RX4",21,6\nFiat,32,4\n', ("x", "y"), 2),
        # As pandas writes an index.
        (",x,y\n0,21,6\n1,32,4\n", ("column 1", "x", "y"), 2),
    ],
)
def test_header_or_none(read, text, columns, rows):
    table = read(text)
    assert table.columns == columns
    assert table.values.shape == (rows, len(columns))


@pytest.mark.parametrize("text", ['x,y\n"a",1,2\n"b",3,4\n', ',x,y\n"a",1,2\n"b",3,4\n'])
def test_row_names_are_no_classes(read, text):
    table = read(text)
    assert table.truth is None
    assert rows_of(table) == [[1, 2], [3, 4]]


# ---------------------------------------------------------------- missing cells, text columns


@pytest.mark.parametrize(
    "cell", ["", "  ", "NA", "na", "N/A", "NaN", "nan", "null", "NULL", "None", "?", "-", '""']
)
def test_missing_cells_are_nan(read, cell):
    assert_array_equal(read(f"a,b\n1,2\n{cell},4\n").values, [[1, 2], [math.nan, 4]])


def test_a_wholly_missing_column_is_left_out(read):
    table = read("a,b,c\n1,NA,2\n3,,4\n")
    assert table.columns == ("a", "c")
    assert table.truth is None


def test_an_empty_row_of_separators_is_a_row_of_missing_cells(read):
    assert_array_equal(read("a,b\n1,2\n,\n").values, [[1, 2], [math.nan, math.nan]])


@pytest.mark.parametrize(
    ("cells", "left_out"),
    [
        ("a b c 1 2", None),
        ("a b 1 2", None),
        ("a ? ? 1 2", 1),
        ("a 1", None),
        ("a 1 2", 1),
        ("a b 1 2 3 4 5 6", None),
        ("a b" + " 1" * 18, 2),
        ("a b c" + " 1" * 18, None),
    ],
)
def test_a_column_is_text_if_more_than_a_few_of_its_present_cells_are_no_numbers(
    read, cells, left_out
):
    table = read("y,x\n" + "".join(f"0,{cell}\n" for cell in cells.split()))
    if left_out is None:
        assert table.columns == ("y",)
        texts = sum(cell.isalpha() for cell in cells.split())
        present = len(cells.replace("?", "").split())
        assert table.remarks.texts == (("x", texts, present),)
    else:
        assert table.columns == ("y", "x")
        assert table.remarks.left_out == left_out
        assert told(table)[0] == "Line 2, column 2"


def test_classes_are_numbered_alphabetically_in_every_order_of_rows(read):
    table = read("x,kind\n1,pear\n2,apple\n3,pear\n4, fig\n")
    assert table.truth_name == "kind"
    assert table.truth.tolist() == [2, 0, 2, 1]
    assert table.truth.dtype == np.intp


@pytest.mark.parametrize(
    ("kinds", "has_truth"),
    [
        (["a"] * 60, False),
        (["a", "b"] * 30, True),
        ([f"k{i % 50}" for i in range(60)], True),
        ([f"k{i % 51}" for i in range(60)], False),
        (["a", "b"] * 29 + ["c", "NA"], False),
    ],
)
def test_classes_are_2_to_50_distinct_texts_none_missing(read, kinds, has_truth):
    table = read("x,kind\n" + "".join(f"{i},{kind}\n" for i, kind in enumerate(kinds)))
    assert (table.truth is not None) == has_truth
    assert table.truth_name == ("kind" if has_truth else "")


def test_two_columns_of_classes_are_none(read):
    table = read("x,a,b\n1,p,r\n2,q,s\n3,q,s\n")
    assert table.truth is None
    assert [each.name for each in table.labels] == ["a", "b"]
    assert table.groups(1).tolist() == [0, 1, 1]
    assert table.points((0, 0), labels=0).truth.tolist() == [0, 1, 1]
    assert table.groups(-1) is None
    with pytest.raises(ValueError, match="labels: got 2, wanted less than 2"):
        table.groups(2)


@pytest.mark.parametrize(
    ("text", "name", "classes"),
    [
        ("x,class,b\n1,2,r\n2,10,s\n3,2,s\n", "class", ("2", "10")),
        ("x,y,Species\n1,2,3\n2,4,3\n3,2,1\n", "Species", ("1", "3")),
        ("x,true label,b\n1,p,r\n2,q,s\n3,q,s\n", "true label", ("p", "q")),
        ("x,kind\n1,a\n2,10\n3,9\n4,a\n5,b\n", "kind", ("9", "10", "a", "b")),
        ("x,class\n1,1.5\n2,2.5\n3,1.5\n", "", ()),
        ("x,count\n1,1\n2,2\n3,1\n", "", ()),
    ],
)
def test_a_column_named_like_classes_is_the_truth(read, text, name, classes):
    table = read(text)
    assert table.truth_name == name
    if name:
        assert table.labels[table.own_labels].classes == classes


def test_a_column_of_many_texts_beside_the_classes_does_no_harm(read):
    text = "x,name,kind\n" + "".join(f"{i},name {i},{'ab'[i % 2]}\n" for i in range(60))
    assert read(text).truth_name == "kind"


# ---------------------------------------------------------------- errors

NUMBER = "a number like 1.5 or 1,5 was expected."


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("x,y\n1,2\n3,abc\n5,6\n", 3, 2, f'"abc" is not a number; {NUMBER}'),
        ("1,2\n3,4\nabc,6\n", 3, 1, f'"abc" is not a number; {NUMBER}'),
        # The column is that of the file, texts included; the first in reading order counts.
        ("n,x,y\na,1,2\nb,3,4\nc,5,q\nd,r,6\ne,7,8\n", 4, 3, '"q" is not'),
        ('x y\n"a" 1 2\n"b" 3 q\n"c" 5 6\n', 3, 3, '"q" is not'),
        ("x;y\n1,5;2,5\n1.5;3\n", 3, 1, '"1.5" has a point where a decimal comma was expected'),
        ("x;y\n1.5;2.5\n1,5;3\n2;3\n", 3, 1, '"1,5" has a comma where a decimal point was'),
        ("1,5\n2\n3\n", 1, 1, '"1,5" has a comma where'),
        ("1,2\ninf,3\n", 2, 1, f'"inf" is infinite; {NUMBER}'),
        ("-Infinity,2\n3,4\n", 1, 1, '"-Infinity" is infinite'),
        ("1,2\n3,1_000\n5,6\n", 2, 2, '"1_000" is not'),
        ("1,2\n3,٣\n5,6\n", 2, 2, "is not a number"),
        ("1,2\n3,0x10\n5,6\n", 2, 2, '"0x10" is not'),
        ("1,2\n3," + "z" * 99 + "\n5,6\n", 2, 2, '"' + "z" * 39 + '…" is not'),
        ("1,2,3\n4,5\n6,7,8\n", 2, None, "has 2 cells; 3 were expected, as other rows have."),
        ("1,2,3\n4,5\n", 2, None, "has 2 cells; 3 were expected"),
        ("1,2\n3,4\n5,6,7\n", 3, None, "this row has 3 cells; 2 were expected"),
        ("1,2\n3,4\n5\n", 3, None, "this row has 1 cell; 2 were expected"),
        ("1 2\n3 4 5 6\n7 8 9 1\n", 1, None, "this row has 2 cells; 4 were expected"),
        ("x,y\n1,2\nx,y\n3,4\n", 3, 1, '"x" is not'),
    ],
)
def test_rows_that_cannot_be_read_are_left_out_and_told_of(read, text, line, column, says):
    table = read(text)
    place = f"Line {line}: " if column is None else f"Line {line}, column {column}: "
    assert table.remarks.faults[0].startswith(place)
    assert says in table.remarks.faults[0]
    assert table.remarks.faults[0].endswith(".")
    assert table.remarks.left_out == len(table.remarks.faults)
    rows = text.count("\n") - (text[0] in "xn")
    assert len(table.values) == rows - table.remarks.left_out


def test_the_classes_of_rows_that_are_left_out_go_with_them(read):
    table = read("x,y,kind\n1,2,p\n3,oops,q\n5,6,r\n7,8\n9,1,p\n")
    assert rows_of(table) == [[1, 2], [5, 6], [9, 1]]
    assert table.labels[0].classes == ("p", "r")
    assert table.truth.tolist() == [0, 1, 0]
    assert table.remarks.left_out == 2


def test_a_file_of_mostly_bad_rows_is_refused_with_the_first_of_them(refused):
    error = refused("x,y\n1,2\n3,inf\n4,inf\n5\n6,7\n")
    assert (error.line, error.column) == (3, 2)
    assert "infinite" in str(error)


def test_no_more_than_three_rows_are_named_and_all_are_counted(read):
    table = read("x,y\n" + "1,2\n" * 50 + "3\n4,oops\n" * 3)
    assert told(table) == ["Line 52", "Line 53, column 2", "Line 54"]
    assert table.remarks.left_out == 6


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1,2,\n3,4\n5,6\n", [[1, 2], [3, 4], [5, 6]]),
        ("1,2\n3,4\n5,6,,\n", [[1, 2], [3, 4], [5, 6]]),
        ("x;y\n1,5;2\n1.234,5;3\n", [[1.5, 2], [1234.5, 3]]),
        ('x,y\n1,2\n"1,234.5",3\n4,5\n', [[1, 2], [1234.5, 3], [4, 5]]),
        ('x,y\n1,2\n"1,234,567",3\n4,5\n', [[1, 2], [1234567, 3], [4, 5]]),
        ("x;y\n1;2\n1 234,5;3\n4;5,5\n", [[1, 2], [1234.5, 3], [4, 5.5]]),
        ("x;y\n1,5;2,5\n1.234;3\n", [[1.5, 2.5], [1234, 3]]),
        ("x;y\n1.5;2.5\n1,234;3\n", [[1.5, 2.5], [1234, 3]]),
        ("x;y\n1'234.5;2\n1’234;3\n", [[1234.5, 2], [1234, 3]]),
        ("x;y\n0,250;1\n1,250;2\n", [[0.25, 1], [1.25, 2]]),
        ("x;y\n€ 5;12 %\n-€ 7;3 %\n$ -1;3%\n", [[5, 12], [-7, 3], [-1, 3]]),
        ("x;y\nCHF 1'000.50;2\n5 EUR;3\n", [[1000.5, 2], [5, 3]]),
        ("x\ty\n1\u202f250,5\t3\n2,5\t−1e−3\n", [[1250.5, 3], [2.5, -0.001]]),
    ],
)
def test_thousands_units_and_trailing_separators_are_read(read, text, rows):
    table = read(text)
    assert rows_of(table) == rows
    assert not table.remarks.left_out


@pytest.mark.parametrize(
    ("text", "doubtful", "first", "other"),
    [
        ('x,y\n"1,234",2\n"2,345",3\n', "1,234", 1234, 1.234),
        ("x;y\n1,250;2\n2,500;3\n", "1,250", 1.25, 1250),
        ("x;y\n1,250;2.5\n2,500;3\n", "", 1250, 1.25),
        ("x;y\n1,250;2,5\n2,500;3\n", "", 1.25, 1250),
    ],
)
@pytest.mark.parametrize("times", [1, 400])
def test_a_comma_that_may_be_either_is_told_and_can_be_chosen(
    read, text, doubtful, first, other, times
):
    header, *rows = text.splitlines(keepends=True)
    text = header + "".join(rows) * times
    table = read(text)
    assert table.remarks.doubtful == doubtful
    assert table.values[0, 0] == first
    chosen = read(text, decimal="," if first == 1000 * other else ".")
    assert chosen.values[0, 0] == other or chosen.remarks.left_out


def test_a_decimal_mark_that_shows_late_is_found(read):
    table = read("1;2\n" * 400 + "1,5;2\n" * 3)
    assert table.values[-1].tolist() == [1.5, 2]
    assert not table.remarks.left_out


@pytest.mark.parametrize("decimal", [".", ","])
def test_a_decimal_mark_is_a_point_or_a_comma(read, decimal):
    assert len(read("1;2\n3;4\n", decimal=decimal).values) == 2
    with pytest.raises(ValueError, match=r"^decimal: got ';', wanted one of"):
        read("1;2\n", decimal=";")


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("1,2\n3,1e999\n", 2, 2, f'"1e999" is too large; numbers up to {LARGEST:g} are read.'),
        ("1,2\n3,-1e151\n", 2, 2, "is too large"),
        ("height in m\n0,5\n-3,05e+149\n", 3, 1, '"-3,05e+149" is too large'),
        ("n,x\na,1\nb,1e120\nc,3\nd,1e130\n", 3, 2, '"1e120" is too large'),
        ("1,2\n3,1e140\n5,inf\n7\n8,9\n", 2, 2, '"1e140" is too large'),
        ('a,b\n\n1,"2\n3,4\n', 3, None, "a quotation mark opens a cell and is never closed."),
        (' "e', 1, None, "a quotation mark opens a cell and is never closed."),
        ('a,b\n1,"' + "x" * 200_000 + '"\n', 2, None, "this row cannot be split into cells"),
        (b"a,b\n1,2\n3,\x81\n", 3, None, "the byte 0x81 is no character of UTF-8 or Windows-1252."),
        ("1" * 2**20 + ",2\n", 1, None, "this line has more than 1,048,576 characters;"),
        ("1,2\n" * 5 + "1," * 2**20, 6, None, "this line has more than 1,048,576 characters;"),
    ],
)  # fmt: skip
def test_errors_that_have_a_place(refused, text, line, column, says):
    error = refused(text)
    assert (error.line, error.column) == (line, column)
    place = f"Line {line}: " if column is None else f"Line {line}, column {column}: "
    assert str(error).startswith(place)
    assert says in str(error)
    assert str(error).endswith(".")


def test_a_column_of_text_may_look_like_a_number_that_is_too_large(read):
    assert read("x,code\n1,abc\n2,1e999\n3,def\n").columns == ("x",)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file “table.csv” is empty."),
        (b" \r\n\n\t", "The file “table.csv” is empty."),
        (b"# nothing\n\n", "The file “table.csv” has no rows of data."),
        (b"\xef\xbb\xbf", "The file “table.csv” has no rows of data."),
        (b"a,b\n", "The file “table.csv” has a header, but no rows of data."),
        (b"a,b\nc,d\n", "The file “table.csv” has no column of numbers."),
        (b"a,b\nNA,?\n", "The file “table.csv” has no column of numbers."),
        (b"\x89PNG\x81\x00\x00", "The file “table.csv” is binary;"),
        ("1,2\n".encode("utf-16-le"), "The file “table.csv” is binary;"),
        ("1,2\n".encode("utf-32"), "The file “table.csv” is binary;"),
        (b"\xff\xfe1\x00,\x002", "The file “table.csv” begins as UTF-16, but is damaged."),
    ],
)
def test_errors_of_a_whole_file(refused, content, says):
    error = refused(content)
    assert (error.line, error.column) == (None, None)
    assert str(error).startswith(says)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(TableError, match=r"^The file “none\.csv” does not exist\.$"):
        read_table(tmp_path / "none.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(TableError, match=r"^“folder\.csv” is a folder; a file was expected\.$"):
        read_table(tmp_path / "folder.csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes in folders")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(TableError, match=r"^“pipe” is a pipe or a device; a file was expected\.$"):
        read_table(tmp_path / "pipe")


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (PermissionError(13, "denied"), r"^There is no permission to read the file “x\.csv”\.$"),
        (OSError(5, "Input/output error"), r"^The file “x\.csv” cannot be read: Input/output"),
        (OSError(ENOMEM, "Cannot allocate memory"), r"^There is too little memory .* “x\.csv” has"),
    ],
)
def test_what_the_system_refuses_is_said_as_a_table_error(tmp_path, monkeypatch, error, says):
    path = tmp_path / "x.csv"
    path.write_text("1,2\n")

    def fail(_: Path, __: str) -> BinaryIO:
        raise error

    # The superuser may read everything, so the refusal is played.
    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(TableError, match=says) as caught:
        read_table(path)
    assert caught.value.__cause__ is error


def test_a_huge_file_is_refused_unread(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(TableError, match=r"“huge\.csv” is larger than 1 GiB\.$"):
        read_table(path)


@pytest.mark.parametrize("header", ["", "x,y\n"])
def test_as_many_rows_as_allowed_are_read_and_no_more(read, refused, header):
    rows = header + "# a comment\n" + "1,2\n" * 3
    assert len(read(rows, max_rows=3).values) == 3
    for further in (1, 2, 5):
        error = refused(rows + "3,4\n" * further, max_rows=3)
        assert error.line == 5 + bool(header)
        assert "at most 3 rows" in str(error)


@pytest.mark.parametrize("max_rows", [0, -1])
def test_max_rows_is_at_least_1(read, max_rows):
    with pytest.raises(ValueError, match=f"max_rows: got {max_rows}, wanted at least 1"):
        read("1,2\n", max_rows=max_rows)


@settings(quick, max_examples=150)
@given(content=st.binary(max_size=60) | st.text("12.,;\t \n\r\"#ae-?'", max_size=60))
def test_any_file_gives_a_table_or_a_table_error(read, content):
    try:
        table = read(content)
    except TableError:
        return
    assert table.values.shape[1] == len(table.columns) == len(set(table.columns)) >= 1
    assert len(table.values) >= 1
    assert not np.isinf(table.values).any()
    assert np.isfinite(table.points(table.default_columns(), standardise=True).points).all()


@quick
@given(cells=st.lists(st.text("0123456789.,eE+- x", max_size=6) | finite.map(repr), max_size=4))
@pytest.mark.parametrize("decimal", [".", ","])
def test_many_numbers_are_read_like_one(cells, decimal):
    each = [number(cell, decimal) for cell in cells]
    plain = plain_numbers(cells, decimal)
    assert plain is None or plain.tolist() == each or np.abs(plain).max() > LARGEST
    for cell, value in zip(cells, each, strict=True):
        one = plain_number(cell, decimal)
        assert one is None or one == value or abs(one) > LARGEST
        assert value is None or not is_missing(cell)


# ---------------------------------------------------------------- points


def test_points_are_the_rows_in_which_both_cells_are_present(read):
    table = read("a,b,c,kind\n1,2,3,p\n,5,6,q\n7,?,9,r\n8,9,NA,p\n")
    chosen = table.points((2, 0))
    assert chosen.points.tolist() == [[3, 1], [9, 7]]
    assert chosen.truth.tolist() == [0, 2]
    assert chosen.skipped == 2
    assert table.points((0, 1)).points.tolist() == [[1, 2], [8, 9]]


@pytest.mark.parametrize("standardise", [False, True])
def test_no_common_row_gives_no_points(read, standardise):
    chosen = read("a,b\n1,\n,2\n").points((0, 1), standardise=standardise)
    assert chosen.points.shape == (0, 2)
    assert chosen.skipped == 2


@pytest.mark.parametrize("text", ["a,b,kind\n1,2,p\n3,?,q\n5,4,p\n", "a,kind\n1,p\n3,q\n?,p\n"])
@pytest.mark.parametrize("standardise", [False, True])
def test_arrays_are_read_only_and_in_c_order(read, text, standardise):
    table = read(text)
    chosen = table.points(table.default_columns(), standardise=standardise)
    for array in (table.values, table.truth, chosen.points, chosen.truth):
        assert not array.flags.writeable
    assert chosen.points.flags.c_contiguous
    assert chosen.points.dtype == np.float64
    assert chosen.truth.dtype == np.intp


def test_the_table_stays_as_it_was(read):
    table = read("a,b\n1,2\n3,?\n5,7\n")
    before = table.values.copy()
    table.points((0, 1), standardise=True)
    assert_array_equal(table.values, before)


def test_a_single_column_lies_on_a_line(read):
    table = read("x\n1\n?\n4\n")
    assert table.default_columns() == (0, 0)
    assert table.points((0, 0)).points.tolist() == [[1, 0], [4, 0]]
    assert table.points((0, 0), standardise=True).points.tolist() == [[-1, 0], [1, 0]]
    assert table.points((0, 0)).skipped == 1


@pytest.mark.parametrize("columns", [(0, 0), (0, 2), (-1, 0), (0,), (0, 1, 1), (0, 1.0)])
def test_bad_columns_are_refused(read, columns):
    with pytest.raises(ValueError, match=r"^columns: got \(.*, wanted two different numbers") as e:
        read("a,b\n1,2\n").points(columns)
    assert str(columns) in str(e.value)
    assert "from 0 to 1" in str(e.value)


@pytest.mark.parametrize("columns", [(0, 1), (1, 1), (0, -1)])
def test_a_single_column_is_the_only_choice(read, columns):
    with pytest.raises(ValueError, match=r"wanted \(0, 0\), as the table has one column"):
        read("x\n1\n2\n").points(columns)


def test_numpy_integers_choose_columns(read):
    chosen = read("a,b\n1,2\n").points((np.int64(1), np.int64(0)))
    assert chosen.points.tolist() == [[2, 1]]


@quick
@given(
    rows=st.lists(st.tuples(finite, finite), min_size=2, max_size=8),
    constant=finite,
)
def test_standardised_columns_have_mean_0_and_deviation_1(read, rows, constant):
    values = np.array([(*row, constant) for row in rows])
    table = read(written(values, ";", "."))
    for pair in ((0, 1), (1, 2)):
        scores = table.points(pair, standardise=True).points
        assert_allclose(scores.mean(axis=0), 0, atol=1e-9)
        varied = np.array([len(np.unique(values[:, column])) > 1 for column in pair])
        assert_allclose(scores.std(axis=0), varied.astype(float), atol=1e-9)
        assert (scores[:, ~varied] == 0).all()


@pytest.mark.parametrize("scale", [1e-300, 1e-9, 1.0, 1e99])
def test_scores_do_not_depend_on_the_unit(read, scale):
    values = np.array([[1.0, 4.0], [2.0, 1.0], [6.0, 2.5]])
    scores = read(written(values * scale, ",", ".")).points((0, 1), standardise=True).points
    assert_allclose(scores, (values - values.mean(0)) / values.std(0), atol=1e-12)


def test_scores_are_taken_over_the_kept_rows(read):
    chosen = read("a,b\n1,5\n1000,\n3,7\n").points((0, 1), standardise=True)
    assert chosen.points.tolist() == [[-1, -1], [1, 1]]


# ---------------------------------------------------------------- the first choice of columns


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("a,b,c\n1,5,2\n2,3,9\n4,4,4\n", (0, 1)),
        ("id,b,c\n1,5,2\n2,3,9\n3,4,4\n", (1, 2)),
        ("Index,b,c\n0,5,2\n1,3,9\n2,4,4\n", (1, 2)),
        ("Unnamed: 0,b,c\n0,5,2\n1,3,9\n2,4,4\n", (1, 2)),
        (",b,c\n0,5,2\n1,3,9\n2,4,4\n", (1, 2)),
        ("0,5,2\n1,3,9\n2,4,4\n", (1, 2)),
        # Counting the rows, whatever its name.
        ("day,b,c\n1,5,2\n2,3,9\n3,4,4\n", (1, 2)),
        ("day,b,c\n17,5,2\n18,3,9\n19,4,4\n", (1, 2)),
        ("day,b,c\n2,5,2\n4,3,9\n6,4,4\n", (0, 1)),
        # Naming the rows, whatever its numbers, if they are whole.
        ("id,b,c\n7,5,2\n2,3,9\n3,4,4\n", (1, 2)),
        ("id,b,c\n1,5,2\n?,3,9\n3,4,4\n", (1, 2)),
        ("CustomerID,b,c\n7,5,2\n2,3,9\n3,4,4\n", (1, 2)),
        ("customer_id,b,c\n7,5,2\n2,3,9\n3,4,4\n", (1, 2)),
        ("passengerid,b,c\n7,5,2\n2,3,9\n3,4,4\n", (1, 2)),
        ("acid,humid,c\n7,5,2\n2,3,9\n3,4,4\n", (0, 1)),
        ("id,b,c\n7.5,5,2\n2,3,9\n3,4,4\n", (0, 1)),
        # What tells classes comes late, too.
        ("class,b,c\n1,5,2\n2,3,9\n1,4,4\n", (1, 2)),
        # Longitude across, latitude up.
        ("lat,lon\n5,2\n3,9\n4,4\n", (1, 0)),
        ("Longitude,Latitude\n5,2\n3,9\n4,4\n", (0, 1)),
        ("pickup_latitude,fare,lng\n5,2,1\n3,9,7\n4,4,2\n", (1, 0)),
        ("fare,longitude (deg),b\n5,2,1\n3,9,7\n4,4,2\n", (1, 0)),
        ("a,k,c\n1,5,2\n2,5,9\n4,5,4\n", (0, 2)),
        # Falling back: an index rather than a constant, a constant rather than nothing.
        ("id,k,c\n1,5,2\n2,5,9\n3,5,4\n", (0, 2)),
        ("id,c\n1,2\n2,9\n3,4\n", (0, 1)),
        ("k,l\n5,6\n5,6\n", (0, 1)),
        ("x\n1\n2\n", (0, 0)),
    ],
)
def test_default_columns_vary_and_do_not_count_rows(read, text, columns):
    assert read(text).default_columns() == columns


# ---------------------------------------------------------------- iris, and speed


def test_iris():
    table = read_table(IRIS)
    assert table.name == "iris.csv"
    assert table.columns == tuple(
        f"{part} {size} (cm)" for part in ("sepal", "petal") for size in ("length", "width")
    )
    assert table.values.shape == (150, 4)
    assert not np.isnan(table.values).any()
    assert table.truth_name == "species"
    assert np.bincount(table.truth).tolist() == [50, 50, 50]
    assert table.default_columns() == (0, 1)
    assert table.points((2, 3)).skipped == 0


def test_iris_is_that_of_scikit_learn():
    # Its file is read instead of importing it, which takes seconds.
    package = find_spec("sklearn")
    if package is None or package.origin is None:
        pytest.skip("scikit-learn is not installed")
    path = Path(package.origin).parent / "datasets" / "data" / "iris.csv"
    original = np.loadtxt(path, delimiter=",", skiprows=1)
    table = read_table(str(IRIS))
    assert_array_equal(table.values, original[:, :4])
    assert_array_equal(table.truth, original[:, 4])


def test_texts_that_all_differ_name_rows_not_classes(read):
    assert read("name,x\nAnna,1\nBert,2\nCora,3\n").truth is None
    assert read("name,x\nAnna,1\nBert,2\nBert,3\n").truth is not None


def test_a_whole_file_on_one_line_is_refused(refused):
    error = refused(",".join(["1.5"] * 1001) + "\n")
    assert error.line == 1
    assert "1001 cells" in str(error)


def test_long_names_are_cut(read):
    table = read("x" * 50_000 + ",y\n1,2\n")
    assert table.columns == ("x" * 60, "y")
