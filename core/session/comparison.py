"""The comparison of boards on the same points: the one mutable cell of its page."""

from dataclasses import dataclass, field, replace
from functools import partial

from core.runs.data import Data
from core.runs.recipe import Recipe, data_fields, same_data
from core.runs.record import record
from core.runs.run import Run
from core.session.background import Background, RefusedError, Work, is_soon_there
from core.session.compared import FEWEST, MOST, Compared, Entries, Entry, Recipes, film_of, matched
from core.session.comparison_sets import READY, later_seeds, next_seed, one_more, usual_pair
from core.session.edits.centroid_edits import Stroke
from core.session.edits.entailed import completed
from core.session.history import History
from core.session.look import Look
from core.session.player import Player
from core.session.recorder import Recorder, Teller
from core.session.state import State
from core.types import Slots


@dataclass(slots=True, eq=False)
class _Wish:
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
    """Colours of boards that a hand has chosen."""

    @property
    def missing(self) -> Recipe | None:
        """The next board that is to be worked out."""
        return next((recipe for recipe in self.recipes if recipe not in self.runs), None)


@dataclass(frozen=True, slots=True, eq=False)
class _BoardRequest:
    """One of the boards that are asked for."""

    wish: _Wish
    recipe: Recipe
    gesture: None = None

    @property
    def work(self) -> Work:
        """What computes its run."""
        return partial(record, self.recipe, self.wish.data)


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


class Comparison(Player[Compared]):
    """Two to four boards with one film: commands in, `Compared` values out to whoever watches.

    All are on the same points, and have as many clusters. Edits can be undone and redone. What
    takes long is handed to the `Background`, a board at a time; until all of them are there, the
    state only says what is ``wanted``. A command that cannot be done raises `RefusedError`.
    """

    def __init__(
        self,
        board: State,
        background: Background | None = None,
        tell_refusal: Teller | None = None,
    ) -> None:
        """Compare the run of ``board`` with the usual other one."""
        self._recorder = Recorder(self._take, self._fail)
        if background is not None:
            self._recorder.work_in(background, tell_refusal)
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

    # Edits

    def add(self) -> None:
        """Put one more board beside the others: random points, the next seed."""
        chosen = self._state.chosen
        self._compare((*chosen, one_more(chosen)))

    def remove(self, place: int) -> None:
        """Take the board at ``place`` away."""
        chosen = self._state.chosen
        self._compare(chosen[:place] + chosen[place + 1 :])

    def edit(self, place: int, **choices: object) -> None:
        """Change how the board at ``place`` starts, or what becomes of its empty clusters."""
        chosen = self._state.chosen
        run = self._state.entries[min(place, len(self._state.entries) - 1)].run
        try:
            recipe = chosen[place].but(**completed(run, chosen[place], dict(choices)))
        except ValueError as error:
            raise RefusedError(str(error)) from error
        self._compare((*chosen[:place], recipe, *chosen[place + 1 :]))

    def new_seed(self, place: int) -> None:
        """Start the board at ``place`` with the next seed."""
        recipe = next_seed(self._state.chosen[place], "start_seed")
        self.edit(place, start_seed=recipe.start_seed)

    def new_starts(self) -> None:
        """Start every board with a later seed, those apart that were placed by hand."""
        self._compare(later_seeds(self._state.chosen))

    def new_points(self) -> None:
        """Put all boards on other points: the next seed."""
        chosen = self._state.chosen
        if "data_seed" not in data_fields(chosen[0].shape):
            raise RefusedError("data_seed: these points do not depend on a seed")
        self._compare(tuple(next_seed(recipe, "data_seed") for recipe in chosen))

    def take_set(self, name: str) -> None:
        """Compare the boards of a set in READY, from their beginning."""
        self._compare(READY[name](self._state.chosen[0]), 0.0)

    def drag(self, place: int, stroke: Stroke) -> None:
        """Start the board at ``place`` from centroids that a hand still holds.

        Up to `settle` that is one edit. Where the run takes long, only its first assignment is
        there until then. All boards are shown at that.
        """
        if self._recorder.pending is not None:
            raise RefusedError("wait until the other boards are computed, or cancel")
        entries = self._state.entries
        former = entries[place].recipe
        try:
            recipe = former.but(**completed(entries[place].run, former, stroke.choices))
        except ValueError as error:
            raise RefusedError(str(error)) from error
        self._check((recipe, former))
        if recipe == former:
            return
        data = entries[place].run.data
        run = record(recipe, data, is_draft=not is_soon_there(recipe, entries[place].run))
        runs = [run if number == place else entry.run for number, entry in enumerate(entries)]
        is_begin, self._is_held = not self._is_held, True
        slots = stroke.slots if place == 0 else entries[0].slots
        kept = {place: stroke.slots}
        self._show(_coloured(runs, slots, kept), 1.0, is_edit=is_begin, goes_on=False)

    def settle(self) -> None:
        """End a drag: what was only begun is worked out."""
        self._is_held = False
        if self._recorder.pending is None and any(
            entry.run.is_draft for entry in self._state.entries
        ):
            slots = {place: entry.slots for place, entry in enumerate(self._state.entries)}
            self._compare(self._state.chosen, is_edit=False, kept=slots)

    def take_back(self) -> None:
        """Take a drag back that a hand still holds, as if it had never been, for redo, too."""
        before = self._history.there(redo=False)
        if self._is_held and before is not None:
            self._is_held = False
            self._history.unmade()
            self._show(before.entries, before.since, is_edit=False)

    def cancel(self) -> None:
        """Want no boards any more but those at hand."""
        self._recorder.call_off()
        is_given_up = not self._is_held and self._has_draft
        if is_given_up and (before := self._history.given_up()) is not None:
            # Never finished, so it never was.
            self._show(before.entries, before.since, is_edit=False)
        self._become(replace(self._state, wanted=None, done=0))

    def undo(self) -> None:
        """Take back the last edit; one that is still being worked out is given up."""
        if self._recorder.pending is not None or self._has_draft:
            self._is_held = False
            self.cancel()
        else:
            self._go_to(redo=False)

    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        if self._recorder.pending is None:
            self._go_to(redo=True)

    # What is shown

    def show(self, look: Look) -> None:
        """Show the boards in this look; the choice of starts is never part of the film."""
        self._show_film(replace(self.film, look=replace(look, seeding=False)))

    def _show_film(self, film: State) -> None:
        self._become(replace(self._state, film=film))

    # How a wish becomes runs

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
        at = _place_of(state) if since is None else since
        is_quick = not self._recorder.has_background or all(
            is_soon_there(each, first.run) for each in recipes
        )
        self._go_on(_Wish(recipes, data, known, first.slots, at, is_edit, is_quick, kept or {}))

    def _check(self, recipes: Recipes) -> None:
        """Refuse boards that cannot stand side by side."""
        if not recipes or len(recipes) < min(FEWEST, len(self._state.entries)):
            raise RefusedError(f"boards: got {len(recipes)}, wanted {FEWEST} or more")
        if len(recipes) > MOST:
            raise RefusedError(f"boards: got {len(recipes)}, wanted {MOST} or fewer")
        first = recipes[0]
        if any(recipe.k != first.k or not same_data(recipe, first) for recipe in recipes):
            raise RefusedError("boards: wanted the same points and the same K on all of them")

    def _go_on(self, wish: _Wish) -> None:
        """Have the next board of the wish computed, or show them all."""
        if (recipe := wish.missing) is None:
            self._land(wish)
            return
        self._recorder.ask(_BoardRequest(wish, recipe), is_quick=wish.is_quick)
        if not wish.is_quick:
            done = sum(each in wish.runs for each in wish.recipes)
            self._become(replace(self._state, wanted=wish.recipes, done=done))

    def _take(self, request: _BoardRequest, run: Run) -> None:
        """Add a run to those of its wish."""
        wish = request.wish
        wish.data = run.data
        wish.runs[request.recipe] = run
        self._go_on(wish)

    def _fail(self, request: _BoardRequest) -> None:
        self.cancel()

    def _land(self, wish: _Wish) -> None:
        runs = [wish.runs[recipe] for recipe in wish.recipes]
        entries = _coloured(runs, wish.slots, wish.kept)
        self._show(entries, wish.since, is_edit=wish.is_edit)

    # The one way in

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


def _place_of(state: Compared) -> float:
    """Where to show boards that follow others: at the end if they were, else as far on."""
    if state.at_end:
        return float("inf")
    return float(state.film.half_step - state.film.run.first)


def _coloured(runs: list[Run], slots: Slots, kept: dict[int, Slots]) -> Entries:
    """The runs with the colours of the first; ``kept`` are those that a hand has chosen."""
    return tuple(
        replace(entry, slots=kept.get(place, entry.slots))
        for place, entry in enumerate(matched(runs, slots))
    )
