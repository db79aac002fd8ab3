"""The panel that says what just happened."""

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QFontMetrics, QResizeEvent
from PyQt6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.story import Story
from app.theme import LIGHT, Theme
from app.words import tr

LINES = {"heading": 1, "storyTitle": 1, "quiet": 3, "formula": 1}
"""Lines that each part usually needs. The room for them stays, so that what is below it does not
jump from half-step to half-step; it grows where a text needs more."""


MEASURED = 500
"""Texts whose height is remembered."""


class StoryPanel(QWidget):
    """A heading, one sentence, one explanation, one formula.

    The parts are put in their places here rather than by a layout: their texts change at every
    half-step, and a layout would pass each change on to the whole window.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("story")
        self.setAccessibleName(tr("Story"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._labels = {name: self._label(name) for name in LINES}
        self._theme = LIGHT
        self._heights: dict[tuple[QLabel, str], int] = {}
        self._height = 0

    def draw(self, story: Story) -> None:
        """Show ``story``."""
        texts = (story.heading.upper(), story.title, story.text, story.formula)
        for label, text in zip(self._labels.values(), texts, strict=True):
            if label.text() != text:
                label.setText(text)
        formula = self._labels["formula"]
        if formula.isHidden() == bool(story.formula):
            formula.setVisible(bool(story.formula))
            self._forget_heights()
            self.updateGeometry()
        if not story.formula:
            self.updateGeometry()
        self.setAccessibleDescription(f"{story.heading}. {story.title} {story.text}")
        self._place()

    def dress(self, theme: Theme) -> None:
        """Take the theme's sizes."""
        self._theme = theme
        self._forget_heights()
        self._place()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for all parts."""
        return QSize(200, max(self._height, self._usual_height()))

    def minimumSizeHint(self) -> QSize:
        """No less."""
        return QSize(100, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Put the parts in their places."""
        if event is not None and event.oldSize().width() != self.width():
            self._forget_heights()
            self.updateGeometry()
        self._place()

    def _place(self) -> None:
        """Put each part below the one before, as high as its text is; what is left stays free."""
        top, gap = 0, self._theme.px(6)
        for label in self._shown():
            high = self._height_of(label)
            label.setGeometry(0, top, self.width(), high)
            top += high + gap
        if top - gap > self.sizeHint().height():
            self._height = top - gap
            self.updateGeometry()

    def _height_of(self, label: QLabel) -> int:
        """The height that a label's text needs; texts that return are not measured again."""
        key = (label, label.text())
        if key not in self._heights:
            if len(self._heights) > MEASURED:
                self._heights.clear()
            self._heights[key] = label.heightForWidth(self.width())
        return self._heights[key]

    def _forget_heights(self) -> None:
        self._heights.clear()
        self._height = 0

    def _usual_height(self) -> int:
        if self._labels["formula"].isHidden():
            # At its end the run does not go on: there is nothing below that must not jump.
            rooms = [self._height_of(label) for label in self._shown()]
        else:
            rooms = [self._room(name) for name in LINES]
        return (len(rooms) - 1) * self._theme.px(6) + sum(rooms)

    def _shown(self) -> list[QLabel]:
        return [label for label in self._labels.values() if not label.isHidden()]

    def _room(self, name: str) -> int:
        label = self._labels[name]
        label.ensurePolished()
        frame = self._theme.px(20) if name == "formula" else 0
        return QFontMetrics(label.font()).lineSpacing() * LINES[name] + frame

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        # Told, not guessed: and selectable text would make a document of each, laid out anew at
        # every half-step.
        rich = name == "formula"
        label.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        return label
