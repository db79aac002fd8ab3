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
        "cells": (tr("Voronoi cells"), tr("Tint the plane by its nearest centroid")),
        "trails": (tr("Trails"), tr("Show the way each centroid came")),
        "rings": (tr("Points that changed"), tr("Ring the points that just changed cluster")),
        "links": (tr("Lines to centroid"), tr("Join every point to its centroid")),
        "truth": (tr("True centres"), tr("Mark the means of the true groups, where known")),
        "by_truth": (tr("Colours of the truth"), tr("Colour points by their true group")),
        "shapes": (tr("Point shapes"), tr("Give the points of each cluster a shape of their own")),
        "seeding": (tr("Film of the start"), tr("Begin with the choice of each centroid in turn")),
        "motion": (tr("Glide"), tr("Let centroids glide; off: they jump")),
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
