"""The strip above a board: how it starts, what it costs, and what to do with it."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.compare.inks import LETTERS, Badge, Score
from app.panels.boxes import number_box
from app.panels.choice_box import ChoiceBox
from app.theme import LIGHT, Theme
from app.words import number, policy_names, start_names, tr
from core.recipe import BY_HAND, LIMITS, Recipe
from core.state import State

WIDE = 560
"""Width from which all of it is in one row."""

LONG_WORDS = 380
"""Width from which the buttons have all of their words."""


class Strip(QWidget):
    """Letter, start, seed, policy, inertia; to use the board, and to remove it."""

    chosen = pyqtSignal(int, str, object)
    """Place of the board, field of its recipe, and a person's choice."""
    seed_requested = pyqtSignal(int)
    use_requested = pyqtSignal(int)
    removal_requested = pyqtSignal(int)

    def __init__(self, place: int) -> None:
        super().__init__()
        # Narrower than its one row wants to be: then it takes two.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._place, self._letter = place, LETTERS[place]
        self._theme = LIGHT
        self._seed_shown = 0
        self._badge, self._score = Badge(place), Score(f"score_{self._letter}")
        self._start = self._choice_box("start", tr("Start"), tr("How the centroids are chosen"))
        self._seed = number_box(LIMITS["start_seed"], 1)
        self._name(self._seed, "seed", tr("Start seed"), tr("The seed of this board's start"))
        self._next = self._button(
            "⟳", "next", tr("Next seed"), tr("Start this board with the next seed")
        )
        self._policy = self._choice_box(
            "policy", tr("If empty"), tr("What becomes of a cluster without points")
        )
        self._use = self._button(
            tr("Use this board"), "use", tr("Use this board"), tr("Go on with this board alone")
        )
        self._remove = self._button(
            "✕", "remove", tr("Remove"), tr("Take this board out of the comparison")
        )
        for names, box in ((start_names(), self._start), (policy_names(), self._policy)):
            for key, text in names.items():
                box.addItem(text, key)
        self._lay_out()
        self._start.activated.connect(self._on_start_chosen)
        self._seed.valueChanged.connect(self._on_seed_chosen)
        self._next.clicked.connect(self._on_next_clicked)
        self._policy.activated.connect(self._on_policy_chosen)
        self._use.clicked.connect(self._on_use_clicked)
        self._remove.clicked.connect(self._on_remove_clicked)

    def draw_choices(self, recipe: Recipe, *, removable: bool) -> None:
        """Show the choices of ``recipe``, and whether the board may be removed."""
        self._seed_shown = recipe.start_seed
        self._start.setCurrentIndex(self._start.findData(recipe.start))
        self._seed.setValue(recipe.start_seed)
        self._policy.setCurrentIndex(self._policy.findData(recipe.empty))
        for chance in (self._seed, self._next):
            chance.setEnabled(recipe.start != BY_HAND)
        self._remove.setEnabled(removable)

    def draw(self, board: State, *, is_best: bool) -> None:
        """Show what the board costs at its half-step."""
        self._score.draw(number(board.run.marks[board.half_step].inertia), is_best)

    def dress(self, theme: Theme) -> None:
        """Take the theme's colours and sizes."""
        self._theme = theme
        self._badge.dress(theme)
        self._score.dress(theme)
        self._grid.setContentsMargins(theme.px(8), theme.px(6), theme.px(6), theme.px(6))
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(4))
        for row in (self._choices, self._right):
            row.setSpacing(theme.px(5))
        self._seed.setFixedWidth(theme.px(58))
        for button in (self._next, self._remove):
            button.setFixedWidth(theme.px(28))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """One row where there is room, else two."""
        super().resizeEvent(event)
        self._arrange()

    def _lay_out(self) -> None:
        self._grid = QGridLayout(self)
        left, right = QWidget(), QWidget()
        self._choices, self._right = QHBoxLayout(left), QHBoxLayout(right)
        for row in (self._choices, self._right):
            row.setContentsMargins(0, 0, 0, 0)
        self._choices.addWidget(self._start, 5)
        self._choices.addWidget(self._seed)
        self._choices.addWidget(self._next)
        self._choices.addWidget(self._policy, 4)
        self._right.addWidget(self._score)
        self._right.addWidget(self._use)
        self._right.addWidget(self._remove)
        self._left, self._end = left, right
        self._is_wide: bool | None = None
        self._grid.addWidget(self._badge, 0, 0)
        self._grid.setColumnStretch(1, 1)

    def _arrange(self) -> None:
        theme = self._theme
        is_long = self.width() >= theme.px(LONG_WORDS)
        self._use.setText(tr("Use this board") if is_long else tr("Use"))
        is_wide = self.width() >= theme.px(WIDE)
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        if is_wide:
            self._grid.addWidget(self._left, 0, 1)
            self._grid.addWidget(self._end, 0, 2)
        else:
            self._grid.addWidget(self._end, 0, 1, 1, 2, Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(self._left, 1, 0, 1, 3)

    def _choice_box(self, name: str, label: str, tip: str) -> ChoiceBox:
        box = ChoiceBox()
        self._name(box, name, label, tip)
        return box

    def _button(self, text: str, name: str, label: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._name(button, name, label, tip)
        return button

    def _name(self, widget: QWidget, name: str, label: str, tip: str) -> None:
        widget.setObjectName(f"{name}_{self._letter}")
        widget.setAccessibleName(
            tr("{control}, board {letter}").format(control=label, letter=self._letter)
        )
        widget.setAccessibleDescription(tip)
        widget.setToolTip(tip)

    def _on_start_chosen(self, index: int) -> None:
        self.chosen.emit(self._place, "start", self._start.itemData(index))

    def _on_seed_chosen(self, value: int) -> None:
        if value != self._seed_shown:
            self.chosen.emit(self._place, "start_seed", value)

    def _on_policy_chosen(self, index: int) -> None:
        self.chosen.emit(self._place, "empty", self._policy.itemData(index))

    def _on_next_clicked(self) -> None:
        self.seed_requested.emit(self._place)

    def _on_use_clicked(self) -> None:
        self.use_requested.emit(self._place)

    def _on_remove_clicked(self) -> None:
        self.removal_requested.emit(self._place)
