"""A person's hand: keys, drags, choices and drops, as Qt reports them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PyQt6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QTimer, QUrl
from PyQt6.QtGui import QAction, QDragEnterEvent, QDropEvent, QMouseEvent, QWheelEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QWidget,
)

Kind = TypeVar("Kind", bound=QObject)
Place = tuple[float, float]

LEFT, NO_BUTTON = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


def the(owner: QObject, kind: type[Kind], name: str) -> Kind:
    """The one object of this kind and name."""
    found = owner.findChildren(kind, name)
    assert len(found) == 1, f"{len(found)} objects are called {name!r}"
    return found[0]


def trigger(window: QWidget, *names: str) -> None:
    """Choose commands from the menus, one after the other."""
    for name in names:
        the(window, QAction, name).trigger()


def focus(widget: QWidget) -> None:
    """Give a widget the focus, as the Tab key would."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    assert QApplication.focusWidget() is widget


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press and let go of a key, wherever the focus is."""
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def write(widget: QWidget, text: str) -> None:
    """Replace what a box says, and confirm."""
    focus(widget)
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(widget, text)
    QTest.keyClick(widget, Qt.Key.Key_Return)


def mouse(
    widget: QWidget,
    kind: QEvent.Type,
    at: Place,
    button: Qt.MouseButton = NO_BUTTON,
    held: Qt.MouseButton = NO_BUTTON,
) -> None:
    """One event of the mouse."""
    place = QPointF(*at)
    QApplication.sendEvent(
        widget,
        QMouseEvent(
            kind,
            place,
            widget.mapToGlobal(place),
            button,
            held,
            Qt.KeyboardModifier.NoModifier,
        ),
    )


def take(widget: QWidget, at: Place) -> None:
    """Press the left button."""
    mouse(widget, QEvent.Type.MouseButtonPress, at, LEFT, LEFT)


def pull(widget: QWidget, at: Place) -> None:
    """Move while the left button is held."""
    mouse(widget, QEvent.Type.MouseMove, at, NO_BUTTON, LEFT)


def let_go(widget: QWidget, at: Place) -> None:
    """Release the left button."""
    mouse(widget, QEvent.Type.MouseButtonRelease, at, LEFT, NO_BUTTON)


def drag(widget: QWidget, *places: Place) -> None:
    """Press at the first place, move over the others, release at the last."""
    take(widget, places[0])
    for place in places[1:]:
        pull(widget, place)
    let_go(widget, places[-1])


def hover(widget: QWidget, at: Place) -> None:
    """Move without a button."""
    mouse(widget, QEvent.Type.MouseMove, at)


def turn_wheel(widget: QWidget, notches: int, at: Place) -> None:
    """Turn the wheel; away from the person is positive."""
    place = QPointF(*at)
    QApplication.sendEvent(
        widget,
        QWheelEvent(
            place,
            widget.mapToGlobal(place),
            QPoint(),
            QPoint(0, 120 * notches),
            NO_BUTTON,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )


def handle_of(slider: QSlider) -> Place:
    """The middle of a slider's handle."""
    option = QStyleOptionSlider()
    slider.initStyleOption(option)
    rectangle = slider.style().subControlRect(
        QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, slider
    )
    return float(rectangle.center().x()), float(rectangle.center().y())


def choose(box: QComboBox, key: object) -> None:
    """Open a combo box and choose the entry with this data."""
    index = next(i for i in range(box.count()) if box.itemData(i) == key)
    box.showPopup()
    view = box.view()
    view.setCurrentIndex(box.model().index(index, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert not view.isVisible()


@contextmanager
def answering(*answers: Callable[[QWidget], None]) -> Iterator[None]:
    """Answer the dialogs that open one after the other, or one over the other."""
    left: list[Callable[[QWidget], None]] = list(answers)
    last: QWidget | None = None
    goes_on = True

    def look() -> None:
        nonlocal last
        # First of all the next look: an answer may open a dialog that waits for its own.
        if not goes_on:
            return
        QTimer.singleShot(5, look)
        dialog = QApplication.activeModalWidget()
        if dialog is last:
            return
        last = dialog
        if dialog is not None:
            left.pop(0)(dialog)

    look()
    try:
        yield
    finally:
        goes_on = False
    assert not left, "some dialogs did not open"


def save_under(name: str) -> Callable[[QWidget], None]:
    """Write ``name`` into a dialog of files, and press Save."""

    def answer(dialog: QWidget) -> None:
        assert isinstance(dialog, QFileDialog)
        the(dialog, QLineEdit, "fileNameEdit").setText(name)
        box = dialog.findChildren(QDialogButtonBox)[0]
        box.button(QDialogButtonBox.StandardButton.Save).click()

    return answer


def press_in_box(button: QMessageBox.StandardButton) -> Callable[[QWidget], None]:
    """Press a button of a message box."""

    def answer(dialog: QWidget) -> None:
        assert isinstance(dialog, QMessageBox)
        dialog.button(button).click()

    return answer


def give_up(dialog: QWidget) -> None:
    """Close a dialog without an answer."""
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def drop(
    widget: QWidget,
    *urls: QUrl,
    text: str = "",
    offered: Qt.DropAction = Qt.DropAction.CopyAction,
) -> bool:
    """Drag files (or a text) over a widget and drop them; returns whether they were taken.

    What is taken must be answered as a copy or a link: else the sender deletes the file.
    """
    data = QMimeData()
    if urls:
        data.setUrls(list(urls))
    if text:
        data.setText(text)
    middle = widget.rect().center()
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(middle, offered, data, LEFT, none)
    enter.ignore()
    QApplication.sendEvent(widget, enter)
    event = QDropEvent(QPointF(middle), offered, data, LEFT, none)
    event.ignore()
    if enter.isAccepted():
        QApplication.sendEvent(widget, event)
    taken = enter.isAccepted() and event.isAccepted()
    assert not taken or event.dropAction() in (Qt.DropAction.CopyAction, Qt.DropAction.LinkAction)
    return taken


def url_of(path: Path) -> QUrl:
    """The address by which a file is dragged."""
    return QUrl.fromLocalFile(str(path))
