"""What undo and redo go back to."""

from dataclasses import dataclass, replace

from core.data import Data
from core.files import Table
from core.matching import Slots
from core.recipe import Recipe
from core.run import Run
from core.state import State

REMEMBERED_EDITS = 200

REMEMBERED_POINTS = 10_000_000
"""Points that undo and redo keep at hand, beside those shown; others are made again when asked."""


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """Where undo or redo leads."""

    recipe: Recipe
    slots: Slots
    half_step: int
    table: Table | None
    """What was read, where the points are from a file: it may be another by now."""
    demonstration: str | None
    run: Run | None
    """None where its points would take too much room, or it was never finished: it can be worked
    out again."""

    @classmethod
    def of(cls, state: State) -> "Moment":
        """The present moment."""
        run = state.run
        run.forget_labels()
        known = None if run.is_draft else run
        return cls(
            run.recipe, state.slots, state.half_step, run.data.table, state.demonstration, known
        )

    def back(self, state: State, run: Run) -> State:
        """The state as it was in this moment, with its run."""
        return replace(
            state,
            run=run,
            slots=self.slots,
            half_step=min(self.half_step, run.last),
            demonstration=self.demonstration,
            progress=1.0,
            playing=False,
            gliding=False,
        )


class Past:
    """The edits that can be taken back, and those that were and can be made again."""

    def __init__(self) -> None:
        self._done: list[Moment] = []
        self._undone: list[Moment] = []
        self._undone_before: list[Moment] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is an edit to make again."""
        return bool(self._undone)

    def begin_edit(self) -> None:
        """Hold on to what could be made again, should the edit that begins come to nothing."""
        self._undone_before = self._undone

    def edited(self, present: State, shown: Data, *, goes_on: bool) -> None:
        """An edit leads away from ``present``, unless it ``goes_on`` one that did already."""
        if not goes_on:
            self._done = [*self._done, Moment.of(present)][-REMEMBERED_EDITS:]
        self._undone = []
        self._forget_points(shown)

    def unmade(self, recipe: Recipe) -> None:
        """If the last edit led back to where it began, it never was; for redo, neither."""
        if self._done and self._done[-1].recipe == recipe:
            self._done.pop()
            self._undone = self._undone_before

    def given_up(self) -> Moment | None:
        """Drop the last edit and return where it began; None where there is none."""
        return self._done.pop() if self._done else None

    def there(self, *, redo: bool) -> Moment | None:
        """Where undo (or redo) leads; None where nowhere."""
        stack = self._undone if redo else self._done
        return stack[-1] if stack else None

    def gone_there(self, present: State, shown: Data, *, redo: bool) -> None:
        """Undo (or redo) leads away from ``present``."""
        source, target = self._done, self._undone
        if redo:
            source, target = target, source
        source.pop()
        target.append(Moment.of(present))
        self._forget_points(shown)

    def _forget_points(self, shown: Data) -> None:
        """Leave out runs of the far past and future whose points take too much room."""
        room, seen = REMEMBERED_POINTS, {id(shown)}
        for stack in (self._done, self._undone, self._undone_before):
            for place in reversed(range(len(stack))):
                run = stack[place].run
                if run is None or id(run.data) in seen:
                    continue
                room -= len(run.points)
                if room < 0:
                    stack[place] = replace(stack[place], run=None)
                else:
                    seen.add(id(run.data))
