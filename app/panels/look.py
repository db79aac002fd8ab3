"""The panel of what is shown."""

from functools import partial

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.panels.section import Section
from app.panels.switch import Switch
from app.theme import Theme
from app.words import tr
from core.state import Look

ABOUT_TRUTH = ("truth", "by_truth")
"""Fields of the look that show nothing where the true groups are not known."""


def switches() -> dict[str, tuple[str, str]]:
    """Every field of the look: its name, and what it does."""
    return {
        "cells": (tr("Voronoi cells"), tr("Colour each region by its nearest centroid")),
        "trails": (tr("Trails"), tr("Show each centroid's path")),
        "rings": (
            tr("Mark reassigned points"),
            tr("Ring the points whose cluster has just changed"),
        ),
        "links": (tr("Lines to centroid"), tr("Draw a line from each point to its centroid")),
        "truth": (tr("True centroids"), tr("Mark the means of the true clusters")),
        "by_truth": (tr("Colour by true cluster"), tr("Colour points by their true cluster")),
        "shapes": (
            tr("Point shapes"),
            tr("A different marker for each cluster (for colour-blind viewers)"),
        ),
        "seeding": (
            tr("Seeding steps"),
            tr("Show how the initial centroids are chosen, one by one"),
        ),
        "motion": (tr("Animate moves"), tr("Move centroids smoothly; off: they jump")),
    }


class LookPanel(QWidget):
    """The section Show: a switch for every field of the look."""

    switched = pyqtSignal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._switches = {
            field: Switch(text, f"show_{field}", tip) for field, (text, tip) in switches().items()
        }
        self._section = Section(tr("Show"), self._switches.values(), spacing=2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)
        for field, switch in self._switches.items():
            switch.clicked.connect(partial(self.switched.emit, field))

    def draw(self, look: Look, truth_known: bool) -> None:
        """Show which switches are on; those about the true groups need them to be known."""
        for field, switch in self._switches.items():
            switch.setChecked(getattr(look, field))
        for field in ABOUT_TRUTH:
            self._switches[field].setEnabled(truth_known)

    def dress(self, theme: Theme) -> None:
        """Take the theme's colours and sizes."""
        self._section.dress(theme)
        for switch in self._switches.values():
            switch.dress(theme)
