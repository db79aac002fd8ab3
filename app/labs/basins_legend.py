"""What the colours of a basin map say: a bar with numbers, or a list of minima."""

from collections.abc import Mapping, Sequence

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPolygonF
from PyQt6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from app.labs.basins_colours import Colouring, best_colour, ramp, tint
from app.labs.basins_minima import MOST, Found, is_best
from app.painting import painting
from app.plain import PlainLabel
from app.stage.backdrop import image_of
from app.theme import LIGHT, Theme
from app.words import grouped, number, plural, share_words, tr


class ColourBar(QWidget):
    """All colours between the least and the greatest value, with numbers under them.

    The best, where there is one, stands apart at the left.
    """

    HIGH, BAR, SWATCH, GAP = 48, 18, 58, 12

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("colour_bar")
        self.setAccessibleName(tr("Colours"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._colouring = Colouring.INERTIA
        self._best: float | None = None
        self._ends = (0.0, 1.0)
        self._pointed: float | None = None
        self._theme = LIGHT

    @property
    def has_others(self) -> bool:
        """Whether there is anything but the best."""
        return self._best is None or self._ends[1] > self._best

    @property
    def numbers(self) -> list[str]:
        """What it says under the colours of the bar, from the left."""
        return [self._said(value) for value in self._values] if self.has_others else []

    @property
    def best(self) -> str:
        """What it says under the colour of the best."""
        return "" if self._best is None else tr("best {n}").format(n=number(self._best))

    @property
    def _values(self) -> list[float]:
        low, high = self._ends
        if high <= low:
            return [high]
        middle = (low + high) / 2
        return [low, float(round(middle)) if self._best is None else middle, high]

    def _said(self, value: float) -> str:
        return grouped(round(value)) if self._best is None else number(value)

    def draw(self, colouring: Colouring, ends: tuple[float, float], best: float | None) -> None:
        """Show values between ``ends``, and apart from them the ``best``, if one is."""
        self._colouring, self._ends, self._best = colouring, ends, best
        said = [self.best] if best is not None else []
        if self.has_others:
            between = tr("from {low} to {high}")
            said.append(between.format(low=self._said(ends[0]), high=self._said(ends[1])))
        self.setAccessibleDescription(", ".join(said))
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

    def _paint(self, painter: QPainter) -> None:
        theme = self._theme
        font = QFont(self.font())
        font.setPixelSize(theme.letters(12))
        painter.setFont(font)
        bar = QRectF(0.5, theme.px(8) + 0.5, self.width() - 1, theme.px(self.BAR))
        swatch = QRectF(bar)
        line = bar.bottom() + painter.fontMetrics().ascent() + theme.px(3)
        if self._best is not None:
            swatch.setWidth(theme.px(self.SWATCH))
            bar.setLeft(swatch.right() + theme.px(self.GAP))
            self._fill(painter, swatch, QColor.fromRgb(int(best_colour(theme))))
            painter.setPen(theme.colour("text"))
            painter.drawText(QPointF(0, line), self.best)
        if self.has_others:
            self._gradient(painter, bar)
            self._label(painter, bar, line)
        if self._pointed is not None:
            at_best = self._best is not None and is_best(self._pointed, self._best)
            share = self._share(self._pointed)
            x = swatch.center().x() if at_best else bar.left() + share * bar.width()
            self._mark(painter, x, bar.top())

    def _share(self, value: float) -> float:
        """How far along the bar a value is, 0 … 1."""
        low, high = self._ends
        return min(max((value - low) / (high - low), 0.0), 1.0) if high > low else 0.5

    def _fill(self, painter: QPainter, place: QRectF, colour: QColor) -> None:
        painter.setPen(self._theme.colour("groove"))
        painter.setBrush(colour)
        painter.drawRect(place)

    def _gradient(self, painter: QPainter, bar: QRectF) -> None:
        painter.drawImage(bar, image_of(ramp(self._theme.name, self._colouring)[None]))
        painter.setPen(self._theme.colour("groove"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar)

    def _label(self, painter: QPainter, bar: QRectF, line: float) -> None:
        painter.setPen(self._theme.colour("text"))
        values, texts = self._values, self.numbers
        wides = [painter.fontMetrics().horizontalAdvance(text) for text in texts]
        if sum(wides) + 2 * self._theme.px(self.GAP) > bar.width():
            values, texts, wides = values[::2], texts[::2], wides[::2]
        for value, text, wide in zip(values, texts, wides, strict=True):
            x = bar.left() + self._share(value) * bar.width() - wide / 2
            painter.drawText(QPointF(min(max(x, bar.left()), bar.right() - wide), line), text)

    def _mark(self, painter: QPainter, x: float, top: float) -> None:
        """A triangle over a value."""
        half = self._theme.px(5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("text"))
        corners = [QPointF(x + way * half, top - 1.6 * half) for way in (-1, 1)]
        painter.drawPolygon(QPolygonF([QPointF(x, top), *corners]))


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
        self.setAccessibleName(tr("Optima found"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(2, 1)
        for column, text in ((1, tr("inertia")), (3, tr("share"))):
            heading = PlainLabel(text)
            heading.setObjectName("quiet")
            self._grid.addWidget(heading, 0, column, Qt.AlignmentFlag.AlignRight)
        right = Qt.AlignmentFlag.AlignRight
        # The last row is of all that have none of their own.
        self._rows = [
            (_Swatch(), PlainLabel(), PlainLabel(), PlainLabel()) for _ in range(MOST + 1)
        ]
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
