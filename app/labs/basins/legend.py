"""The legend of a basin map: a colour bar, or a list of minima."""

from collections.abc import Mapping, Sequence

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QFont, QPainter, QPolygonF
from PyQt6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from app.board.layers.backdrop import image_of
from app.labs.basins.colours import Colouring, ramp
from app.labs.basins.minima import MOST, Minimum, is_best
from app.labs.basins.words import inertias_words
from app.theme.theme import Theme
from app.widgets.labels.plain_label import PlainLabel
from app.widgets.painted import Painted
from app.words.numbers import grouped, plural, share_words
from app.words.translate import tr


class ColourBar(Painted, QWidget):
    """The colours from the least to the greatest number of iterations, with numbers below."""

    HIGH, BAR, GAP = 48, 18, 12

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("colour_bar")
        self.setAccessibleName(tr("Colours"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._ends = (0.0, 1.0)
        self._pointed: float | None = None

    @property
    def numbers(self) -> list[str]:
        """The numbers below the bar, from the left."""
        return [grouped(round(value)) for value in self._values]

    @property
    def _values(self) -> list[float]:
        low, high = self._ends
        return sorted({low, float(round((low + high) / 2)), high})

    def draw(self, ends: tuple[float, float]) -> None:
        """Show values between ``ends``."""
        self._ends = ends
        between = tr("from {low} to {high}")
        said = between.format(low=self.numbers[0], high=self.numbers[-1])
        self.setAccessibleDescription(said)
        self.update()

    def point(self, value: float | None) -> None:
        """Mark a value, or none."""
        if value != self._pointed:
            self._pointed = value
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, self._theme.px(self.HIGH))

    def _paint(self, painter: QPainter) -> None:
        theme = self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        font = QFont(self.font())
        font.setPixelSize(theme.letters(12))
        painter.setFont(font)
        bar = QRectF(0.5, theme.px(8) + 0.5, self.width() - 1, theme.px(self.BAR))
        line = bar.bottom() + painter.fontMetrics().ascent() + theme.px(3)
        painter.drawImage(bar, image_of(ramp(theme.name, Colouring.ITERATIONS)[None]))
        painter.setPen(theme.colour("groove"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar)
        self._label(painter, bar, line)
        if self._pointed is not None:
            share = self._share(self._pointed)
            self._mark(painter, bar.left() + share * bar.width(), bar.top())

    def _share(self, value: float) -> float:
        """The position of a value along the bar, 0 … 1."""
        low, high = self._ends
        return min(max((value - low) / (high - low), 0.0), 1.0) if high > low else 1.0

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


class _Swatch(Painted, QWidget):
    """A colour, or several side by side."""

    def __init__(self) -> None:
        super().__init__()
        self._colours: Sequence[int] = ()
        self._is_pointed = False

    def draw(self, colours: Sequence[int], theme: Theme) -> None:
        self._colours, self._theme = colours, theme
        self.setFixedSize(theme.px(26), theme.px(16))
        self.update()

    def point(self, pointed: bool) -> None:
        self._is_pointed = pointed
        self.update()

    def _paint(self, painter: QPainter) -> None:
        theme, place = self._theme, self.rect()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawImage(place, image_of(np.array([self._colours], np.uint32)))
        name, width = ("text", theme.px(2)) if self._is_pointed else ("groove", 1)
        for inset in range(width):
            painter.setPen(theme.colour(name))
            painter.drawRect(place.adjusted(inset, inset, -1 - inset, -1 - inset))


class MinimaList(QWidget):
    """A row for each minimum: its colour, its inertia, its share of the plane.

    Inertias have enough digits to differ from those of all other minima.
    """

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
        self._listed: Sequence[Minimum] = ()
        # The last row is for all minima that are not listed.
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
        """The texts of the rows, from the top."""
        return [
            [label.text() for label in labels]
            for swatch, *labels in self._rows
            if not swatch.isHidden()
        ]

    def draw(
        self,
        found: Sequence[Minimum],
        listed: Sequence[Minimum],
        colours: Mapping[int, int],
        levels: Sequence[float],
        theme: Theme,
    ) -> None:
        """Show those ``listed`` of all that were ``found``, the best first, in their ``colours``.

        Inertias have enough digits to differ from all other ``levels``.
        """
        said: list[list[str]] = []
        self._listed = listed
        inertias = inertias_words([each.inertia for each in listed], levels)
        for place, (each, inertia) in enumerate(zip(listed, inertias, strict=True)):
            said.append([inertia, _note(listed, place), share_words(each.share)])
        for row, each, texts in zip(self._rows, listed, said, strict=False):
            _show(row, texts, [colours[each.number]], theme)
        for row in self._rows[len(said) :]:
            _hide(row)
        numbers = {each.number for each in listed}
        if rest := [each.number for each in found if each.number not in numbers]:
            left = 1.0 - sum(each.share for each in listed)
            more = plural(len(rest), tr("and {n} more"), tr("and {n} more"))
            said.append([more, "", share_words(left)])
            _show(self._rows[-1], said[-1], [colours[number] for number in rest], theme)
        self.setAccessibleDescription("; ".join(" ".join(texts) for texts in said))

    def point(self, number: int | None) -> None:
        """Mark the minimum of this number, or none."""
        numbers = [each.number for each in self._listed]
        marked = numbers.index(number) if number in numbers else -1
        if number is not None and marked < 0:
            marked = MOST
        for line, (swatch, *_) in enumerate(self._rows):
            swatch.point(line == marked)

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's sizes."""
        self._grid.setHorizontalSpacing(theme.px(10))
        self._grid.setVerticalSpacing(theme.px(5))


_Row = tuple[_Swatch, QLabel, QLabel, QLabel]


def _note(listed: Sequence[Minimum], place: int) -> str:
    """A remark on a minimum, compared with the one before it in the list."""
    if place == 0:
        return tr("best")
    return tr("equal") if is_best(listed[place].inertia, listed[place - 1].inertia) else ""


def _show(row: _Row, texts: Sequence[str], colours: Sequence[int], theme: Theme) -> None:
    swatch, *labels = row
    swatch.draw(colours, theme)
    for label, text in zip(labels, texts, strict=True):
        label.setText(text)
    for part in row:
        part.show()


def _hide(row: _Row) -> None:
    for part in row:
        part.hide()
