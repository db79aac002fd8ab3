"""The panel of what is shown."""

from functools import partial

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.choices.look_switches import ABOUT_TRUTH, switches
from app.theme.theme import Theme
from app.widgets.section import Section
from app.widgets.switch import Switch
from app.words.translate import tr
from core.session.look import Look


class LookPanel(QWidget):
    """The section Show: a switch for every field of the look."""

    switched = pyqtSignal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._switches = {
            field: Switch(text, f"show_{field}", tip) for field, (text, tip) in switches().items()
        }
        self._section = Section(tr("Show"), self._switches.values(), spacing=2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)
        for field, switch in self._switches.items():
            switch.clicked.connect(partial(self.switched.emit, field))

    def draw(self, look: Look, truth_known: bool) -> None:
        """Show which switches are on; those about the true groups need them to be known."""
        for field, switch in self._switches.items():
            switch.setChecked(getattr(look, field))
        for field in ABOUT_TRUTH:
            self._switches[field].setEnabled(truth_known)

    def apply_theme(self, theme: Theme) -> None:
        self._section.apply_theme(theme)
        for switch in self._switches.values():
            switch.apply_theme(theme)
