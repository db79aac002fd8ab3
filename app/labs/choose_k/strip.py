"""Who picks which K: a cell for each K, with the criteria that pick it."""

from collections.abc import Mapping

from PyQt6.QtCore import QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.theme.palette import with_alpha
from app.widgets.painted import Painted
from app.words.translate import tr
from core.experiments.choose_k import KTable

LINES = (3, 7)
"""Lines of a cell, at least and at most."""

STEPS = {
    Qt.Key.Key_Up: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Left: -1,
}  # fmt: skip


def short_names() -> dict[str, str]:
    """The criteria that are compared, as they are written in a narrow cell."""
    return {
        "silhouette": tr("silh."),
        "calinski_harabasz": tr("CH"),
        "davies_bouldin": tr("DB"),
        "f_k": tr("f(K)"),
        "bic": tr("BIC"),
        "gap": tr("gap"),
        "tibshirani_pca": tr("Tibs."),
    }


class PicksStrip(Painted, QWidget):
    """A row of K; a click or the arrow keys choose one, whose best run is then shown."""

    k_chosen = pyqtSignal(int)

    _letters = 11

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("k_strip")
        self.setAccessibleName(tr("Which criterion picks which K"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._most = LINES[0]
        self._count = 0
        self._able = 0
        self._shown: int | None = None
        self._said: Mapping[int, list[str]] = {}

    @property
    def said(self) -> Mapping[int, list[str]]:
        """The criteria that pick each K that is picked."""
        return self._said

    def draw(self, table: KTable | None, shown: int | None) -> None:
        """Show the picks of a table, and the K that is ``shown`` on the board."""
        self._shown = shown
        self._count = 0 if table is None else table.plan.k_max
        self._able = 0 if table is None else len(table.best)
        self._said = {} if table is None else picks_by_k(table)
        told = "; ".join(f"K = {k}: {', '.join(names)}" for k, names in sorted(self._said.items()))
        self.setAccessibleDescription(told)
        self.setToolTip(
            tr(
                "silh.: silhouette, CH: Calinski–Harabasz, DB: Davies–Bouldin, gap: whole-curve "
                "rule, Tibs.: Tibshirani's rule. Click a K to see its best run."
            )
        )
        self._make_room()
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing()
        return QSize(200, round((self._most + 1.6) * line))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Be as high as the longest cell needs."""
        wide = self.width() / max(self._count, 1) - 4
        most = max((len(self._lines(k, wide)) for k in self._said), default=0)
        most = min(max(most, LINES[0]), LINES[1])
        if most != self._most:
            self._most = most
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is not None and event.button() == Qt.MouseButton.LeftButton and self._count:
            self._choose(1 + int(event.position().x() / self.width() * self._count))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """↑ and → show the best run with a cluster more, ↓ and ← with one less."""
        if event is None:
            return
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif self._able:
            self._choose((self._shown or 0) + step)

    def _choose(self, k: int) -> None:
        if 1 <= k <= self._able:
            self.k_chosen.emit(k)

    def _paint(self, painter: QPainter) -> None:
        theme = self._theme
        self._paint_panel(painter)
        line = self.fontMetrics().lineSpacing()
        bold = QFont(self.font())
        bold.setBold(True)
        for k in range(1, self._count + 1):
            wide = self.width() / self._count
            cell = QRectF((k - 1) * wide, 1, wide, self.height() - 2)
            if k == self._shown:
                painter.fillRect(cell, with_alpha(theme.colour("accent"), 0.14))
            if k > 1:
                painter.setPen(QPen(theme.colour("hairline"), 1.0))
                painter.drawLine(cell.topLeft(), cell.bottomLeft())
            painter.setFont(bold)
            painter.setPen(theme.colour("text" if k <= self._able else "groove"))
            head = QRectF(cell.left(), cell.top() + 3, wide, line)
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, str(k))
            painter.setFont(self.font())
            painter.setPen(theme.colour("warning"))
            for place, text in enumerate(self._lines(k, wide - 4)):
                row = QRectF(cell.left(), cell.top() + 5 + (place + 1) * line, wide, line)
                painter.drawText(row, Qt.AlignmentFlag.AlignCenter, text)

    def _lines(self, k: int, wide: float) -> list[str]:
        """The names at a K, as many in a line as fit."""
        lines: list[str] = []
        for name in self._said.get(k, []):
            joined = f"{lines[-1]} · {name}" if lines else name
            if lines and self.fontMetrics().horizontalAdvance(joined) <= wide:
                lines[-1] = joined
            else:
                lines.append(name)
        cut = self.fontMetrics().elidedText
        shown = [cut(line, Qt.TextElideMode.ElideRight, int(wide)) for line in lines]
        return shown if len(shown) <= LINES[1] else [*shown[: LINES[1] - 1], "…"]


def picks_by_k(table: KTable) -> dict[int, list[str]]:
    """The short names of the criteria by the K that they pick; where two are close, at both."""
    found: dict[int, list[str]] = {}
    for name, short in short_names().items():
        pick = table.picked[name]
        for k in () if pick.k is None else pick.close or (pick.k,):
            found.setdefault(k, []).append(short)
    return found
