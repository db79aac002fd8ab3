"""What is computed to choose K: how many K, restarts and reference sets."""

from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.theme.theme import Theme
from app.widgets.fields import NumberField
from app.words.translate import tr
from core.experiments.choose_k import Plan
from core.runs.recipe import BY_HAND, Recipe

K_MAX, REFERENCES = (2, 30), (2, 100)
"""Least and most of each."""


class KChoices(QWidget):
    """The greatest K, the number of reference sets, and the button that begins."""

    def __init__(self, start: QPushButton) -> None:
        super().__init__()
        self._values: dict[str, float] = {"k_max": 10, "references": 20}
        self._fields = [
            NumberField("k_max", tr("K up to"), "choose_k_max", tr("The greatest K"), limits=K_MAX),
            NumberField(
                "references",
                tr("Reference sets"),
                "choose_k_references",
                tr("Sets of uniform points that the gap compares with, in each of two boxes"),
                limits=REFERENCES,
            ),
        ]
        column, row = QVBoxLayout(), QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        column.setContentsMargins(0, 0, 0, 0)
        for part in self._fields:
            column.addWidget(part)
            part.chosen.connect(self._on_chosen)
        row.addLayout(column, 1)
        row.addWidget(start)
        self._row, self._column = row, column
        self._draw()

    def plan(self, recipe: Recipe) -> Plan:
        """What to compute for the board of ``recipe``."""
        for part in self._fields:
            part.finish()
        start = "kmeans++" if recipe.start == BY_HAND else recipe.start
        return Plan(
            int(self._values["k_max"]),
            references=int(self._values["references"]),
            seed=recipe.start_seed,
            start=start,
            empty=recipe.empty,
        )

    def draw_enabled(self, *, enabled: bool) -> None:
        """Enable or disable the choices."""
        for part in self._fields:
            part.setEnabled(enabled)

    def apply_theme(self, theme: Theme) -> None:
        for part in self._fields:
            part.apply_theme(theme)
        self._row.setSpacing(theme.px(8))
        self._column.setSpacing(theme.px(4))

    def _on_chosen(self, field: str, value: object, live: bool) -> None:
        assert isinstance(value, (int, float))
        self._values[field] = value
        self._draw()

    def _draw(self) -> None:
        for part, value in zip(self._fields, self._values.values(), strict=True):
            part.draw(value)
