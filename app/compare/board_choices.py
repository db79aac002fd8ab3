"""The strip above a board: how it starts, and what to do with it."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.compare.badges import LETTERS, Badge
from app.theme.icons import dress_button
from app.theme.theme import LIGHT, Theme
from app.widgets.combo_box import ComboBox
from app.widgets.labels.plain_label import plain_tip
from app.widgets.number_box import number_box
from app.words.names import policy_names, start_names
from app.words.translate import tr
from core.runs.recipe import BY_HAND, Recipe
from core.runs.recipe_limits import LIMITS

WIDE = 640
"""Width from which all of it is in one row."""


class BoardChoices(QWidget):
    """Letter, start, seed, policy; to use the board, and to remove it."""

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
        self._is_low = False
        self._badge = Badge(place)
        self._start = self._choice_box(
            "start", tr("Initialisation"), tr("How the initial centroids are chosen")
        )
        self._seed = number_box(LIMITS["start_seed"], 1)
        self._name(
            self._seed,
            "seed",
            tr("Initialisation seed"),
            tr("The same seed gives the same initial centroids"),
        )
        self._next = self._button(tr("New"), "next", tr("Next seed"), tr("Same method, next seed"))
        self._policy = self._choice_box(
            "policy", tr("Empty cluster"), tr("What happens to a cluster that loses all its points")
        )
        self._use = self._button(
            tr("Use this board"),
            "use",
            tr("Use this board"),
            tr("Close the comparison and continue with this board"),
        )
        self._remove = self._button("", "remove", tr("Remove"), tr("Remove this board"))
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

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What the Tab key stops at, in its order."""
        return (self._start, self._seed, self._next, self._policy, self._use, self._remove)

    def draw_choices(self, recipe: Recipe, *, removable: bool) -> None:
        """Show the choices of ``recipe``, and whether the board may be removed."""
        self._seed_shown = recipe.start_seed
        self._start.setCurrentIndex(self._start.findData(recipe.start))
        self._seed.setValue(recipe.start_seed)
        self._policy.setCurrentIndex(self._policy.findData(recipe.empty))
        by_hand = recipe.start == BY_HAND
        why_not = tr("Centroids placed by hand need no seed")
        for chance in (self._seed, self._next):
            chance.setEnabled(not by_hand)
            chance.setToolTip(plain_tip(why_not if by_hand else chance.accessibleDescription()))
        self._remove.setEnabled(removable)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._badge.apply_theme(theme)
        self._set_margins()
        for row in self._rows:
            row.setSpacing(theme.px(5))
        self._seed.setFixedWidth(theme.px(56))
        self._policy.setMinimumWidth(theme.px(138))
        self._remove.setFixedWidth(theme.px(28))
        dress_button(self._next, "new", theme)
        dress_button(self._remove, "remove", theme)
        self._arrange()

    def squeeze(self, is_low: bool) -> None:
        """Take as little height as the controls need, or leave some room around them."""
        if is_low != self._is_low:
            self._is_low = is_low
            self._set_margins()

    def _set_margins(self) -> None:
        theme, rim = self._theme, self._theme.px(2 if self._is_low else 6)
        self._both.setContentsMargins(theme.px(8), rim, theme.px(6), rim)
        self._both.setSpacing(theme.px(2 if self._is_low else 5))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """One row where there is room, else two."""
        super().resizeEvent(event)
        self._arrange()

    def _lay_out(self) -> None:
        self._both = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._rows = QHBoxLayout(), QHBoxLayout()
        for part in (self._badge, self._start, self._seed, self._next):
            self._rows[0].addWidget(part, int(part is self._start))
        self._rows[1].addWidget(self._policy)
        self._rows[1].addStretch(1)
        for button in (self._use, self._remove):
            self._rows[1].addWidget(button)
        for row in self._rows:
            self._both.addLayout(row, 1)

    def _arrange(self) -> None:
        is_wide = self.width() >= self._theme.px(WIDE)
        ways = QBoxLayout.Direction
        self._both.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
        # In one row, what is left is for the start, whose names are the longest.
        self._both.setStretch(1, int(not is_wide))

    def _choice_box(self, name: str, label: str, tip: str) -> ComboBox:
        box = ComboBox()
        self._name(box, name, label, tip)
        return box

    def _button(self, text: str, name: str, label: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setProperty("sign", not text)
        self._name(button, name, label, tip)
        return button

    def _name(self, widget: QWidget, name: str, label: str, tip: str) -> None:
        widget.setObjectName(f"{name}_{self._letter}")
        widget.setAccessibleName(
            tr("{control}, board {letter}").format(control=label, letter=self._letter)
        )
        widget.setAccessibleDescription(tip)
        widget.setToolTip(plain_tip(tip))

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
