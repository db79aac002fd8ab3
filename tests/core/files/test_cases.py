"""Small inputs with the traits of tables that people bring: each reads as a person would."""

import gzip
import math
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from core.files import TableError, read_table
from core.files.table import Remarks

CASES = Path(__file__).parents[2] / "cases"


class Right(NamedTuple):
    """What is right for a file."""

    titles: tuple[str, ...]
    rows: list[list[float]]
    axes: tuple[str, str]
    truth: str = ""
    remarks: Remarks = Remarks()


RIGHT = {
    "sep-line.csv": Right(
        ("x", "y"), [[1.5, 2.5], [2.5, 3.5], [4, 1]], ("x", "y"), remarks=Remarks(decimal=",")
    ),
    "thousands-quoted.csv": Right(
        ("id", "income", "score"),
        [[1, 1250, 39], [2, 12400, 81], [3, 9999, 6], [4, 101000, 77]],
        ("income", "score"),
        remarks=Remarks(doubtful="1,250"),
    ),
    "nbsp-thousands.csv": Right(
        ("x", "y"), [[1250.5, 3], [2400, 9], [900.1, 4]], ("x", "y"), remarks=Remarks(decimal=",")
    ),
    "units-row.csv": Right(
        ("speed (m/s)", "force (N)"), [[1.5, 2], [2.5, 3.5], [4, 1]], ("speed (m/s)", "force (N)")
    ),
    "metadata-head.csv": Right(
        ("x", "y"), [[1, 2], [3, 4], [9, 1]], ("x", "y"), remarks=Remarks(passed_over=3)
    ),
    "currency.csv": Right(
        ("price ($)", "size"), [[12.5, 3], [8, 9], [101.1, 4]], ("price ($)", "size")
    ),
    "percent.csv": Right(("a (%)", "b (%)"), [[12, 3], [40, 9], [7, 1]], ("a (%)", "b (%)")),
    "unicode-minus.csv": Right(("x", "y"), [[1, 2], [3, -4], [-5, 6]], ("x", "y")),
    "ragged.csv": Right(
        ("x", "y"),
        [[1, 2], [7, 8]],
        ("x", "y"),
        remarks=Remarks(
            left_out=2,
            faults=(
                "Line 3: this row has 1 cell; 2 were expected, as other rows have.",
                "Line 4: this row has 3 cells; 2 were expected, as other rows have.",
            ),
        ),
    ),
    "index-col.csv": Right(
        ("column 1", "x", "y"), [[0, 1.5, 2.5], [1, 3.5, 0.5], [2, 4.5, 9.5]], ("x", "y")
    ),
    "customer-ids-first.csv": Right(
        ("CustomerID", "Age", "Annual Income (k$)", "Spending Score (1-100)"),
        [[1, 19, 15, 39], [2, 21, 15, 81], [3, 20, 16, 6], [4, 23, 16, 77]],
        ("Age", "Annual Income (k$)"),
        "Genre",
    ),
    "compressed.data.gz": Right(
        ("column 1", "column 2"), [[1, 2], [3, 4], [5, 1]], ("column 1", "column 2")
    ),
    "header-of-years.csv": Right(
        ("2021", "2022", "2023"),
        [[3.45, 3.66, 3.73], [1.6, 2.27, 1.95], [2.1, 2.6, 2.2], [0.9, 1.1, 1.3]],
        ("2021", "2022"),
    ),
    "header-with-hash.csv": Right(
        ("#", "mass", "length"),
        [[1, 3.5, 12], [2, 4.25, 15], [3, 2.75, 9], [4, 3, 11]],
        ("mass", "length"),
    ),
    "mixed-column.csv": Right(
        ("id", "age", "fare"),
        [[1, 22, 7.25], [2, 38, 71.5], [3, 26, 8], [4, 35, 53.1], [5, math.nan, 8.05]],
        ("age", "fare"),
        "kind",
        Remarks(texts=(("ticket", 2, 5),)),
    ),
    "quoted-decimal-comma.csv": Right(
        ("density", "rate, per cent", "size"),
        [[48, 23.06, 1200], [124.6, 4.9, 820], [13.8, 0.39, 3300]],
        ("density", "rate, per cent"),
        remarks=Remarks(decimal=","),
    ),
    "weka.arff": Right(
        ("length", "petal width"),
        [[1.5, 0.2], [1.4, math.nan], [4.7, 1.4], [4.5, 1.5]],
        ("length", "petal width"),
        "class",
    ),
    "pair.data.gz": Right(
        ("column 1", "column 2"),
        [[1, 2], [1.2, 2.1], [8, 9], [8.1, 9.2]],
        ("column 1", "column 2"),
        "pair.labels0.gz",
    ),
    "gps.csv": Right(
        ("latitude", "longitude", "speed"),
        [[48.137, 11.575, 3.2], [48.141, 11.56, 4.1], [48.15, 11.581, 0.4], [48.139, 11.577, 2.2]],
        ("longitude", "latitude"),
    ),
    "unequal-ranges.csv": Right(
        ("price", "area"),
        [[350000, 54], [810000, 120], [420000, 66], [1250000, 143], [505000, 80]],
        ("price", "area"),
        "district",
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_table_as_people_bring_it_reads_as_a_person_would(name):
    right, table = RIGHT[name], read_table(CASES / name)
    assert table.titles == right.titles
    assert_array_equal(table.values, right.rows)
    assert tuple(table.titles[place] for place in table.default_columns()) == right.axes
    assert table.truth_name == right.truth
    assert table.remarks == right.remarks


def test_every_file_of_the_folder_is_read():
    assert {*RIGHT, "pair.labels0.gz"} == {path.name for path in CASES.iterdir()}


@pytest.mark.parametrize(
    ("name", "truth"),
    [
        ("customer-ids-first.csv", [1, 1, 0, 0]),
        ("mixed-column.csv", [0, 1, 0, 1, 0]),
        ("weka.arff", [0, 0, 1, 1]),
        ("pair.data.gz", [0, 0, 1, 1]),
        ("unequal-ranges.csv", [1, 2, 1, 0, 2]),
    ],
)
def test_the_truth_is_that_of_the_label_column(name, truth):
    assert read_table(CASES / name).truth.tolist() == truth


def test_columns_that_count_or_name_rows_are_offered_last():
    for name in ("index-col.csv", "customer-ids-first.csv", "thousands-quoted.csv"):
        assert read_table(CASES / name).order()[-1] == 0


# ---------------------------------------------------------------- siblings of the cases


@pytest.fixture
def read(tmp_path):
    def _read(text, name="table.csv", **how):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return read_table(path, **how)

    return _read


@pytest.mark.parametrize(
    ("text", "columns", "rows", "passed_over"),
    [
        ("sep=,\nx,y\n1,2\n3,4\n", ("x", "y"), 2, 0),
        ('"sep=;"\nx;y\n1;2\n', ("x", "y"), 1, 0),
        ("sep=\t\nx\ty\n1\t2\n", ("x", "y"), 1, 0),
        ("sep=|\nx|y\n1|2\n", ("x", "y"), 1, 0),
        ("sep=;\nReport\n\nx;y\n1;2\n", ("x", "y"), 1, 2),
        # Prose with the table's separator, padded as spreadsheets do it.
        ("Export,,\nDate: today,,\n,,\nx,y,z\n1,2,3\n4,5,6\n", ("x", "y", "z"), 2, 3),
        ("Values of May, June\n\nx,y\n1,2\n3,4\n5,6\n", ("x", "y"), 3, 2),
        # Without a header.
        ("Exported by LabTool\n1;2\n3;4\n9;1\n", ("column 1", "column 2"), 3, 1),
        ("Some numbers:\n1\n2\n3\n", ("Some numbers:",), 3, 0),
        # Units in brackets, and a column without one.
        ("t,v\n(s),[km/h]\n1,2\n3,4\n", ("t", "v"), 2, 0),
        ("n,mass\n-,kg\n1,2\n3,4\n", ("n", "mass"), 2, 0),
        # A header in a comment, as numpy writes it.
        ("# x y\n1 2\n3 4\n", ("x", "y"), 2, 0),
        ("# made today\n# x,y\n1,2\n3,4\n", ("x", "y"), 2, 0),
        ("# three more words\n1 2\n3 4\n", ("column 1", "column 2"), 2, 0),
        # pandas names columns 0, 1, 2; two numbers may as well be a point.
        ("0,1,2\n0.5,0.25,1.5\n0.1,0.2,0.3\n", ("0", "1", "2"), 2, 0),
        ("0,1\n0.5,0.25\n0.1,0.2\n", ("column 1", "column 2"), 3, 0),
        ("2020,2021\n0.5,0.25\n", ("2020", "2021"), 1, 0),
        ("2020,2021\n5,25\n", ("column 1", "column 2"), 2, 0),
    ],
)
def test_where_the_table_begins(read, text, columns, rows, passed_over):
    table = read(text)
    assert table.columns == columns
    assert len(table.values) == rows
    assert table.remarks.passed_over == passed_over
    assert not table.remarks.left_out


def test_units_stand_without_their_brackets(read):
    assert read("t,v\n(s),[km/h]\n1,2\n3,4\n").titles == ("t (s)", "v (km/h)")
    assert read("price ($),n\n$5,1\n$6,3\n").titles == ("price ($)", "n")


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("@relation r\n@attribute x numeric\n@data\n{0 5}\n", "sparse rows of ARFF"),
        ("@relation r\n@attribute x numeric\n", "has no line @data"),
        ("@relation r\n@data\n1\n", "has no attributes"),
        ("@relation r\nx,y\n@data\n1\n", "a line of an ARFF header"),
    ],
)
def test_arff_that_is_not_read_says_so(read, header, says):
    with pytest.raises(TableError, match=says):
        read(header, "x.arff")


def test_a_nominal_attribute_of_numbers_is_the_truth(read):
    table = read(
        "@RELATION r\n@ATTRIBUTE 'the x' real\n@attribute y integer\n@attribute w {0, 1}\n"
        "@DATA\n1,5,0\n2,7,1\n% a comment\n4,6,1\n"
    )
    assert table.columns == ("the x", "y", "w")
    assert table.truth_name == "w"
    assert table.default_columns() == (0, 1)


# ---------------------------------------------------------------- gzip, and labels beside


def test_a_small_file_that_unpacks_to_gigabytes_is_refused(tmp_path):
    path, chunk = tmp_path / "bomb.csv.gz", b"1,2\n" * 2**18
    with gzip.open(path, "wb") as file:
        for _ in range(70):
            file.write(chunk)
    with pytest.raises(TableError, match=r"“bomb\.csv\.gz” unpacks to more than 200 times its"):
        read_table(path)


@pytest.mark.parametrize("cut", [12, 30, -1, -9])
def test_a_damaged_gzip_file_is_refused(tmp_path, cut):
    path = tmp_path / "cut.csv.gz"
    packed = gzip.compress(("1,2\n" * 500).encode(), mtime=0)
    path.write_bytes(packed[:cut])
    with pytest.raises(TableError, match=r"begins as a gzip file, but is damaged\.$"):
        read_table(path)


@pytest.mark.parametrize("block", [64, 2**20])
def test_a_packed_file_is_the_table_of_what_is_in_it(tmp_path, block):
    text = "".join(f"{i * i % 97},{i / 7}\n" for i in range(3000)).encode()
    (tmp_path / "plain.csv").write_bytes(text)
    # Without the usual suffix, and of several members.
    packed = gzip.compress(text[:5000]) + gzip.compress(text[5000:])
    (tmp_path / "packed.csv").write_bytes(packed)
    plain, own = (read_table(tmp_path / f"{name}.csv", block=block) for name in ("plain", "packed"))
    assert_array_equal(own.values, plain.values)


@pytest.mark.parametrize(
    ("labels", "says"),
    [
        ("1\n2\n", "it has 2 labels for 3 points."),
        ("1\n2\n2.5\n", "labels are whole numbers, none missing."),
        ("1 2\n3 4\n5 6\n", "a label for every point, one a line, was expected."),
        ("", "The file “p.labels0” is empty."),
    ],
)
def test_labels_beside_that_do_not_fit_are_told_of(tmp_path, labels, says):
    (tmp_path / "p.data").write_text("1 2\n3 4\n5 6\n")
    (tmp_path / "p.labels0").write_text(labels)
    table = read_table(tmp_path / "p.data")
    assert table.truth is None
    assert table.remarks.neighbour == f"p.labels0: {says}"


def test_labels_lie_beside_data_only(tmp_path):
    for name in ("p.data", "p.csv", "q.data"):
        (tmp_path / name).write_text("1 2\n3 4\n5 6\n")
    (tmp_path / "p.labels0").write_text("7\n5\n7\n")
    table = read_table(tmp_path / "p.data")
    assert table.labels[0].classes == ("5", "7")
    assert table.truth.dtype == np.intp
    assert table.truth.tolist() == [1, 0, 1]
    assert read_table(tmp_path / "p.csv").truth is None
    assert read_table(tmp_path / "q.data").truth is None
