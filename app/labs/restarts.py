"""The experiment of many starts: how often each way to start fails."""

from app.labs.lab import Lab
from app.words import tr


class RestartsLab(Lab):
    """Many starts on the board's points."""

    def __init__(self) -> None:
        super().__init__(tr("Restarts"))
        self.setObjectName("side")
