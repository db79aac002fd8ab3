"""The bar above the compared boards."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from app.theme.theme import Theme
from app.widgets.labels.plain_label import PlainLabel, plain_tip
from app.words.names import set_names
from app.words.notices import work_words
from app.words.translate import tr
from core.comparison.compared import MOST
from core.runs.recipe import Recipe


class TopBar(QWidget):
    """The way back, what is compared, ready sets, and one board more."""

    board_requested = pyqtSignal()
    set_requested = pyqtSignal(str)

    def __init__(self, compare: QAction) -> None:
        super().__init__()
        self.setObjectName("bar")
        back = _button(tr("← Back"), "compare_back", tr("Back to the board (C or Esc)"))
        back.clicked.connect(compare.trigger)
        title = PlainLabel(tr("Compare"))
        title.setObjectName("barTitle")
        self._points = PlainLabel()
        self._points.setObjectName("quiet")
        sets = _button(tr("Presets ▾"), "ready_sets", tr("Ready-made comparisons"))
        menu = QMenu(sets)
        menu.setObjectName("ready_menu")
        for name, text in set_names().items():
            action = QAction(text, menu)
            action.setData(name)
            action.triggered.connect(self._on_set_chosen)
            menu.addAction(action)
        sets.setMenu(menu)
        self._add = _button(tr("Add a board"), "add_board", tr("Random points, next seed"))
        self._add.clicked.connect(self.board_requested)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for part in (back, title, self._points):
            self._row.addWidget(part)
        self._row.addStretch(1)
        self._row.addWidget(sets)
        self._row.addWidget(self._add)

    def _on_set_chosen(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.set_requested.emit(action.data())

    def draw(self, recipes: tuple[Recipe, ...]) -> None:
        """Say what the boards have in common, and whether there is room for one more."""
        self._points.setText(tr("all on the same {points}").format(points=work_words(recipes[0])))
        has_room = len(recipes) < MOST
        self._add.setEnabled(has_room)
        full = tr("Not now: {n} boards are the most").format(n=MOST)
        self._add.setToolTip(plain_tip(tr("Random points, next seed") if has_room else full))

    def apply_theme(self, theme: Theme) -> None:
        self._row.setSpacing(theme.px(8))


def _button(text: str, name: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text.strip("←▾ "))
    button.setToolTip(plain_tip(tip))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
