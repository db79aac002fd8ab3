"""The panel that judges a run at its end."""

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QPushButton, QWidget

from app.widgets.labels.plain_label import PlainLabel
from app.words.translate import tr
from app.words.verdict import VerdictText


class VerdictPanel(PlainLabel):
    """A few words in a box, seen only at the end of a run."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.setObjectName("verdict")
        self.setAccessibleName(tr("Verdict"))
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._measured: tuple[tuple[str, int, str], int] = (("", 0, ""), 0)
        self.hide()

    def height_of(self, words: str, width: int) -> int:
        """The height that ``words`` would need; 0 for none."""
        self.ensurePolished()
        key = (words, width, self.font().key())
        # Size hints are asked for often, and a changed text makes the layouts ask again.
        if key != self._measured[0]:
            self._measured = (key, self._measure(words, width) if words else 0)
        return self._measured[1]

    def _measure(self, words: str, width: int) -> int:
        shown = self.text()
        self.setText(words)
        high = self.heightForWidth(width)
        self.setText(shown)
        return high

    def draw(self, judgement: VerdictText) -> None:
        """Show ``judgement``; one without words hides the box."""
        words, tone = judgement.words, judgement.tone
        self.setText(words)
        self.setVisible(bool(words))
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            style = self.style()
            assert style is not None
            style.unpolish(self)
            style.polish(self)


class BestButton(QPushButton):
    """Shows the best run that is known, where it is better than the one on the board."""

    def __init__(self, show_best: QAction, parent: QWidget) -> None:
        super().__init__(tr("Show the best run"), parent)
        self.setObjectName("show_best_button")
        self.setAccessibleName(tr("Show the best run"))
        self.setToolTip(show_best.toolTip())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(show_best.trigger)
        self.hide()
