"""The panel of the data: made by a recipe, or read from a file."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.theme.theme import Theme
from app.widgets.fields import ChoiceField, NumberField, Row, SeedField
from app.widgets.labels.plain_label import PlainLabel, plain_tip
from app.widgets.section import Section
from app.widgets.switch import Switch
from app.words.file_notes import notes_on, offer_to_standardise, unread_rows
from app.words.names import shape_names
from app.words.notices import LONGEST_NAME, shape_tips
from app.words.numbers import plural
from app.words.translate import tr
from core.datasets.shapes import DATASETS
from core.files import Table
from core.plain_text import printable
from core.runs.data import Data
from core.runs.recipe import FILE, Recipe


class DataPanel(QWidget):
    """The section Data. Rows that the shape does not listen to are hidden."""

    chosen = pyqtSignal(str, object, bool)
    """Field of the recipe, value, and whether the choice is live: a slider is still held."""
    settled = pyqtSignal()

    def __init__(self, new_points: QAction) -> None:
        super().__init__()
        self._columns = (0, 1)
        self._shape = ChoiceField(
            "shape", tr("Data set"), "shape", tr("Where the points come from")
        )
        self._n = NumberField(
            "n", tr("Points N"), "points_count", tr("Number of points"), logarithmic=True
        )
        self._blobs = NumberField(
            "blobs", tr("Blobs"), "blobs_count", tr("Number of true clusters")
        )
        self._spread = NumberField(
            "spread",
            tr("Spread"),
            "spread",
            tr("Standard deviation of a blob; the board is 2 wide"),
            step=0.01,
        )
        self._seed = SeedField(
            "data_seed",
            tr("Seed"),
            "data_seed",
            tr("The same seed gives the same points"),
            new_points,
        )
        self._across = ChoiceField("across", tr("x axis"), "column_x", tr("Column shown as x"))
        self._up = ChoiceField("up", tr("y axis"), "column_y", tr("Column shown as y"))
        self._labels = ChoiceField(
            "labels", tr("True clusters"), "labels", tr("The column that names the true clusters")
        )
        self._decimal = ChoiceField(
            "decimal", tr("Decimal mark"), "decimal_mark", tr("The decimal mark of the file")
        )
        self._standardise = Switch(
            tr("Standardise"),
            "standardise",
            tr("Scale both columns to mean 0 and standard deviation 1"),
        )
        self._skipped = PlainLabel()
        self._skipped.setObjectName("quiet")
        self._offer = PlainLabel()
        self._offer.setObjectName("standardise_offer")
        for label in (self._skipped, self._offer):
            label.setWordWrap(True)
        self._rows: tuple[Row, ...] = (
            self._shape, self._n, self._blobs, self._spread, self._seed, self._across, self._up,
            self._labels, self._decimal,
        )  # fmt: skip
        parts = [*self._rows, self._standardise, self._offer, self._skipped]
        self._section = Section(tr("Data"), parts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)
        for row in (*self._rows[:5], self._labels, self._decimal):
            row.chosen.connect(self.chosen)
            row.settled.connect(self.settled)
        self._across.chosen.connect(self._on_column_chosen)
        self._up.chosen.connect(self._on_column_chosen)
        self._standardise.clicked.connect(self._on_standardise_clicked)

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._rows

    def draw(self, recipe: Recipe, data: Data) -> None:
        """Show the choices of ``recipe`` and what they came to."""
        from_file = recipe.shape == FILE
        shapes = shape_names()
        if recipe.file:
            shapes[FILE] = printable(recipe.file_name, LONGEST_NAME)
        self._shape.draw(recipe.shape, shapes, shape_tips())
        self._blobs.draw(recipe.blobs)
        self._spread.draw(recipe.spread)
        self._seed.draw(recipe.data_seed)
        self._draw_file(recipe, data)
        maker = DATASETS.get(recipe.shape)
        if maker is not None:
            self._n.draw(max(recipe.count, 1))
        self._n.setVisible(maker is not None)
        self._seed.setVisible(maker is not None and maker.uses_seed)
        self._blobs.setVisible(maker is not None and maker.uses_clusters)
        self._spread.setVisible(maker is not None and maker.uses_spread)
        for row in (self._across, self._up, self._standardise):
            row.setVisible(from_file)
        table = data.table
        if table is not None and len(table.columns) == 1:
            self._up.hide()  # its points lie on a line
        self._labels.setVisible(from_file and table is not None and bool(table.labels))
        self._decimal.setVisible(from_file and table is not None and bool(table.remarks.doubtful))

    def apply_theme(self, theme: Theme) -> None:
        self._section.apply_theme(theme)
        self._standardise.apply_theme(theme)
        for row in self._rows:
            row.apply_theme(theme)

    def _draw_file(self, recipe: Recipe, data: Data) -> None:
        self._columns = recipe.columns
        if data.table is not None:
            self._draw_table(recipe, data.table)
        self._standardise.setChecked(recipe.standardise)
        offer = offer_to_standardise(recipe, data)
        self._offer.setText(offer)
        self._offer.setVisible(bool(offer))
        said = plural(len(data.points), tr("{n} point"), tr("{n} points"))
        if data.skipped:
            said += tr("; ") + plural(
                data.skipped,
                tr("{n} row with missing values is left out."),
                tr("{n} rows with missing values are left out."),
            )
        unread = 0 if data.table is None else data.table.remarks.left_out
        if unread:
            said += (" " if data.skipped else tr("; ")) + unread_rows(unread)
        self._skipped.setText(said)
        notes = "" if data.table is None else " ".join(notes_on(data.table))
        self._skipped.setToolTip(plain_tip(notes))
        self._skipped.setVisible(recipe.shape not in DATASETS or recipe.is_retouched)

    def _draw_table(self, recipe: Recipe, table: Table) -> None:
        # Names of columns may be anything; in a list they are a line each.
        names = {column: printable(table.titles[column], LONGEST_NAME) for column in table.order()}
        self._across.draw(recipe.columns[0], names)
        self._up.draw(recipe.columns[1], names)
        labels = {-1: tr("None")}
        for place, each in enumerate(table.labels):
            labels[place] = printable(each.name, LONGEST_NAME)
        chosen = table.own_labels if recipe.labels is None else recipe.labels
        self._labels.draw(-1 if chosen is None else chosen, labels)
        marks = {".": tr("Point: 1.5"), ",": tr("Comma: 1,5")}
        self._decimal.draw(table.remarks.decimal, marks)

    def _on_column_chosen(self, side: str, column: int, live: bool) -> None:
        across, up = self._columns
        if side == "across":
            # The column that is on the other side already: they change places.
            chosen = (column, across if column == up else up)
        else:
            chosen = (up if column == across else across, column)
        self.chosen.emit("columns", chosen, live)

    def _on_standardise_clicked(self, on: bool) -> None:
        self.chosen.emit("standardise", on, False)
