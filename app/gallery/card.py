"""A demonstration as a card: its picture, its title, what to watch, what comes out."""

from PyQt6.QtCore import QEvent, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPen, QPixmap
from PyQt6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from app.theme.theme import Theme
from app.widgets.labels.plain_label import PlainLabel
from app.widgets.painted import Painted
from app.words.names import group_names
from app.words.numbers import plural
from app.words.translate import tr
from core.teaching.demonstrations import Demonstration

RATIO = 0.6
"""Height of a picture, where its width is 1."""

STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class DemonstrationCard(Painted, QAbstractButton):
    """A button that shows one demonstration."""

    step_requested = pyqtSignal(int, int)
    """To a neighbour: columns to the right, rows down."""
    focused = pyqtSignal()

    def __init__(self, demonstration: Demonstration) -> None:
        super().__init__()
        self.demonstration = demonstration
        self.is_found = True
        """Whether it is among those that a search has found."""
        self.setObjectName(f"card_{demonstration.id}")
        title, watch = tr(demonstration.title), tr(demonstration.watch)
        expected = tr(demonstration.expected)
        self.setAccessibleName(title)
        self.setToolTip(tr(demonstration.shows))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._picture: QPixmap | None = None
        self._column = QVBoxLayout(self)
        self._column.addWidget(_label("cardTitle", title))
        self._column.addWidget(_label("cardExpected", _about(demonstration)))
        self._column.addWidget(_label("cardWatch", watch))
        self._told = _label("cardExpected", f"→ {expected}")
        self._column.addWidget(self._told)
        self._column.addStretch()
        self.tell_result(False)

    @property
    def picture(self) -> QPixmap | None:
        return self._picture

    def closeness(self, words: str) -> int:
        """How nearly it is what ``words`` name: by its id, its title, or its texts."""
        wanted, title = words.strip().lower(), self.accessibleName().lower()
        names = (wanted in title, title.startswith(wanted), wanted == title)
        return 4 * (wanted == self.demonstration.id) + sum(names)

    def matches(self, words: list[str]) -> bool:
        """Whether all ``words``, in lower case, are in what is known of the demonstration."""
        shown = self.demonstration
        told = [shown.id, tr(shown.title), tr(shown.shows), tr(shown.watch)]
        told += [text for case in shown.cases for text in (tr(case.label), tr(case.expected))]
        said = " ".join([*told, group_names()[shown.group]]).casefold()
        return all(word in said for word in words)

    def tell_result(self, told: bool) -> None:
        """Say what comes out, or leave it to be seen."""
        shown = self.demonstration
        said = [_about(shown), tr(shown.watch), *([tr(shown.expected)] if told else [])]
        self.setAccessibleDescription(". ".join(each.rstrip(".") for each in said) + ".")
        self._told.setVisible(told)

    def draw(self, picture: QPixmap | None) -> None:
        self._picture = picture
        self.update()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._picture = None
        self._column.setSpacing(theme.px(4))

    def picture_size(self, width: int) -> QSize:
        """The size of the picture of a card so wide."""
        wide = width - 2 * self._theme.px(1)
        return QSize(wide, round(RATIO * wide))

    def height_at(self, width: int) -> int:
        """The height that all texts need on a card so wide."""
        side = self._theme.px(11)
        top = self.picture_size(width).height() + self._theme.px(9)
        self._column.setContentsMargins(side, top, side, side)
        self._column.invalidate()
        return self._column.totalHeightForWidth(width)

    # Qt's events

    def _paint(self, painter: QPainter) -> None:
        theme, marked = self._theme, self.hasFocus() or self.underMouse()
        painter.fillRect(self.rect(), theme.colour("hover" if self.underMouse() else "panel"))
        rim, size = theme.px(1), self.picture_size(self.width())
        room = QRectF(rim, rim, size.width(), size.height())
        painter.fillRect(room, theme.colour("board"))
        if self._picture is not None:
            painter.drawPixmap(room, self._picture, QRectF(self._picture.rect()))
        wide = theme.px(2 if marked else 1)
        painter.setPen(QPen(theme.colour("accent" if marked else "hairline"), wide))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = wide / 2
        painter.drawRect(QRectF(self.rect()).adjusted(half, half, -half, -half))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Enter opens, arrows go to the neighbours."""
        if event is None:
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in STEPS:
            self.step_requested.emit(*STEPS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()  # the gallery takes what is typed, and Esc

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def enterEvent(self, event: QEnterEvent | None) -> None:
        self.update()

    def leaveEvent(self, event: QEvent | None) -> None:
        self.update()


def _about(demonstration: Demonstration) -> str:
    """Its id, by which it is asked for on the command line, and how many boards it has."""
    count = len(demonstration.cases)
    if count == 1:
        return demonstration.id
    variants = plural(count, tr("{n} variant"), tr("{n} variants"))
    return tr("{id} · {variants}").format(id=demonstration.id, variants=variants)


def _label(name: str, text: str) -> QWidget:
    label = PlainLabel(text)
    label.setObjectName(name)
    label.setWordWrap(" " in text)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return label
