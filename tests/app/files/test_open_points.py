"""Opening files: by name, from the command line, by dropping them; and saying why not."""

import os
from collections.abc import Callable
from pathlib import Path
from socket import gethostname
from urllib.parse import quote

import pytest
from PyQt6.QtCore import Qt, QUrl
from PyQt6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QWidget

from app.window import Window
from core.runs.recipe import BY_HAND, FILE
from tests.app.eye import picture, same
from tests.app.hand import choose, drop, the, trigger, url_of

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str, name: str = "points.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def rows(separator: str = ",", decimal: str = ".") -> str:
    values = [(i / 4, (i * i) % 7 + 0.5) for i in range(20)]
    lines = [f"{x:.2f}{separator}{y:.2f}".replace(".", decimal) for x, y in values]
    return "\n".join([f"wide{separator}high", *lines, ""])


def test_iris_opens_with_its_truth(window: Window, iris: Path) -> None:
    window.open_path(iris)
    state = window.session.state
    assert not window.message
    assert state.recipe.shape == FILE
    assert state.recipe.k == 5
    assert state.run.points.shape == (150, 2)
    assert state.run.data.truth is not None
    assert len(set(state.run.data.truth.tolist())) == 3
    assert state.half_step == 0


def test_a_dropped_file_opens(window: Window, iris: Path) -> None:
    assert drop(window, url_of(iris))
    assert window.session.state.recipe.file == str(iris)


def test_a_file_can_be_dropped_on_the_board(window: Window, iris: Path) -> None:
    assert drop(the(window, QWidget, "board"), url_of(iris))
    assert window.session.state.recipe.file == str(iris)


def test_of_several_dropped_files_the_first_opens(window: Window, iris: Path, write: Write) -> None:
    drop(window, url_of(iris), url_of(write(rows())))
    assert window.message == "1 more file was dropped; one can be open at a time."
    assert window.session.state.recipe.file == str(iris)


def test_what_is_no_file_of_this_machine_is_not_taken(window: Window) -> None:
    before = window.session.state
    assert not drop(window, text="some text")
    assert not drop(window, QUrl("https://example.org/points.csv"))
    assert window.session.state is before
    assert not window.message


def test_a_dropped_name_need_not_be_utf_8(window: Window, tmp_path: Path, write: Write) -> None:
    for name in (b"caf\xe9.csv", b"\xff\xfe \xa0.csv", "caf\u00e9 50% #1?.csv".encode()):
        path = tmp_path / os.fsdecode(name)
        path.write_text(rows())
        for host in ("", "localhost", gethostname()):
            url = QUrl.fromEncoded(f"file://{host}{quote(bytes(path))}".encode())
            assert drop(window, url)
            assert window.message == ""
            assert window.session.state.recipe.file == str(path)
            window.grab()
            window.open_path(write(rows()))


def test_a_dropped_name_with_a_zero_byte_is_refused_by_name(window: Window) -> None:
    before = window.session.state
    assert drop(window, QUrl.fromEncoded(b"file:///tmp/a%00b.csv"))
    assert "b.csv: no file can have this name" in window.message
    assert window.session.state is before


def test_a_file_of_another_machine_is_not_looked_for_on_this_one(
    window: Window, write: Write
) -> None:
    before = window.session.state
    drop(window, QUrl(f"file://elsewhere.invalid{write(rows())}"))
    assert window.message
    assert window.session.state is before


def test_a_file_that_is_to_be_moved_here_is_not_taken(window: Window, iris: Path) -> None:
    move, copy, link = (Qt.DropAction[f"{name}Action"] for name in ("Move", "Copy", "Link"))
    before = window.session.state
    assert not drop(window, url_of(iris), offered=move)
    assert window.session.state is before
    for offered in (move | copy, move | link, move | copy | link, copy, link):
        assert drop(window, url_of(iris), offered=offered)


def test_tables_of_many_kinds_are_the_same_board(window: Window, write: Write) -> None:
    boards = set()
    for separator, decimal in ((",", "."), (";", "."), ("\t", "."), (";", ","), ("\t", ",")):
        for encoding in ("utf-8", "utf-8-sig", "utf-16"):
            window.open_path(write(rows(separator, decimal), encoding=encoding))
            assert not window.message
            boards.add(window.session.state.run.points.tobytes())
    assert len(boards) == 1
    assert window.session.state.run.points[3].tolist() == [0.75, 2.5]


BAD = {
    "a,b\n1,2\n3,1e120\n4,5\n6,7\n": ["Line 3", "column 2", '"1e120" is too large'],
    "a,b\n1,2\n3\n4\n": ["Line 3", "1 cell"],
    "": ["empty"],
    "name\nAnna\nBert\n": ["no column of numbers"],
}
"""Files that are no tables of numbers, and what must be told of them."""


def test_a_bad_file_leaves_the_board_and_says_where_it_is_bad(window: Window, write: Write) -> None:
    trigger(window, "toggle_links")
    before = window.session.state
    for text, said in BAD.items():
        window.open_path(write(text, "bad.csv"))
        assert window.session.state is before
        assert window.message.startswith(("bad.csv: ", "The file “bad.csv”"))
        for part in said:
            assert part in window.message
        window.close_message()


def test_a_bad_file_leaves_the_picture(window: Window, write: Write) -> None:
    window.open_path(write("a,b\n1,2\n3,1e120\n4,5\n6,7\n"))
    board = the(window, QWidget, "board")
    window.close_message()
    QApplication.processEvents()
    before = picture(board)
    window.open_path(Path("/nowhere/at/all.csv"))
    assert "all.csv" in window.message
    window.close_message()
    QApplication.processEvents()
    assert same(picture(board), before)


def test_a_file_of_few_points_lowers_k_and_says_so(window: Window, write: Write) -> None:
    window.open_path(write("a,b\n1,2\n3,4\n1,2\n"))
    assert window.session.state.recipe.k == 2
    assert window.message == "The file has 2 distinct points: K is 2 instead of 5."
    trigger(window, "undo")
    assert window.session.state.recipe.k == 5


def test_a_file_that_lowers_k_does_not_lower_it_for_the_next(window: Window, write: Write) -> None:
    many = "a,b\n" + "".join(f"{n},{n * n}\n" for n in range(9))
    few = write("a,b\n1,2\n3,4\n1,2\n", "few.csv")
    window.open_path(few)
    window.open_path(write(many, "many.csv"))
    assert window.session.state.recipe.k == 5
    window.open_path(few)
    window.session.edit(k=1)
    window.open_path(write(many, "many.csv"))
    assert window.session.state.recipe.k == 1, "a person's choice stays"
    window.session.edit(k=5)
    window.open_path(few)
    trigger(window, "nudge_left", "select_next", "nudge_left")
    assert window.session.state.recipe.start == BY_HAND
    window.open_path(write(many, "many.csv"))
    assert window.session.state.recipe.k == 2, "placed by hand, as many as there are"


def test_how_a_file_was_read_is_told_and_all_of_it_is_in_the_tooltip(
    window: Window, write: Write
) -> None:
    window.session.edit(k=2)
    window.open_path(write("Report\n\na,b\n1,2\n3\n4,5,6\n4,x\n7,9\n8,1\n8,3\n9,9\n6,1\n"))
    assert len(window.session.state.run.points) == 6
    for part in (
        "2 lines before the table are skipped.",
        "3 rows that cannot be read are left out.",
        "Line 5: this row has 1 cell; 2 were expected",
        "Line 6: this row has 3 cells",
    ):
        assert part in window.message
    [said] = [label.text() for label in window.findChildren(QLabel) if "6 points" in label.text()]
    assert "3 rows that cannot be read are left out." in said
    # A note on a file is closed by the next board.
    trigger(window, "undo")
    assert not window.message


def test_a_column_of_text_with_numbers_in_it_is_told(window: Window, write: Write) -> None:
    window.open_path(write("x,t,y\n1,a,9\n2,7,3\n5,b,1\n8,c,4\n8,5,7\n"))
    assert "Column “t” is text: 3 of its 5 cells are not numbers." in window.message


def test_a_doubtful_number_is_told_with_the_choice_to_make(window: Window, write: Write) -> None:
    window.session.edit(k=2)
    window.open_path(write('x,y\n"1,250",2\n"2,400",3\n"9,100",5\n'))
    assert "“1,250” is ambiguous: read as 1250." in window.message
    assert window.session.state.run.points[0].tolist() == [1250, 2]
    box = the(window, QComboBox, "decimal_mark")
    assert box.isVisible()
    choose(box, ",")
    window.wait_for_work()
    assert window.session.state.recipe.decimal == ","
    assert window.session.state.run.points[0].tolist() == [1.25, 2]
    assert box.isVisible()
    trigger(window, "undo")
    assert window.session.state.run.points[0].tolist() == [1250, 2]
    choose(box, ",")
    window.wait_for_work()
    choose(box, ".")
    window.wait_for_work()
    assert window.session.state.run.points[0].tolist() == [1250, 2]
    window.open_path(write("x,y\n1.5,2\n2.5,3\n3,4\n", "sure.csv"))
    assert window.session.state.recipe.decimal == ""
    assert not box.isVisible()


def test_labels_of_a_file_are_true_clusters_and_can_be_chosen(window: Window, write: Write) -> None:
    rows = "".join(f"{i % 7},{i % 5},{'ab'[i % 2]},{'pqr'[i % 3]},{i % 3}\n" for i in range(30))
    window.session.edit(k=3)
    window.open_path(write("x,y,half,part,other\n" + rows))
    box = the(window, QComboBox, "labels")
    assert [box.itemText(i) for i in range(box.count())] == ["None", "half", "part"]
    assert box.currentText() == "None"
    audit = the(window, QWidget, "truth_audit")
    window.session.seek_end()
    assert audit.isHidden()
    for label, groups in ((0, 2), (1, 3)):
        choose(box, label)
        truth = window.session.state.run.data.truth
        assert truth is not None
        assert truth.tolist() == [i % groups for i in range(30)]
        assert window.session.state.recipe.labels == label
    window.session.seek_end()
    assert not audit.isHidden()
    choose(box, -1)
    assert window.session.state.run.data.truth is None
    window.open_path(write("x,y,kind\n" + "".join(f"{i},{i},{'ab'[i % 2]}\n" for i in range(9))))
    assert box.currentText() == "kind"
    assert window.session.state.run.data.truth is not None
    assert window.session.state.recipe.labels is None


def test_labels_beside_the_points_are_true_clusters(window: Window, tmp_path: Path) -> None:
    window.session.edit(k=2)
    cases = Path(__file__).parents[2] / "cases"
    window.open_path(cases / "pair.data.gz")
    window.wait_for_work()
    assert not window.message
    truth = window.session.state.run.data.truth
    assert truth is not None
    assert truth.tolist() == [0, 0, 1, 1]
    (tmp_path / "p.data").write_text("1 2\n3 4\n5 6\n")
    (tmp_path / "p.labels0").write_text("1\n2\n")
    window.open_path(tmp_path / "p.data")
    assert "Labels beside the file are not used. p.labels0: it has 2 labels" in window.message


def test_units_stand_with_the_names_of_the_columns(window: Window) -> None:
    window.session.edit(k=2)
    window.open_path(Path(__file__).parents[2] / "cases" / "units-row.csv")
    assert window.session.state.run.axis_names() == ("speed (m/s)", "force (N)")
    assert the(window, QComboBox, "column_x").currentText() == "speed (m/s)"


def test_columns_that_only_count_rows_are_offered_last(window: Window) -> None:
    window.session.edit(k=2)
    window.open_path(Path(__file__).parents[2] / "cases" / "index-col.csv")
    box = the(window, QComboBox, "column_x")
    assert [box.itemText(i) for i in range(box.count())] == ["x", "y", "column 1"]
    assert window.session.state.recipe.columns == (1, 2)
    choose(box, 0)
    assert window.session.state.recipe.columns == (0, 2)


def test_unequal_ranges_offer_to_standardise(window: Window) -> None:
    window.session.edit(k=3)
    window.open_path(Path(__file__).parents[2] / "cases" / "unequal-ranges.csv")
    offer = the(window, QLabel, "standardise_offer")
    assert offer.isVisible()
    assert offer.text().startswith("The range of “price” is about 10\u202f000 times that of “area”")
    the(window, QCheckBox, "standardise").click()
    assert not offer.isVisible()
    the(window, QCheckBox, "standardise").click()
    assert offer.isVisible()
    window.session.edit(shape="moons")
    assert not offer.isVisible()


def test_the_largest_numbers_make_a_board_and_larger_ones_none(
    window: Window, write: Write
) -> None:
    window.session.edit(k=2)
    window.open_path(write("x,y\n1e100,-1e100\n-1e100,1e100\n0,1\n5e99,3\n"))
    assert not window.message
    board = the(window, QWidget, "board")
    picture(board)
    for name in ("step_forward", "zoom_in", "zoom_in", "fit", "step_forward", "toggle_links"):
        trigger(window, name)
        window.wait_for_picture()
        picture(board)
    shown = window.session.state
    window.open_path(write("x,y\n1,2\n3,1.1e100\n4,5\n"))
    assert 'Line 3, column 2: "1.1e100" is too large; numbers up to 1e+100' in window.message
    assert window.session.state is shown


def test_names_from_a_file_are_no_markup(window: Window, write: Write) -> None:
    rows = "".join(f"{i * 1000},{i},{f'q{i}' if i % 3 else i}\n" for i in range(9))
    window.open_path(write("<b>x</b>,<i>y</i>,<u>z</u>\n" + rows))
    offer = the(window, QLabel, "standardise_offer")
    assert "<b>x</b>" in offer.text()
    assert offer.textFormat() == Qt.TextFormat.PlainText
    [said] = [label for label in window.findChildren(QLabel) if "9 points" in label.text()]
    assert "&lt;u&gt;z&lt;/u&gt;" in said.toolTip()


def test_a_folder_and_a_binary_file_are_refused(window: Window, tmp_path: Path) -> None:
    before = window.session.state
    binary = tmp_path / "picture.png"
    binary.write_bytes(bytes(range(256)) * 20)
    for path in (tmp_path, binary):
        window.open_path(path)
        assert window.message
        assert window.session.state is before
        window.close_message()


def test_opening_is_an_edit_that_can_be_undone(window: Window, iris: Path) -> None:
    before = window.session.state
    window.open_path(iris)
    trigger(window, "undo")
    assert window.session.state.run is before.run
    assert window.session.state.half_step == before.half_step
    trigger(window, "redo")
    assert window.session.state.recipe.file == str(iris)


def test_a_table_of_one_column_is_shown_on_a_line(window: Window, write: Write) -> None:
    window.open_path(write("only\n" + "\n".join(str(i * i) for i in range(12)) + "\n"))
    assert not window.message
    points = window.session.state.run.points
    assert (points[:, 1] == 0).all()
    window.session.seek_end()
    picture(the(window, QWidget, "board"))


def test_a_new_file_takes_its_own_columns(window: Window, iris: Path, write: Write) -> None:
    window.open_path(iris)
    window.session.edit(columns=(2, 3), standardise=True)
    window.open_path(write(rows()))
    assert not window.message
    assert window.session.state.recipe.columns == (0, 1)
    assert not window.session.state.recipe.standardise
