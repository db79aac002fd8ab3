"""Opening files: by name, from the command line, by dropping them; and saying why not."""

import os
from collections.abc import Callable
from pathlib import Path
from socket import gethostname
from urllib.parse import quote

import pytest
from PyQt6.QtCore import Qt, QUrl
from PyQt6.QtWidgets import QApplication, QWidget

from app.window import Window
from core.recipe import FILE
from tests.app.eye import picture, same
from tests.app.hand import drop, the, trigger, url_of

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
    "a,b\n1,2\n3,x\n4,5\n6,7\n": ["Line 3", "column 2", '"x"'],
    "a,b\n1,2\n3\n4,5\n": ["Line 3"],
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
        assert window.message.startswith("bad.csv: ")
        for part in said:
            assert part in window.message
        window.close_message()


def test_a_bad_file_leaves_the_picture(window: Window, write: Write) -> None:
    window.open_path(write("a,b\n1,2\n3,x\n4,5\n6,7\n"))
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
