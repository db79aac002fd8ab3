"""The wires between a comparison and its page, for as long as it takes the window's place."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu, QStackedWidget

from app.background.heap import release_free_memory
from app.background.long_work import LongWork
from app.board.touch import Grip, Touch, TouchPhase
from app.errors import log
from app.theme.theme import LIGHT, Theme
from app.words.notices import refusal
from core.runs.run import Run
from core.session.background import RefusedError
from core.session.edits.centroid_edits import moved_centroid
from core.session.look import Look
from core.session.state import State

if TYPE_CHECKING:
    from app.compare.page import ComparePage
    from core.comparison.compared import Compared
    from core.comparison.comparison import Comparison


class CompareController(QObject):
    """Opens the page in a stack, beside what is there, and closes it again.

    A page is made when it is asked for, and goes when it is left. The boards are kept: they are
    there again beside the same main board.
    """

    changed = pyqtSignal()
    """What can be done, or whether time changes anything, may be otherwise now."""
    adopted = pyqtSignal(object)
    """The `State` of a board that is to be the main one."""

    def __init__(
        self, parent: QObject, actions: Mapping[str, QAction], stack: QStackedWidget
    ) -> None:
        super().__init__(parent)
        self._actions, self._stack = actions, stack
        self._long_work = LongWork(self)
        self._long_work.progressed.connect(self._on_progressed)
        self._theme = LIGHT
        self._kept: tuple[Run, Comparison] | None = None
        self._presenting = False
        self._menu: QMenu | None = None
        self._origin: State | None = None
        """The board of which a centroid is dragged, as it was at the press."""
        self.comparison: Comparison | None = None
        """What is compared, while the page is open."""
        self.page: ComparePage | None = None

    def take_menu(self, menu: QMenu) -> None:
        """Have a menu on the full screen."""
        self._menu = menu

    def open(self, board: State) -> None:
        """Show ``board`` beside others; those that stood beside it before are there again."""
        if self.page is not None:
            return
        # Only now: most people never compare, and the first window need not wait for it.
        from app.compare.page import ComparePage

        comparison = self._comparison_of(board)
        page = ComparePage(self._actions)
        self.comparison, self.page = comparison, page
        self._join_wires(page, comparison)
        if self._menu is not None:
            page.transport.take_menu(self._menu)
        page.apply_theme(self._theme)
        page.present(self._presenting)
        page.draw(None, comparison.state)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.boards[0].setFocus()
        self.changed.emit()

    def leave(self) -> None:
        """Close the page; what is under way is called off."""
        page, comparison = self.page, self.comparison
        if page is None or comparison is None:
            return
        comparison.unwatch(self._on_changed)
        comparison.pause()
        # A drag in progress ends here; one that has moved nothing yet leaves nothing.
        self._origin = None
        comparison.settle()
        comparison.cancel()
        for entry in comparison.state.entries:
            entry.run.forget_labels()
        self.page = self.comparison = None
        page.stop()
        self._stack.removeWidget(page)
        page.hide()
        page.deleteLater()
        release_free_memory()
        self.changed.emit()

    def tell(self, error: RefusedError) -> bool:
        """Say on the page, if there is one, why a command was refused."""
        if self.page is None:
            return False
        log.info("refused: %s", error)
        self.page.banner.tell(refusal(error), "refusal")
        self.page.draw_choices()
        return True

    def draw_look(self, look: Look) -> None:
        if self.comparison is not None:
            self.comparison.show(look)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self.page is not None:
            self.page.apply_theme(theme)

    def present(self, presenting: bool) -> None:
        """On the full screen, show the boards and the way back only."""
        self._presenting = presenting
        if self.page is not None:
            self.page.present(presenting)

    def wait(self) -> None:
        """Return when nothing is computed any more."""
        self._long_work.wait()

    def stop(self) -> None:
        """Leave, and wait until the other thread is out of its work."""
        self.leave()
        self._kept = None
        self._long_work.stop()

    def _comparison_of(self, board: State) -> "Comparison":
        kept, self._kept = self._kept, None
        if kept is not None and kept[0] is board.run:
            comparison = kept[1]
            comparison.show(board.look)
            comparison.set_speed(board.speed)
        else:
            # Imported only here, as the page is: no window waits for it.
            from core.comparison.comparison import Comparison

            comparison = Comparison(board, self._long_work, self.tell)
        first = comparison.state.entries[0].run.data
        # Other points, which may be many, are not kept for a way back that few go.
        if first is board.run.data:
            self._kept = (board.run, comparison)
        return comparison

    def _join_wires(self, page: "ComparePage", comparison: "Comparison") -> None:
        page.chosen.connect(self._on_chosen)
        page.seed_requested.connect(self._on_seed_requested)
        page.removal_requested.connect(self._on_removal_requested)
        page.board_requested.connect(self._on_board_requested)
        page.set_requested.connect(self._on_set_requested)
        page.use_requested.connect(self._on_use_requested)
        page.touched.connect(self._on_touched)
        page.seek_requested.connect(comparison.seek)
        page.speed_requested.connect(comparison.set_speed)
        comparison.watch(self._on_changed)

    def _attempt(self, command: "Callable[[Comparison], object]") -> None:
        """Do ``command`` to what is compared, or say why it is refused."""
        if self.comparison is None:
            return
        try:
            command(self.comparison)
        except RefusedError as error:
            self.tell(error)
        else:
            if self.page is not None:
                self.page.banner.close_refusal()

    def _on_chosen(self, place: int, field: str, value: object) -> None:
        self._attempt(lambda comparison: comparison.edit(place, **{field: value}))

    def _on_seed_requested(self, place: int) -> None:
        self._attempt(lambda comparison: comparison.new_seed(place))

    def _on_removal_requested(self, place: int) -> None:
        self._attempt(lambda comparison: comparison.remove(place))

    def _on_board_requested(self) -> None:
        self._attempt(lambda comparison: comparison.add())

    def _on_set_requested(self, name: str) -> None:
        self._attempt(lambda comparison: comparison.take_set(name))

    def _on_use_requested(self, place: int) -> None:
        if self.comparison is not None:
            self.adopted.emit(self.comparison.state.boards[place])

    def _on_touched(self, place: int, touch: Touch) -> None:
        """A dragged centroid becomes an initial centroid of its board; nothing else is taken."""
        if self.comparison is None or touch.grip is not Grip.CENTROID:
            return
        if touch.phase is TouchPhase.PRESSED:
            self._origin = self.comparison.state.boards[place]
        elif touch.phase is TouchPhase.MOVED and self._origin is not None:
            self.comparison.pause()
            stroke = moved_centroid(self._origin, touch.row, touch.place)
            self._attempt(lambda comparison: comparison.drag(place, stroke))
        elif touch.phase is TouchPhase.ABANDONED:
            self._origin = None
            self.comparison.take_back()
        else:
            self._origin = None
            self._attempt(lambda comparison: comparison.settle())

    def _on_changed(self, old: "Compared", new: "Compared") -> None:
        if self.page is not None:
            self.page.draw(old, new)
        if _ability(new) != _ability(old):
            self.changed.emit()

    def _on_progressed(self, share: float) -> None:
        if self.page is not None:
            self.page.draw_share(share)


def _ability(compared: "Compared") -> tuple[object, ...]:
    """What decides which commands can be given, and whether the clock runs."""
    undone = compared.can_undo, compared.can_redo
    return compared.entries, compared.wanted, compared.film.moving, *undone
