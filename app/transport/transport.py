"""The bar at the bottom: step, play, scrub, speed."""

from collections.abc import Mapping

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from app.theme.icons import icon
from app.theme.theme import LIGHT, Theme
from app.transport.timeline import Timeline
from app.widgets.combo_box import ComboBox
from app.widgets.labels.elided_label import ElidedLabel
from app.words.translate import tr
from core.session.state import SPEEDS, State

BUTTONS = {
    "go_to_start": "start",
    "step_back": "back",
    "play": "play",
    "step_forward": "forward",
    "go_to_end": "end",
}
"""Actions with a button, and their icons."""

REPEATED = ("step_back", "step_forward")


class Transport(QWidget):
    """Buttons for the film's actions, the timeline, the half-step in words, the speed."""

    seek_requested = pyqtSignal(float)
    speed_requested = pyqtSignal(float)

    def __init__(self, actions: Mapping[str, QAction], prefix: str = "") -> None:
        """The names of its parts begin with ``prefix``."""
        super().__init__()
        self.setObjectName("transport")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._actions = actions
        self._buttons = {name: _button(name, actions[name]) for name in BUTTONS}
        self._timeline = Timeline()
        self._timeline.setObjectName(f"{prefix}timeline")
        self._place = ElidedLabel(f"{prefix}place", Qt.AlignmentFlag.AlignRight)
        self._place.setAccessibleName(tr("Half-step"))
        self._place.explain(tr("Half-step: an assignment or an update; two make an iteration"))
        self._speed = ComboBox()
        self._speed.setObjectName(f"{prefix}speed")
        self._speed.setMinimumContentsLength(7)
        self._speed.setAccessibleName(tr("Speed"))
        self._speed.setToolTip(tr("Playback speed ([ slower, ] faster)"))
        for speed in SPEEDS:
            self._speed.addItem(tr("Speed {x}×").format(x=f"{speed:g}"), speed)
        self._row = QHBoxLayout(self)
        for button in self._buttons.values():
            self._row.addWidget(button)
        self._row.addWidget(self._timeline, 1)
        self._row.addWidget(self._place)
        self._row.addWidget(self._speed)
        self._menu = QPushButton(tr("Menu"))
        self._menu.setObjectName("present_menu")
        self._menu.setAccessibleName(tr("Menu"))
        self._menu.setToolTip(tr("Demonstrations, and what is shown"))
        self._menu.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._menu.hide()
        self._row.addWidget(self._menu)
        self._leave = QPushButton(tr("Leave (Esc)"))
        self._leave.setAccessibleName(tr("Leave full screen"))
        self._leave.setToolTip(tr("Leave full screen (Esc)"))
        self._leave.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._leave.clicked.connect(actions["full_screen"].trigger)
        self._leave.hide()
        self._row.addWidget(self._leave)
        self._theme = LIGHT
        self._timeline.seek_requested.connect(self.seek_requested)
        self._speed.activated.connect(self._on_speed_chosen)

    def draw(self, state: State) -> None:
        self._timeline.draw(state.run, state.begin, state.position)
        done, whole = state.half_step - state.begin, state.run.last - state.begin
        self._place.draw(tr("half-step {n} / {of}").format(n=done, of=whole))
        self._speed.setCurrentIndex(SPEEDS.index(state.speed))
        for name in ("go_to_start", "step_back"):
            self._buttons[name].setEnabled(state.half_step > state.begin)
        for name in ("step_forward", "go_to_end"):
            self._buttons[name].setEnabled(state.half_step < state.run.last)

    def present(self, presenting: bool) -> None:
        """On the full screen, offer the way back, and the menu that is given."""
        self._leave.setVisible(presenting)
        self._menu.setVisible(presenting and self._menu.menu() is not None)
        # For a large interface on a small screen; it is in the menu, and has its keys.
        self._speed.setVisible(not presenting)

    def take_menu(self, menu: QMenu) -> None:
        """Have a menu on the full screen, where the window's own are hidden."""
        self._menu.setMenu(menu)

    def draw_playing(self, playing: bool) -> None:
        """Show on the large button what a press would do."""
        theme = self._theme
        self._buttons["play"].setIcon(
            icon("pause" if playing else "play", theme.colour("on_accent"), theme.colour("groove"))
        )

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._row.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        self._row.setSpacing(theme.px(8))
        for name, button in self._buttons.items():
            button.setIcon(icon(BUTTONS[name], theme.colour("text"), theme.colour("groove")))
            button.setIconSize(QSize(theme.px(20), theme.px(20)))
        self._timeline.apply_theme(theme)
        self._place.apply_theme(theme)
        # The widest text, so that the timeline does not breathe as the numbers change.
        self._place.reserve(tr("half-step {n} / {of}").format(n=888, of=888))

    def _on_speed_chosen(self, index: int) -> None:
        self.speed_requested.emit(SPEEDS[index])


def _button(name: str, action: QAction) -> QToolButton:
    button = QToolButton()
    if name == "play":
        button.setObjectName("playButton")
    button.setAccessibleName(action.text().replace("&", ""))
    button.setToolTip(action.toolTip())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAutoRepeat(name in REPEATED)
    button.clicked.connect(action.trigger)
    return button
