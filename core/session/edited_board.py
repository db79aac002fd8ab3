"""A board whose run is replaced by edits, which can be undone."""

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from core.progress import Progress
from core.runs.recipe import Recipe
from core.runs.record import record
from core.runs.run import Run
from core.session.background import Background, RefusedError, Work, recorded_after
from core.session.edits.new_run import Shown, finished, identity_slots
from core.session.film import sought
from core.session.history import History, HistoryEntry
from core.session.player import Player
from core.session.recorder import Recorder
from core.session.state import State


@dataclass(frozen=True, slots=True, eq=False)
class EditRequest:
    """A run that is asked for, and what becomes of it."""

    recipe: Recipe
    work: Work
    placed: Shown
    """The state with the run in it."""
    gesture: object | None = None
    """The live gesture that the request is part of."""
    then: Callable[[Recipe, Run], object] | None = None
    """To be told, once it is there, of the recipe that was asked for and the run that came."""
    is_board: bool = False
    """Whether it is another board, not an edit of the one at hand."""
    later: dict[str, object] = field(default_factory=dict)
    """Choices made since, to be made to that board."""
    redo: bool | None = None
    """Where it is no edit: True for one made again, False for one taken back."""


class EditedBoard(Player[State]):
    """A state whose run changes by requests: each is computed, taken in, and can be undone.

    A request that takes long is handed to the `Background`, if there is one: until its run is
    there the state only says what is ``wanted``, and all else goes on with the run at hand.
    """

    def __init__(self, recipe: Recipe | None = None, half_step: int = 0) -> None:
        run = record(recipe or Recipe())
        super().__init__(State(run, identity_slots(run), min(half_step, run.last)))
        self._history: History[HistoryEntry] = History()
        self._gesture: object | None = None
        self._landed: object | None = None
        self._recorder = Recorder(self._land, self._fail)

    @property
    def film(self) -> State:
        """The present state: its run is the film."""
        return self._state

    def _show_film(self, film: State) -> None:
        self._become(film)

    @abstractmethod
    def edit(self, *, live: bool = False, at_end: bool = False, **choices: object) -> None:
        """Change fields of the recipe."""

    @property
    def live_edit(self) -> object | None:
        """What the edit is known by that goes on up to `settle`; None where none does."""
        return self._gesture

    def work_in(self, background: Background, on_refusal: Callable[[RefusedError], object]) -> None:
        """Have long work done by ``background``; what it refuses is told later, not raised."""
        self._recorder.work_in(background, on_refusal)

    def settle(self) -> None:
        """End a live edit: what follows is an edit of its own."""
        if self._state.run.is_draft and self._request is None:
            recipe = self._state.recipe
            # Still part of the gesture: one undo takes both back.
            request = EditRequest(recipe, self._work(recipe), finished, self._landed)
            self._gesture = None
            self._ask(request, is_quick=False)
            return
        self._gesture = None
        if self._request is None:
            self._close_gesture()
            self._become(self._state)

    def cancel(self) -> None:
        """Want no run any more but the one at hand."""
        self._recorder.call_off()
        if self._gesture is None:
            if self._state.run.is_draft and (before := self._history.given_up()) is not None:
                # Never finished, so it never was.
                self._landed = None
                while before.run is None and (earlier := self._history.given_up()) is not None:
                    before = earlier  # that was taken up again before it was finished
                assert before.run is not None, "it is about the same points"
                self._become(before.back(self._state, before.run))
            self._close_gesture()
        self._become(replace(self._state, wanted=None))

    def take_back(self, before: State) -> None:
        """Return to the state ``before`` the last edit as if it had never been, for redo, too.

        The edit may be live yet, or still be computed. Where the last edit is another one, or
        none, the request is cancelled and nothing else changes.
        """
        self._recorder.call_off()
        self._gesture = self._landed = None
        present, entry = self._state, self._history.there(redo=False)
        if present.run is before.run or entry is None or entry.recipe != before.recipe:
            self._become(replace(present, wanted=None))
            return
        self._history.unmade()
        self._become(replace(before, look=present.look, speed=present.speed, wanted=None))

    def undo(self) -> None:
        """Take back the last edit, and return to where it was made in the run.

        An edit that is still being computed is cancelled.
        """
        if self._request is not None:
            self.cancel()
        else:
            self.settle()
            self._go_to(self._history.there(redo=False), redo=False)

    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        if self._request is None:
            self.settle()
            self._go_to(self._history.there(redo=True), redo=True)

    @property
    def _request(self) -> EditRequest | None:
        return self._recorder.pending

    def _work(self, recipe: Recipe) -> Work:
        """What makes the run of an edited recipe."""
        run = self._state.run
        table = run.data.table if recipe.file == run.recipe.file else None
        return partial(recorded_after, recipe, run, table)

    def _go_to(self, there: HistoryEntry | None, *, redo: bool) -> None:
        if there is None:
            return
        present = self._state.run

        def work(progress: Progress) -> Run:
            return there.run or recorded_after(there.recipe, present, there.table, progress)

        request = EditRequest(there.recipe, work, there.back, redo=redo)
        self._ask(request, is_quick=there.run is not None)

    def _ask(self, request: EditRequest, *, is_quick: bool) -> None:
        is_quick = is_quick or not self._recorder.has_background
        if is_quick:
            # What was wanted before is part of this recipe, or is wanted no more.
            self._recorder.call_off()
            self._become(replace(self._state, wanted=None))
        # The recorder first: should telling of it fail, the work still comes to its end.
        self._recorder.ask(request, is_quick=is_quick)
        if not is_quick:
            self._become(replace(self._state, wanted=request.recipe))

    def _fail(self, request: EditRequest) -> None:
        self._become(replace(self._state, wanted=self._recorder.wanted))

    def _land(self, request: EditRequest, run: Run) -> None:
        new = replace(request.placed(self._state, run), wanted=self._recorder.wanted)
        if request.redo is not None:
            self._history.gone_there(HistoryEntry.of(self._state), run.data, redo=request.redo)
            self._become(new)
            return
        merge = request.gesture is not None and request.gesture is self._landed
        if not merge:
            self._close_gesture()
            self._history.begin_edit()
        self._landed = request.gesture
        self._history.edited(HistoryEntry.of(self._state), run.data, goes_on=merge)
        self._become(new)
        if self._gesture is None and self._request is None:
            self._close_gesture()
            self._become(self._state)
        if request.then is not None:
            request.then(request.recipe, run)
        if request.later:
            self.edit(live=False, at_end=False, **request.later)

    def _close_gesture(self) -> None:
        """Forget a gesture that ended where it began: as if it had never been, for redo, too."""
        last = self._history.there(redo=False) if self._landed is not None else None
        if last is not None and last.recipe == self._state.recipe:
            self._history.unmade()
        self._landed = None

    def _consistent(self, new: State) -> State:
        can_undo = self._history.can_undo or new.wanted is not None
        new = replace(
            new, can_undo=can_undo, can_redo=self._history.can_redo and new.wanted is None
        )
        if new.selected is not None and new.selected >= len(new.run.starts):
            new = replace(new, selected=None)
        if new.half_step < new.begin:
            # In a moment of the past the film of the start was still shown.
            new = sought(new, new.begin)
        if new.known is not None and not new.known.is_about(new.run):
            new = replace(new, known=None)
        return new
