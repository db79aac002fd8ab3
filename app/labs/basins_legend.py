"""What the colours of a basin map say: a bar with numbers, or a list of minima."""

from collections.abc import Mapping, Sequence

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPolygonF
from PyQt6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from app.labs.basins_colours import Colouring, best_colour, ramp, tint
from app.labs.basins_minima import MOST, Found
from app.labs.basins_words import share_words
from app.painting import painting
from app.stage.backdrop import image_of
from app.theme import LIGHT, Theme
from app.words import grouped, number, plural, tr


class ColourBar(QWidget):
    """All colours between the least and the greatest value, with numbers under them.

    The best, where there is one, stands apart at the left.
    """

    HIGH, BAR, GAP = 46, 18, 10

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("colour_bar")
        self.setAccessibleName(tr("Colours"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._colouring = Colouring.INERTIA
        self._ends = (0.0, 1.0)
        self._pointed: float | None = None
        self._theme = LIGHT

    @property
    def numbers(self) -> list[str]:
        """What it says under the colours, from the left."""
        low, high = self._ends
        if high <= low:
            return [self._said(low)]
        return [self._said(value) for value in (low, (low + high) / 2, high)]

    def draw(self, colouring: Colouring, low: float, high: float) -> None:
        """Show values from ``low`` to ``high``; of inertias the low one is the best."""
        self._colouring, self._ends = colouring, (low, high)
        said = tr("From {low} to {high}") if high > low else tr("All the same: {low}")
        self.setAccessibleDescription(said.format(low=self._said(low), high=self._said(high)))
        self.update()

    def point(self, value: float | None) -> None:
        """Mark a value, or none."""
        if value != self._pointed:
            self._pointed = value
            self.update()

    def dress(self, theme: Theme) -> None:
        """Take the theme's colours and sizes."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A bar and two lines."""
        return QSize(100, self._theme.px(self.HIGH))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw the swatch of the best, the bar, the numbers, and the mark."""
        with painting(self) as painter:
            self._paint(painter)

    def _said(self, value: float) -> str:
        is_whole = self._colouring is Colouring.ITERATIONS and value == round(value)
        return grouped(round(value)) if is_whole else number(value)

    def _paint(self, painter: QPainter) -> None:
        theme = self._theme
        font = QFont(self.font())
        font.setPixelSize(theme.px(12))
        painter.setFont(font)
        top, high = theme.px(8), theme.px(self.BAR)
        bar = QRectF(0.5, top + 0.5, self.width() - 1, high)
        has_best = self._colouring is Colouring.INERTIA
        if has_best:
            swatch = QRectF(0.5, top + 0.5, theme.px(34), high)
            self._fill(painter, swatch, QColor.fromRgb(int(best_colour(theme))))
            bar.setLeft(swatch.right() + theme.px(self.GAP))
        low, greatest = self._ends
        if greatest > low or not has_best:
            self._gradient(painter, bar)
        self._label(painter, bar, has_best)
        if self._pointed is not None:
            self._mark(painter, bar, swatch if has_best and self._pointed <= low else None)

    def _fill(self, painter: QPainter, place: QRectF, colour: QColor) -> None:
        painter.setPen(self._theme.colour("groove"))
        painter.setBrush(colour)
        painter.drawRect(place)

    def _gradient(self, painter: QPainter, bar: QRectF) -> None:
        painter.drawImage(bar, image_of(ramp(self._theme.name, self._colouring)[None]))
        painter.setPen(self._theme.colour("groove"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar)

    def _label(self, painter: QPainter, bar: QRectF, has_best: bool) -> None:
        numbers, metrics = self.numbers, painter.fontMetrics()
        painter.setPen(self._theme.colour("text"))
        line = bar.bottom() + metrics.ascent() + self._theme.px(3)
        if has_best:
            painter.drawText(QPointF(0, line), tr("best {inertia}").format(inertia=numbers[0]))
            numbers = numbers[1:]
            places = [0.5, 1.0]
        else:
            places = [0.0, 0.5, 1.0]
        for share, text in zip(places, numbers, strict=False):
            wide = metrics.horizontalAdvance(text)
            x = bar.left() + share * bar.width() - wide / 2
            painter.drawText(QPointF(min(max(x, bar.left()), bar.right() - wide), line), text)

    def _mark(self, painter: QPainter, bar: QRectF, swatch: QRectF | None) -> None:
        """A triangle over the value."""
        low, high = self._ends
        assert self._pointed is not None
        share = min(max((self._pointed - low) / (high - low if high > low else 1.0), 0.0), 1.0)
        x = swatch.center().x() if swatch else bar.left() + share * bar.width()
        half, tip = self._theme.px(5), bar.top()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("text"))
        corners = [QPointF(x, tip), QPointF(x - half, tip - 1.6 * half)]
        painter.drawPolygon(QPolygonF([*corners, QPointF(x + half, tip - 1.6 * half)]))


class _Swatch(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._colour, self._theme = QColor(), LIGHT

    def draw(self, colour: QColor, theme: Theme) -> None:
        self._colour, self._theme = colour, theme
        self.setFixedSize(theme.px(26), theme.px(16))
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        with painting(self) as painter:
            painter.setPen(self._theme.colour("groove"))
            painter.setBrush(self._colour)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class MinimaList(QWidget):
    """A row a minimum: its colour, its inertia, its share of the plane."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("minima")
        self.setAccessibleName(tr("Minima found"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(2, 1)
        for column, text in ((1, tr("inertia")), (3, tr("share"))):
            heading = QLabel(text)
            heading.setObjectName("quiet")
            self._grid.addWidget(heading, 0, column, Qt.AlignmentFlag.AlignRight)
        right = Qt.AlignmentFlag.AlignRight
        # The last row is of all that have none of their own.
        self._rows = [(_Swatch(), QLabel(), QLabel(), QLabel()) for _ in range(MOST + 1)]
        for line, (swatch, inertia, note, share) in enumerate(self._rows, 1):
            self._grid.addWidget(swatch, line, 0)
            self._grid.addWidget(inertia, line, 1, right)
            self._grid.addWidget(note, line, 2)
            self._grid.addWidget(share, line, 3, right)
            note.setObjectName("quiet")
        swatch, more, _, share = self._rows[-1]
        more.setObjectName("quiet")
        self._grid.addWidget(more, MOST + 1, 1, 1, 2)

    @property
    def texts(self) -> list[list[str]]:
        """What its rows say, from the top."""
        return [
            [label.text() for label in labels]
            for swatch, *labels in self._rows
            if not swatch.isHidden()
        ]

    def draw(
        self, found: Sequence[Found], told: Sequence[Found], slots: Mapping[int, int], theme: Theme
    ) -> None:
        """Show those ``told`` of all that were ``found``, the best first."""
        said: list[list[str]] = []
        for place, each in enumerate(told):
            note = tr("best") if place == 0 else ""
            said.append([number(each.inertia), note, share_words(each.share)])
        for row, each, texts in zip(self._rows, told, said, strict=False):
            _show(row, texts, tint(slots.get(each.number), theme), theme)
        for row in self._rows[len(said) :]:
            _hide(row)
        if rest := len(found) - len(told):
            left = 1.0 - sum(each.share for each in told)
            more = plural(rest, tr("and {n} more"), tr("and {n} more"))
            said.append([more, "", share_words(left)])
            _show(self._rows[-1], said[-1], tint(None, theme), theme)
        self.setAccessibleDescription("; ".join(" ".join(texts) for texts in said))

    def dress(self, theme: Theme) -> None:
        """Take the theme's sizes."""
        self._grid.setHorizontalSpacing(theme.px(10))
        self._grid.setVerticalSpacing(theme.px(5))


_Row = tuple[_Swatch, QLabel, QLabel, QLabel]


def _show(row: _Row, texts: Sequence[str], colour: int, theme: Theme) -> None:
    swatch, *labels = row
    swatch.draw(QColor.fromRgb(colour), theme)
    for label, text in zip(labels, texts, strict=True):
        label.setText(text)
    for part in row:
        part.show()


def _hide(row: _Row) -> None:
    for part in row:
        part.hide()
