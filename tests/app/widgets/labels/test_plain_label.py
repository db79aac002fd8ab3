"""Text from outside is shown letter by letter: no markup, no control characters, no commands."""

import ast
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction, QTextDocument
from PyQt6.QtWidgets import QAbstractButton, QComboBox, QLabel, QWidget

import app
from app.labs.registry import LABS
from app.widgets.labels.plain_label import PlainLabel, plain_tip
from app.window import Window
from tests.app.hand import the, trigger

APP = Path(app.__file__).parent
OWN_MARKUP = {"formula"}
"""Labels whose markup is ours, and has no word from outside in it."""

MARKUP = "<b>bold</b> & <img src='x.png'>"
NASTY = f"{MARKUP}\x1b[2J\u202e\u2028\x07"


def texts_of(window: Window) -> list[tuple[str, str]]:
    """All that the widgets and the actions of a window say, each with where it says it."""
    found = []
    for widget in (window, *window.findChildren(QWidget)):
        where = f"{type(widget).__name__} {widget.objectName()}"
        for told in (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()):
            found.append((where, told))
        if isinstance(widget, QLabel | QAbstractButton):
            found.append((where, widget.text()))
        if isinstance(widget, QComboBox):
            found += [(where, widget.itemText(row)) for row in range(widget.count())]
        found.append((where, widget.windowTitle()))
    for action in window.findChildren(QAction):
        found += [(action.objectName(), action.text()), (action.objectName(), action.toolTip())]
    return found


def guessed_labels(window: Window) -> list[str]:
    """Labels of which Qt guesses, or is told, that their text is markup, and it is not ours."""
    return [
        f"{label.objectName()}: {label.text()}"
        for label in window.findChildren(QLabel)
        if label.textFormat() is not Qt.TextFormat.PlainText
        and label.objectName() not in OWN_MARKUP
    ]


def test_every_label_of_the_window_is_told_to_be_plain(window: Window) -> None:
    assert guessed_labels(window) == []
    for name in LABS:
        trigger(window, name)
        assert guessed_labels(window) == []
    trigger(window, "compare")
    assert guessed_labels(window) == []
    trigger(window, "compare", "gallery")
    assert guessed_labels(window) == []


def is_safe_tip(argument: ast.expr) -> bool:
    """Whether the text of a tooltip is a literal of ours, another's tooltip, or escaped."""
    if isinstance(argument, ast.Constant):
        return True
    if isinstance(argument, ast.IfExp):
        return is_safe_tip(argument.body) and is_safe_tip(argument.orelse)
    if not isinstance(argument, ast.Call):
        return False
    call = argument.func
    name = call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "")
    return name in ("tr", "toolTip", "plain_tip")


def test_every_tooltip_is_a_literal_or_escaped_and_every_label_plain() -> None:
    faults = []
    for path in sorted(APP.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            where = f"{path.relative_to(APP)}:{node.lineno}"
            if name == "setToolTip" and not is_safe_tip(node.args[0]):
                faults.append(f"{where}: wrap the text in plain_tip(…)")
            if name == "QLabel" and path.name not in ("story.py", "help.py"):
                faults.append(f"{where}: wanted a PlainLabel")
    assert faults == []


@pytest.mark.parametrize("text", [MARKUP, "<b>x", "a < b <i>c</i>", "1 <br> 2", "x &amp; <p>y"])
def test_a_tooltip_shows_markup_letter_by_letter(text: str) -> None:
    tip = plain_tip(text)
    document = QTextDocument()
    if Qt.mightBeRichText(tip):
        document.setHtml(tip)
        assert document.toPlainText() == text
    else:
        assert tip == text


def test_a_tooltip_without_markup_stays_as_it_is() -> None:
    for text in ("", "a > b & c", "two\nlines", "Open a file (Ctrl+O)"):
        assert plain_tip(text) == text


def test_a_label_keeps_its_letters(qapp: object) -> None:
    assert PlainLabel(MARKUP).textFormat() is Qt.TextFormat.PlainText


def nasty_file(folder: Path, text: str) -> Path:
    path = folder / f"{NASTY.replace('/', '|')}.csv"
    path.write_text(text, "utf-8")
    return path


def said_of(window: Window) -> None:
    """Check that whatever is said can be shown, and no markup of the file is markup."""
    for where, text in texts_of(window):
        assert not set("\x1b\u202e\u2028\x07") & set(text), where
    for widget in window.findChildren(QWidget):
        tip = widget.toolTip()
        if Qt.mightBeRichText(tip):
            document = QTextDocument()
            document.setHtml(tip)
            assert "<b" in document.toPlainText()
    assert guessed_labels(window) == []


def test_names_of_files_and_columns_are_shown_letter_by_letter(
    window: Window, tmp_path: Path
) -> None:
    head = f'"{NASTY}","{NASTY * 50}"\n'
    path = nasty_file(tmp_path, head + "".join(f"{i},{i * i}\n" for i in range(20)))
    assert window.open_path(path)
    assert not window.message
    said_of(window)
    shape = the(window, QComboBox, "shape")
    assert "<b>bold<|b> & <img src='x.png'>" in shape.currentText()
    across = the(window, QComboBox, "column_x").itemText(0)
    assert across.startswith(MARKUP)
    window.grab()


def test_what_is_told_of_a_bad_file_is_shown_letter_by_letter(
    window: Window, tmp_path: Path
) -> None:
    path = nasty_file(tmp_path, f"name\n{NASTY}\n")
    window.open_path(path)
    assert "<b>" in window.message
    said_of(window)
    window.grab()


def test_work_on_a_file_is_told_letter_by_letter(window: Window, tmp_path: Path) -> None:
    path = nasty_file(tmp_path, "x,y\n" + "".join(f"{i},{i % 97}\n" for i in range(60_000)))
    assert window.open_path(path)
    said_of(window)
    window.wait_for_work()
    trigger(window, "compare")
    said_of(window)
