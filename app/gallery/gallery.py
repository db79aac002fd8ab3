"""The gallery: all demonstrations on one sheet, to be looked through, searched and opened."""

from collections.abc import Collection, Iterator

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QHideEvent, QKeyEvent, QPixmap, QResizeEvent, QShowEvent
from PyQt6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.gallery.card import DemonstrationCard
from app.gallery.thumbnails import Thumbnails
from app.theme.theme import LIGHT, Theme
from app.widgets.labels.plain_label import PlainLabel, plain_tip
from app.words.names import group_names
from app.words.notices import group_tips
from app.words.numbers import plural
from app.words.translate import tr
from core.teaching.demonstrations import GROUPS, demonstrations

CARD = 220
"""Pixels that a card is wide at least, at zoom 1."""

LARGEST = (1240, 900)
"""Pixels beyond which a larger window has no larger gallery, at zoom 1."""


class Group(QWidget):
    """The cards of one group below its name."""

    def __init__(self, name: str, tip: str, cards: list[DemonstrationCard]) -> None:
        super().__init__()
        self.cards = cards
        heading = PlainLabel(name.upper())
        heading.setObjectName("heading")
        heading.setToolTip(plain_tip(tip))
        self._grid = QGridLayout()
        self._grid.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(heading)
        self._outer.addLayout(self._grid)
        for card in cards:
            card.setParent(self)

    @property
    def found(self) -> list[DemonstrationCard]:
        return [card for card in self.cards if card.is_found]

    def lay_out(self, columns: int, width: int) -> None:
        """Put the cards that were found in so many columns, each so wide."""
        for card in self.cards:
            self._grid.removeWidget(card)
            card.setVisible(card.is_found)
        for row, cards in enumerate(self.rows(columns)):
            high = max(card.height_at(width) for card in cards)
            for column, card in enumerate(cards):
                card.setFixedSize(width, high)
                self._grid.addWidget(card, row, column)
        self.setVisible(bool(self.found))

    def rows(self, columns: int) -> list[list[DemonstrationCard]]:
        """The cards that the search has found, row by row."""
        found = self.found
        return [found[start : start + columns] for start in range(0, len(found), columns)]

    def apply_theme(self, theme: Theme) -> None:
        self._outer.setSpacing(theme.px(7))
        self._grid.setSpacing(theme.px(12))
        for card in self.cards:
            card.apply_theme(theme)


class Gallery(QDialog):
    """A sheet of cards over the window. It is made once, and keeps its pictures."""

    opened = pyqtSignal(object)
    """The `Demonstration` that a person chose."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("gallery_dialog")
        self.setWindowTitle(tr("Demonstrations"))
        self._theme = LIGHT
        self._columns, self._width = 1, 0
        self._cards = {name: DemonstrationCard(shown) for name, shown in demonstrations().items()}
        self._groups = [
            Group(
                group_names()[name],
                group_tips().get(name, ""),
                [c for c in self._all() if c.demonstration.group == name],
            )
            for name in GROUPS
        ]
        self._search = QLineEdit()
        self._search.setObjectName("gallery_search")
        self._search.setPlaceholderText(tr("Search"))
        self._search.setAccessibleName(tr("Search demonstrations"))
        self._search.setClearButtonEnabled(True)
        self._count = PlainLabel()
        self._count.setObjectName("quiet")
        self._nothing = PlainLabel(tr("No demonstration matches."))
        self._nothing.setObjectName("quiet")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._thumbnails = Thumbnails(self)
        self._lay_out()
        self._join_wires()

    def open_over(self, window: QWidget) -> None:
        """Show all cards, over most of ``window``."""
        room, most = window.size(), [self._theme.px(length) for length in LARGEST]
        rim = self._theme.px(40)
        self.resize(min(room.width() - rim, most[0]), min(room.height() - rim, most[1]))
        self._search.clear()
        self._search.setFocus()
        self.open()

    def tell_results(self, seen: Collection[str]) -> None:
        """Say on the cards of these what comes out; on the others it is left to be seen."""
        for name, card in self._cards.items():
            card.tell_result(name in seen)
        self._width = 0  # cards may need another height

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours and sizes; the pictures are painted again."""
        self._theme = theme
        rim = theme.px(18)
        self._head.setContentsMargins(rim, theme.px(14), rim, theme.px(12))
        self._head.setSpacing(theme.px(12))
        self._search.setFixedWidth(theme.px(240))
        self._stack.setContentsMargins(rim, theme.px(4), rim, rim)
        self._stack.setSpacing(theme.px(18))
        for group in self._groups:
            group.apply_theme(theme)
        self._width = 0
        self._arrange()

    # Qt's events

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self._arrange()

    def hideEvent(self, event: QHideEvent | None) -> None:
        self._thumbnails.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Put as many cards in a row as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Arrows go from the search to the cards, Enter opens the closest; letters are a search."""
        if event is None:
            return
        found = list(self._found())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            words = self._search.text()
            if found:
                max(found, key=lambda card: card.closeness(words)).click()
        elif event.key() == Qt.Key.Key_Down:
            if found:
                found[0].setFocus()
        elif event.text().isprintable() and event.text().strip() and not self._search.hasFocus():
            self._search.setFocus()
            self._search.setText(self._search.text() + event.text())
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        title = PlainLabel(tr("Demonstrations"))
        title.setObjectName("storyTitle")
        self._head = QHBoxLayout()
        self._head.addWidget(title)
        self._head.addWidget(self._count)
        self._head.addStretch()
        self._head.addWidget(self._search)
        content = QWidget()
        content.setObjectName("gallery_content")
        self._stack = QVBoxLayout(content)
        self._stack.addWidget(self._nothing)
        for group in self._groups:
            self._stack.addWidget(group)
        self._stack.addStretch()
        self._area = QScrollArea()
        self._area.setObjectName("side")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head)
        outer.addWidget(self._area, 1)

    def _join_wires(self) -> None:
        self._search.textChanged.connect(self._on_searched)
        self._thumbnails.painted.connect(self._on_painted)
        for card in self._all():
            card.clicked.connect(self._on_clicked)
            card.step_requested.connect(self._on_step)
            card.focused.connect(self._on_focused)

    def _all(self) -> Iterator[DemonstrationCard]:
        return iter(self._cards.values())

    def _found(self) -> Iterator[DemonstrationCard]:
        """The cards that the search has found, in their order."""
        return (card for group in self._groups for card in group.found)

    def _arrange(self) -> None:
        """Lay the cards out where their columns changed, and ask for their pictures."""
        if not self.isVisible():
            return
        viewport = self._area.viewport()
        assert viewport is not None
        margins, gap = self._stack.contentsMargins(), self._theme.px(12)
        wide = viewport.width() - margins.left() - margins.right()
        columns = max(1, (wide + gap) // (self._theme.px(CARD) + gap))
        width = (wide - (columns - 1) * gap) // columns
        if (columns, width) != (self._columns, self._width):
            self._columns, self._width = columns, width
            self._put_in_place()
        found = [*self._found(), *(card for card in self._all() if not card.is_found)]
        if found:
            size = found[0].picture_size(width)
            self._thumbnails.ask([card.demonstration for card in found], size, self._theme)

    def _put_in_place(self) -> None:
        for group in self._groups:
            group.lay_out(self._columns, self._width)
        count = sum(1 for _ in self._found())
        self._count.setText(plural(count, tr("{n} example"), tr("{n} examples")))
        self._nothing.setVisible(count == 0)

    def _on_searched(self, text: str) -> None:
        words = text.casefold().split()
        for card in self._all():
            card.is_found = card.matches(words)
        self._put_in_place()
        bar = self._area.verticalScrollBar()
        assert bar is not None
        bar.setValue(0)

    def _on_painted(self, name: str, picture: QPixmap) -> None:
        self._cards[name].draw(picture)

    def _on_clicked(self) -> None:
        card = self.sender()
        assert isinstance(card, DemonstrationCard)
        self.accept()
        self.opened.emit(card.demonstration)

    def _on_focused(self) -> None:
        card = self.sender()
        assert isinstance(card, DemonstrationCard)
        self._area.ensureWidgetVisible(card, 0, self._theme.px(30))

    def _on_step(self, right: int, down: int) -> None:
        """Go to the neighbour; above the first row is the search."""
        card = self.sender()
        assert isinstance(card, DemonstrationCard)
        rows = [row for group in self._groups for row in group.rows(self._columns)]
        row = next(place for place, cards in enumerate(rows) if card in cards)
        place = rows[row].index(card)
        if right:
            found = list(self._found())
            at = found.index(card) + right
            found[min(max(at, 0), len(found) - 1)].setFocus()
        elif row + down < 0:
            self._search.setFocus()
        elif row + down < len(rows):
            there = rows[row + down]
            there[min(place, len(there) - 1)].setFocus()
