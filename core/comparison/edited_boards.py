"""Compared boards that are replaced by edits, which can be undone."""

from dataclasses import dataclass, field, replace
from functools import partial

from core.comparison.compared import (
    FEWEST,
    MOST,
    Compared,
    Entries,
    Entry,
    Recipes,
    film_of,
    matched,
)
from core.comparison.presets import usual_pair
from core.runs.data import Data
from core.runs.recipe import Recipe, same_data
from core.runs.record import record
from core.runs.run import Run
from core.session.background import Background, RefusedError, Work, is_soon_there
from core.session.history import History
from core.session.player import Player
from core.session.recorder import OnRefusal, Recorder
from core.session.state import State
from core.types import Slots


@dataclass(slots=True, eq=False)
class BoardsRequest:
    """Boards that are asked for, and the runs of them that are there."""

    recipes: Recipes
    data: Data | None
    """The points, once they are made."""
    runs: dict[Recipe, Run]
    slots: Slots
    """Of the first board."""
    since: float
    """Where the film is to stand."""
    is_edit: bool = True
    """Whether it can be taken back by itself."""
    is_quick: bool = False
    """Whether the runs are there before anyone waits."""
    kept: dict[int, Slots] = field(default_factory=dict)
    """Colours of boards whose centroids were dragged."""

    @property
    def missing(self) -> Recipe | None:
        """The next board to compute."""
        return next((recipe for recipe in self.recipes if recipe not in self.runs), None)


@dataclass(frozen=True, slots=True, eq=False)
class BoardRequest:
    """One of the boards that are asked for."""

    boards: BoardsRequest
    recipe: Recipe
    gesture: None = None

    @property
    def work(self) -> Work:
        """What computes its run."""
        return partial(record, self.recipe, self.boards.data)


@dataclass(frozen=True, slots=True, eq=False)
class ComparedEntry:
    """Where undo or redo of a comparison leads."""

    entries: Entries
    since: float

    @classmethod
    def of(cls, state: Compared) -> "ComparedEntry":
        """The entry that leads back to ``state``."""
        for entry in state.entries:
            entry.run.forget_labels()
        return cls(state.entries, float(state.film.half_step - state.film.run.first))

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs of all boards, which share their points."""
        return tuple(entry.run for entry in self.entries)

    def without_runs(self) -> None:
        """Nothing: the boards are not made again."""


class EditedBoards(Player[Compared]):
    """Two to four boards whose runs change by requests: each is computed, and can be undone.

    What takes long is handed to the `Background`, a board at a time; until all of them are there,
    the state only says what is ``wanted``.
    """

    def __init__(
        self,
        board: State,
        background: Background | None = None,
        on_refusal: OnRefusal | None = None,
    ) -> None:
        """Compare the run of ``board`` with the usual other one."""
        self._recorder = Recorder(self._take, self._fail)
        if background is not None:
            self._recorder.work_in(background, on_refusal)
        self._history: History[ComparedEntry] = History()
        self._is_held = False
        entries = (Entry(board.run, board.slots),)
        since = float(max(board.half_step - board.run.first, 0))
        if board.half_step == board.run.last:
            since = float("inf")
        still = replace(board, playing=False, gliding=False, wanted=None)
        super().__init__(Compared(entries, film_of(entries, still, since)))
        self._compare(usual_pair(board.recipe), since, is_edit=False)

    @property
    def film(self) -> State:
        """The state of the longest run, which all boards follow."""
        return self._state.film

    def cancel(self) -> None:
        """Want no boards any more but those at hand."""
        self._recorder.call_off()
        is_given_up = not self._is_held and self._has_draft
        if is_given_up and (before := self._history.given_up()) is not None:
            # Never finished, so it never was.
            self._show(before.entries, before.since, is_edit=False)
        self._become(replace(self._state, wanted=None, done=0))

    def undo(self) -> None:
        """Take back the last edit; one that is still being computed is cancelled."""
        if self._recorder.pending is not None or self._has_draft:
            self._is_held = False
            self.cancel()
        else:
            self._go_to(redo=False)

    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        if self._recorder.pending is None:
            self._go_to(redo=True)

    def _show_film(self, film: State) -> None:
        self._become(replace(self._state, film=film))

    def _compare(
        self,
        recipes: Recipes,
        since: float | None = None,
        *,
        is_edit: bool = True,
        kept: dict[int, Slots] | None = None,
    ) -> None:
        self._check(recipes)
        state = self._state
        if recipes == state.chosen and state.wanted is not None:
            return
        self._recorder.call_off()
        if is_edit and recipes == tuple(entry.recipe for entry in state.entries):
            self._become(replace(self._state, wanted=None, done=0))
            return
        first = state.entries[0]
        data = first.run.data if same_data(recipes[0], first.recipe) else None
        known = {
            entry.recipe: entry.run
            for entry in state.entries
            if data is not None and not entry.run.is_draft
        }
        at = position_of(state) if since is None else since
        is_quick = not self._recorder.has_background or all(
            is_soon_there(each, first.run) for each in recipes
        )
        self._go_on(
            BoardsRequest(recipes, data, known, first.slots, at, is_edit, is_quick, kept or {})
        )

    def _check(self, recipes: Recipes) -> None:
        """Refuse boards that cannot stand side by side."""
        if not recipes or len(recipes) < min(FEWEST, len(self._state.entries)):
            raise RefusedError(f"boards: got {len(recipes)}, wanted {FEWEST} or more")
        if len(recipes) > MOST:
            raise RefusedError(f"boards: got {len(recipes)}, wanted {MOST} or fewer")
        first = recipes[0]
        if any(recipe.k != first.k or not same_data(recipe, first) for recipe in recipes):
            raise RefusedError("boards: wanted the same points and the same K on all of them")

    def _go_on(self, request: BoardsRequest) -> None:
        """Have the next board of the request computed, or show them all."""
        if (recipe := request.missing) is None:
            self._land(request)
            return
        self._recorder.ask(BoardRequest(request, recipe), is_quick=request.is_quick)
        if not request.is_quick:
            done = sum(each in request.runs for each in request.recipes)
            self._become(replace(self._state, wanted=request.recipes, done=done))

    def _take(self, request: BoardRequest, run: Run) -> None:
        """Add a run to those of its boards."""
        boards = request.boards
        boards.data = run.data
        boards.runs[request.recipe] = run
        self._go_on(boards)

    def _fail(self, request: BoardRequest) -> None:
        self.cancel()

    def _land(self, request: BoardsRequest) -> None:
        runs = [request.runs[recipe] for recipe in request.recipes]
        entries = coloured(runs, request.slots, request.kept)
        self._show(entries, request.since, is_edit=request.is_edit)

    def _show(self, entries: Entries, since: float, *, is_edit: bool, goes_on: bool = True) -> None:
        if is_edit:
            self._history.edited(ComparedEntry.of(self._state), entries[0].run.data)
        former = self._state.film
        former = former if goes_on else replace(former, playing=False)
        moved = film_of(entries, former, since)
        self._become(replace(self._state, entries=entries, film=moved, wanted=None, done=0))

    def _consistent(self, new: Compared) -> Compared:
        can_undo = self._history.can_undo or new.wanted is not None
        can_redo = self._history.can_redo and new.wanted is None
        return replace(new, can_undo=can_undo, can_redo=can_redo)

    def _go_to(self, *, redo: bool) -> None:
        if (there := self._history.there(redo=redo)) is None:
            return
        self._is_held = False
        self._history.gone_there(ComparedEntry.of(self._state), there.runs[0].data, redo=redo)
        self._show(there.entries, there.since, is_edit=False)

    @property
    def _has_draft(self) -> bool:
        return any(entry.run.is_draft for entry in self._state.entries)


def position_of(state: Compared) -> float:
    """Where to show boards that follow others: at the end if they were, else as far on."""
    if state.at_end:
        return float("inf")
    return float(state.film.half_step - state.film.run.first)


def coloured(runs: list[Run], slots: Slots, kept: dict[int, Slots]) -> Entries:
    """The runs with the colours of the first, apart from boards that have their own in ``kept``."""
    return tuple(
        replace(entry, slots=kept.get(place, entry.slots))
        for place, entry in enumerate(matched(runs, slots))
    )
