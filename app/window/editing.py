"""Edits of the board by hand: each, from the press to the release, is one edit of the session."""

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QObject, QPoint, Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu

from app.board.touch import Grip, Tool, Touch, TouchPhase
from app.window.actions import exclusive
from app.window.board_page import BoardPage
from app.window.messages import Messages
from app.words.translate import tr
from core.assignment.nearest import squared_distances
from core.runs.run import Run
from core.session.background import RefusedError
from core.session.edits.centroid_edits import (
    Place,
    added_centroid,
    at_start,
    moved_centroid,
    removed_centroid,
    starting_mark,
    starting_row,
)
from core.session.edits.point_edits import added_points, erased_points, moved_point, united_rows
from core.session.session import Session
from core.session.state import State

NUDGE = 4.0
"""Pixels that a key moves a centroid."""


class Editor:
    """Makes edits of the touches of one board. All of a touch is one edit, for undo.

    Every phase of a touch begins with the state at its press: so rows that are held stay
    what they were, whatever the edits on the way make of the board. Where somebody else edits
    the board meanwhile, as by a key or with a file that is there at last, nothing more comes of
    the touch.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.tool = Tool.LOOK
        self._origin: State | None = None
        self._edit: object | None = None
        """What the session knows the edit by that the touch has begun."""
        self._drawn: list[Place] = []
        self._erased = np.zeros(0, np.intp)

    def take(self, touch: Touch) -> None:
        """Do what a phase of a touch asks; raises RefusedError where that cannot be."""
        if touch.grip is Grip.BOARD:
            self._click(touch, self._session.state)
            return
        if touch.phase is TouchPhase.PRESSED:
            self._forget()
            if self._session.live_edit is not None:
                self._session.settle()
            self._origin = self._session.state
            return
        if touch.phase is TouchPhase.ABANDONED:
            if self._origin is not None and self._edit is not None and self._is_mine:
                self._session.take_back(self._origin)
            self._forget()
            return
        if touch.phase is not TouchPhase.LET_GO and self._origin is not None and self._is_mine:
            if touch.phase is TouchPhase.CLICKED and touch.grip is Grip.CENTROID:
                self._click(touch, self._origin)
            else:
                self._go_on(touch, self._origin)
        if touch.phase is not TouchPhase.MOVED:
            self._forget()
            self._session.settle()

    @property
    def _is_mine(self) -> bool:
        """Whether the board is as the touch found it, or made it."""
        session, origin = self._session, self._origin
        is_as_found = origin is not None and session.state.recipe is origin.recipe
        return session.live_edit is self._edit and (self._edit is not None or is_as_found)

    def _go_on(self, touch: Touch, origin: State) -> None:
        session, run = self._session, origin.run
        session.pause()
        try:
            if touch.grip is Grip.CENTROID:
                session.drag(moved_centroid(origin, touch.row, touch.place))
            elif touch.grip is Grip.POINT:
                if touch.phase is TouchPhase.MOVED:
                    session.edit(live=True, **moved_point(run, touch.row, touch.place))
            elif touch.grip is Grip.PEN:
                self._drawn.append(touch.place)
                session.edit(live=True, **added_points(run, self._drawn))
            elif touch.grip is Grip.ERASER:
                self._erase(run, touch)
        finally:
            self._edit = session.live_edit

    def add_selected(self, place: Place) -> None:
        """Put a centroid at ``place``, and select it."""
        self.add(place)
        self._session.select(len(self._session.state.run.starts) - 1)

    def add(self, place: Place) -> None:
        self._session.drag(added_centroid(self._session.state, place))
        self._session.settle()

    def remove(self) -> None:
        """Take the selected centroid away, if there is one."""
        state = self._session.state
        if (row := state.selected_row) is not None:
            self.take_away(state, row)
            self._session.select(None)

    def nudge(self, across: float, up: float) -> None:
        """Move the selected centroid a little, if there is one."""
        state = self._session.state
        if (row := state.selected_row) is not None:
            x, y = state.run.marks[state.half_step].centroids[row].tolist()
            self._session.drag(moved_centroid(state, row, (x + across, y + up)))
            self._session.settle()

    def start_from(self, place: Place) -> None:
        """Start a run from the same initial centroids, but the selected one at ``place``."""
        state = at_start(self._session.state)
        if (row := starting_row(state)) is not None:
            self._session.drag(moved_centroid(state, row, place))
            self._session.select(row)
            self._session.settle()

    def select_next(self, by: int) -> None:
        """Select the next centroid in the order of the shown numbers, or the one before."""
        state = self._session.state
        order = np.argsort(state.shown_slots).tolist()
        row = state.selected_row
        place = (order.index(row) + by) % len(order) if row is not None else 0 if by > 0 else -1
        self._session.select(state.run.marks[state.half_step].numbers[order[place]])

    def _click(self, touch: Touch, state: State) -> None:
        if self.tool is not Tool.PLACE:
            is_star = touch.grip is Grip.CENTROID
            numbers = state.run.marks[state.half_step].numbers
            self._session.select(numbers[touch.row] if is_star else None)
        elif touch.grip is Grip.BOARD:
            self.add(touch.place)
        else:
            self.take_away(state, touch.row)

    def take_away(self, state: State, row: int) -> None:
        """Start without the centroid in ``row`` at the half-step of ``state``."""
        if len(starting_mark(state).numbers) == 1:
            raise RefusedError(tr("The last centroid stays: k-means needs one."))
        self._session.drag(removed_centroid(state, row))
        self._session.settle()

    def _erase(self, run: Run, touch: Touch) -> None:
        before = len(self._erased)
        self._erased = united_rows(self._erased, within(run, touch.place, touch.reach))
        if len(self._erased) > before:
            self._session.edit(live=True, **erased_points(run, self._erased))

    def _forget(self) -> None:
        """Forget the touch."""
        self._origin = self._edit = None
        self._drawn, self._erased = [], np.zeros(0, np.intp)


class Editing(QObject):
    """Joins the board's tools and touches, and their commands, to an editor."""

    def __init__(
        self,
        session: Session,
        page: BoardPage,
        messages: Messages,
        actions: Mapping[str, QAction],
    ) -> None:
        super().__init__(page)
        self.editor = Editor(session)
        self._session, self._page, self._messages = session, page, messages
        self._board, self._actions = page.board, actions
        self._before_click: State | None = None
        """The state before the last click on the empty board, which may become a double click."""
        exclusive(self, [actions[f"tool_{tool.value}"] for tool in Tool])
        actions["tool_look"].setChecked(True)
        self._board.touched.connect(self._on_touched)
        self._board.double_clicked.connect(self._on_double_clicked)
        self._board.menu_requested.connect(self._on_menu_requested)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the actions of tools and of centroids do."""
        editor = self.editor
        ways = {"left": (-1, 0), "right": (1, 0), "up": (0, 1), "down": (0, -1)}
        return {
            **{f"tool_{tool.value}": partial(self._take_tool, tool) for tool in Tool},
            "select_next": partial(editor.select_next, 1),
            "select_previous": partial(editor.select_next, -1),
            "add_centroid": self._add,
            "remove_centroid": editor.remove,
            **{f"nudge_{way}": partial(self._nudge, *step) for way, step in ways.items()},
        }

    def _take_tool(self, tool: Tool) -> None:
        self.editor.tool = tool
        self._board.take_tool(tool)
        self._actions[f"tool_{tool.value}"].setChecked(True)

    def _add(self) -> None:
        self.editor.add_selected((self._board.view.x, self._board.view.y))

    def _nudge(self, across: int, up: int) -> None:
        step = NUDGE / self._board.view.scale
        self.editor.nudge(across * step, up * step)

    def _on_touched(self, touch: Touch) -> None:
        before = self._session.state
        is_click = touch.phase is TouchPhase.CLICKED and touch.grip is Grip.BOARD
        self._before_click = before if is_click else None
        is_look = is_click and self.editor.tool is Tool.LOOK
        try:
            # An experiment may make something of a click on the empty board.
            if not (is_look and self._page.labs.press(touch.place)):
                self.editor.take(touch)
        except RefusedError as error:
            self._messages.tell_refusal(error)
        # What was refused on the way stays told, until something is done that is not.
        if self._session.state.run is not before.run:
            self._page.banner.close_refusal()

    def _on_menu_requested(self, touch: Touch, at: QPoint) -> None:
        """Show what can be done to the centroid, the point, or the place that was clicked."""
        menu = QMenu(self._board)
        menu.setObjectName("board_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, command in self._menu_commands(touch):
            action = QAction(text, menu)
            action.setData((self._session.state.run, command))
            action.triggered.connect(self._on_menu_triggered)
            menu.addAction(action)
        menu.addSeparator()
        for name in ("new_points", "new_starts", "fit"):
            menu.addAction(self._actions[name])
        menu.popup(at)

    def _menu_commands(self, touch: Touch) -> list[tuple[str, Callable[[], object]]]:
        editor, session, state = self.editor, self._session, self._session.state
        if touch.grip is Grip.CENTROID:
            number = state.run.marks[state.half_step].numbers[touch.row]
            return [
                (tr("Select centroid"), partial(session.select, number)),
                (tr("Remove centroid"), partial(editor.take_away, state, touch.row)),
            ]
        add = partial(editor.add, touch.place)
        commands: list[tuple[str, Callable[[], object]]] = [(tr("Add a centroid here"), add)]
        if touch.grip is Grip.POINT:
            rows = np.array([touch.row])
            erased = erased_points(state.run, rows)
            erase = partial(session.edit, live=False, at_end=False, **erased)
            commands.insert(0, (tr("Erase point"), erase))
        else:
            added = added_points(state.run, [touch.place])
            commands.append(
                (tr("Add a point here"), partial(session.edit, live=False, at_end=False, **added))
            )
        return commands

    def _on_menu_triggered(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        run, command = action.data()
        # A run that was computed meanwhile may have other points and centroids.
        if run is self._session.state.run:
            self._messages.attempt(command)

    def _on_double_clicked(self) -> None:
        """Take back what the first of two quick clicks did: a double click only fits the view."""
        before, self._before_click = self._before_click, None
        if before is None:
            return
        if self._session.state.run is not before.run:
            self._session.take_back(before)
        if self._session.state.run is before.run:
            self._session.select(before.selected)


def within(run: Run, place: Place, reach: float) -> NDArray[np.intp]:
    """The rows of the points at most ``reach`` from ``place``."""
    x, y = place
    around = (x - reach, y - reach, x + reach, y + reach)
    rows = run.data.rows_within(around, len(run.points))
    assert rows is not None
    return rows[squared_distances(run.points[rows], np.array(place)) <= reach * reach]
