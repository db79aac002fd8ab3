"""A button whose text may be longer than there is room for."""

from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.widgets.labels.elided_button import ElidedButton
from app.widgets.layouts.flow_layout import FlowLayout

LONG = "From the true centroids && back again"


def flow_with(qtbot: QtBot, *texts: str) -> tuple[QWidget, list[ElidedButton]]:
    panel, flow = QWidget(), FlowLayout()
    qtbot.addWidget(panel)
    panel.setLayout(flow)
    buttons = [ElidedButton(text, panel) for text in texts]
    for button in buttons:
        flow.addWidget(button)
    panel.show()
    return panel, buttons


def test_a_button_with_room_shows_all_of_its_text(qtbot: QtBot) -> None:
    panel, [button] = flow_with(qtbot, LONG)
    panel.resize(2 * button.sizeHint().width(), 100)
    assert button.width() == button.sizeHint().width()
    assert button.shown_text() == LONG
    assert button.toolTip() == ""


def test_a_button_without_room_is_cut_and_its_tooltip_tells_all(qtbot: QtBot) -> None:
    panel, [button, short] = flow_with(qtbot, LONG, "a")
    button.setToolTip("a hint")
    panel.resize(button.sizeHint().width() // 2, 100)
    assert panel.width() == button.width() < button.sizeHint().width()
    assert button.shown_text().endswith("…")
    assert button.toolTip() == "From the true centroids & back again\na hint"
    assert short.y() > button.y()
    button.setText("b")
    assert button.toolTip() == "a hint"


def test_a_narrow_row_keeps_room_for_some_letters(qtbot: QtBot) -> None:
    panel, [button] = flow_with(qtbot, LONG)
    panel.resize(1, 1)
    assert panel.width() >= button.minimumSizeHint().width() > 0
    assert len(button.shown_text()) >= 3
