"""A progress bar for a share of the whole."""

from PyQt6.QtWidgets import QProgressBar

WHOLE = 1000
"""Steps of the bar."""


class ProgressBar(QProgressBar):
    """A bar without text that keeps its place in the layout when hidden."""

    def __init__(self, name: str, accessible_name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setRange(0, WHOLE)
        self.setTextVisible(False)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)

    def draw(self, share: float) -> None:
        """Show how much is done, 0 … 1."""
        self.setValue(round(WHOLE * share))
