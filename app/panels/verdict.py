"""The panel that judges a run at its end."""

from PyQt6.QtWidgets import QLabel

from app.words import tr


class VerdictPanel(QLabel):
    """A few words in a box, seen only at the end of a run."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("verdict")
        self.setAccessibleName(tr("Verdict"))
        self.setWordWrap(True)

    def draw(self, words: str, tone: str) -> None:
        """Show ``words`` in ``tone``, "plain" or "warning"; no words hide the box."""
        self.setText(words)
        self.setVisible(bool(words))
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            style = self.style()
            assert style is not None
            style.unpolish(self)
            style.polish(self)
