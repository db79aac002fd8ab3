"""Undo and redo."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, Self, TypeVar

from core.files import Table
from core.runs.data import Data
from core.runs.recipe import Recipe
from core.runs.run import Run
from core.session.state import State
from core.types import Slots

REMEMBERED_EDITS = 200

REMEMBERED_BYTES = 512 << 20
"""Greatest memory of the runs and points in the history, beside those shown: 512 MiB. Others are
computed again when needed."""


class Undoable(Protocol):
    """An entry of the history."""

    @property
    def runs(self) -> Sequence[Run]:
        """The runs that it keeps."""

    def without_runs(self) -> Self | None:
        """Return the entry without its runs; None if it needs them."""


E = TypeVar("E", bound=Undoable)


@dataclass(frozen=True, slots=True, eq=False)
class HistoryEntry:
    """A former state of a session."""

    recipe: Recipe
    slots: Slots
    half_step: int
    table: Table | None
    """The content of the file, which may have changed since."""
    demonstration: str | None
    run: Run | None
    """None if its points take too much memory, or it was never finished; it can be computed
    again."""

    @classmethod
    def of(cls, state: State) -> "HistoryEntry":
        """The entry that leads back to ``state``."""
        run = state.run
        run.forget_labels()
        known = None if run.is_draft else run
        return cls(
            run.recipe, state.slots, state.half_step, run.data.table, state.demonstration, known
        )

    @property
    def runs(self) -> Sequence[Run]:
        """The run that it keeps, if it does."""
        return () if self.run is None else (self.run,)

    def without_runs(self) -> "HistoryEntry":
        """Return the entry without its run, which is computed again when needed."""
        return replace(self, run=None)

    def back(self, state: State, run: Run) -> State:
        """Return ``state`` changed to this entry, with its ``run``."""
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


class History(Generic[E]):
    """Edits that can be undone and redone.

    At most REMEMBERED_EDITS are kept, and of their runs and points at most REMEMBERED_BYTES.
    """

    def __init__(self) -> None:
        self._done: list[E] = []
        self._undone: list[E] = []
        self._undone_before: list[E] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to undo."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is an edit to make again."""
        return bool(self._undone)

    def begin_edit(self) -> None:
        """Save the redo stack, for `unmade`."""
        self._undone_before = self._undone

    def edited(self, present: E, shown: Data, *, goes_on: bool = False) -> None:
        """Add ``present`` to the undo stack, unless the edit ``goes_on`` with the last one.

        ``shown`` are the points that are in memory anyway.
        """
        if not goes_on:
            self._done = [*self._done, present][-REMEMBERED_EDITS:]
        self._undone = []
        self._forget_runs(shown)

    def unmade(self) -> None:
        """Remove the last edit, and restore the redo stack from before it."""
        self._done.pop()
        self._undone = self._undone_before

    def given_up(self) -> E | None:
        """Drop the last edit and return where it began; None where there is none."""
        return self._done.pop() if self._done else None

    def there(self, *, redo: bool) -> E | None:
        """Return the next entry of undo (or redo); None if there is none."""
        stack = self._undone if redo else self._done
        return stack[-1] if stack else None

    def gone_there(self, present: E, shown: Data, *, redo: bool) -> None:
        """Move ``present`` to the other stack, after undo (or redo)."""
        source, target = self._done, self._undone
        if redo:
            source, target = target, source
        source.pop()
        target.append(present)
        self._forget_runs(shown)

    def _forget_runs(self, shown: Data) -> None:
        """Drop the runs of the oldest entries that take too much memory."""
        room, seen = REMEMBERED_BYTES, {id(shown)}
        for stack in (self._done, self._undone, self._undone_before):
            for place in reversed(range(len(stack))):
                kept = [part for run in stack[place].runs for part in (run, run.data)]
                sizes = {id(part): part.nbytes for part in kept if id(part) not in seen}
                if sum(sizes.values()) <= room:
                    room -= sum(sizes.values())
                    seen.update(sizes)
                elif (stripped := stack[place].without_runs()) is not None:
                    stack[place] = stripped
                else:
                    del stack[: place + 1]
                    break
