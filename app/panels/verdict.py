"""The panel that judges a run at its end."""

from PyQt6.QtWidgets import QLabel

from app.words import Judgement, tr


class VerdictPanel(QLabel):
    """A few words in a box, seen only at the end of a run."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("verdict")
        self.setAccessibleName(tr("Verdict"))
        self.setWordWrap(True)

    def draw(self, judgement: Judgement) -> None:
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
