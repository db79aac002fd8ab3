"""The panel that says what just happened, and judges a run at its end."""

from math import ceil

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QAction, QFontMetricsF, QResizeEvent
from PyQt6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.readings.verdict import BestButton, VerdictPanel
from app.theme.theme import LIGHT, Theme
from app.widgets.labels.elided_text import elided_lines
from app.widgets.labels.plain_label import plain_tip
from app.words.story import Story
from app.words.translate import tr
from app.words.verdict import VerdictText

LINES = {"heading": (1, 1), "storyTitle": (2, 3), "quiet": (3, 5), "formula": (1, 2)}
"""Lines that each part may have, in a wide and in a narrow panel: their room stays, so that what
is below does not jump from half-step to half-step. What is longer is cut; the tooltip has all."""

END_TITLE = (1, 2)
"""Lines of the title above a verdict."""

VERDICT_LINES = (5, 8)
"""Lines of a verdict for which there is room in any case."""

NARROW = 34
"""Average letters of a line below which a panel is narrow."""


class StoryPanel(QWidget):
    """A heading, one sentence, one explanation, one formula; at the end of a run the verdict.

    The parts are put in their places here rather than by a layout: their texts change at every
    half-step, and a layout would pass each change on to the whole window. The height is the same
    at every half-step of a run.
    """

    def __init__(self, show_best: QAction) -> None:
        super().__init__()
        self.setObjectName("story")
        self.setAccessibleName(tr("Story"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._labels = {name: self._label(name) for name in LINES}
        self._texts = dict.fromkeys(LINES, "")
        self._is_judged = False
        self._filled: dict[str, tuple[object, int]] = {}
        """By part: what was filled in, of which width and font, and its height."""
        self._verdict = VerdictPanel(self)
        self._best = BestButton(show_best, self)
        self._expected = ""
        self._theme = LIGHT
        self._parts = tuple(LINES)
        """The labels that are shown, if their texts are not empty."""
        self._least = 0
        """What a verdict longer than expected has needed."""

    def expect(self, verdict: str) -> None:
        """Keep room for this verdict at the end of the run that is shown from now on."""
        self._expected = verdict
        self._least = 0
        self.updateGeometry()

    def formula_room(self) -> int:
        """The height that the formula takes beside the rest."""
        return self._needed(tuple(LINES)) - self.told_room()

    def told_room(self) -> int:
        """The height without the formula."""
        return self._needed(tuple(name for name in LINES if name != "formula"))

    def show_formula(self, shown: bool) -> None:
        """Show the formula, or give its room away."""
        if shown == ("formula" in self._parts):
            return
        self._parts = tuple(name for name in LINES if shown or name != "formula")
        self._show_parts()
        self._place()
        self.updateGeometry()

    def draw(self, story: Story, judgement: VerdictText) -> None:
        """Show ``story``; where there is a ``judgement``, in place of the explanation."""
        texts = (story.heading.upper(), story.title, story.text, story.formula)
        self._texts = dict(zip(LINES, texts, strict=True))
        self._is_judged = bool(judgement.words)
        self._show_parts()
        self._verdict.draw(judgement)
        self._best.setVisible(judgement.offers_best)
        self.setAccessibleDescription(f"{story.heading}. {story.title} {story.text}")
        self._place()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._least = 0
        self._filled.clear()
        self._place()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for all parts, whichever of them are seen."""
        return QSize(200, self._needed(self._parts))

    def _needed(self, parts: tuple[str, ...]) -> int:
        gap = self._theme.px(6)
        rooms = {name: self._room(name) for name in parts}
        told = sum(rooms.values()) + (len(rooms) - 1) * gap
        # What is said above a verdict is short.
        title = self._lines_high("storyTitle", END_TITLE)
        judged = self._verdict_room() + self._best.sizeHint().height() + 3 * gap
        return max(told, rooms["heading"] + title + judged, self._least)

    def minimumSizeHint(self) -> QSize:
        return QSize(100, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        if event is not None and event.oldSize().width() != self.width():
            self._least = 0
            self.updateGeometry()
        self._place()

    def _show_parts(self) -> None:
        for name in ("quiet", "formula"):
            is_told = not self._is_judged and bool(self._texts[name])
            self._labels[name].setVisible(is_told and name in self._parts)

    def _place(self) -> None:
        """Put each part below the one before, as high as its text is; what is left stays free."""
        top, gap = 0, self._theme.px(6)
        for name, label in self._labels.items():
            high = self._fill(name, label)
            if not label.isHidden():
                label.setGeometry(0, top, self.width(), high)
                top += high + gap
        for part in (self._verdict, self._best):
            if not part.isHidden():
                high = part.heightForWidth(self.width()) if part is self._verdict else 0
                high = high or part.sizeHint().height()
                part.setGeometry(0, top, self.width(), high)
                top += high + gap
        if top - gap > self.sizeHint().height():
            self._least = top - gap
            self.updateGeometry()

    def _fill(self, name: str, label: QLabel) -> int:
        """Write the part's text, cut to its lines; returns the height that it then needs."""
        text = self._texts[name]
        key = (text, self.width(), label.font().key())
        if name not in self._filled or self._filled[name][0] != key:
            shown = text
            if label.textFormat() is Qt.TextFormat.PlainText:
                most = self._most_lines(LINES[name])
                shown = elided_lines(text, label.font(), self.width(), most)
            label.setText(shown)
            label.setToolTip(plain_tip(text) if shown != text else "")
            self._filled[name] = (key, label.heightForWidth(self.width()))
        return self._filled[name][1]

    def _most_lines(self, lines: tuple[int, int]) -> int:
        is_narrow = self.width() < NARROW * self.fontMetrics().averageCharWidth()
        return lines[is_narrow]

    def _room(self, name: str) -> int:
        frame = self._theme.px(20) if name == "formula" else 0
        return self._lines_high(name, LINES[name]) + frame

    def _lines_high(self, name: str, lines: tuple[int, int]) -> int:
        label = self._labels[name]
        label.ensurePolished()
        # Lines of a label are spaced by fractions of pixels.
        return ceil(QFontMetricsF(label.font()).lineSpacing() * self._most_lines(lines)) + 1

    def _verdict_room(self) -> int:
        lines = self._most_lines(VERDICT_LINES)
        usual = lines * self._verdict.fontMetrics().lineSpacing() + self._theme.px(20)
        return max(usual, self._verdict.height_of(self._expected, self.width()))

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        # Told, not guessed: and selectable text would make a document of each, laid out again at
        # every half-step.
        rich = name == "formula"
        label.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        return label
