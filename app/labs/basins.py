"""The experiment of one centroid that starts everywhere: where its start leads."""

from app.labs.lab import Lab
from app.words import tr


class BasinsLab(Lab):
    """The plane coloured by what comes of a start there."""

    def __init__(self) -> None:
        super().__init__(tr("Basin map"))
        self.setObjectName("side")
