"""The comparison of boards on the same points: the one mutable cell of its page."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from core import state as film
from core.data import Data, data_fields, same_data
from core.entries import (
    FEWEST,
    MOST,
    READY,
    Compared,
    Entries,
    Entry,
    Recipes,
    film_of,
    later_seeds,
    matched,
    next_seed,
    one_more,
    usual_pair,
)
from core.handiwork import Stroke, completed
from core.matching import Slots
from core.past import REMEMBERED_EDITS, REMEMBERED_POINTS
from core.recipe import Recipe
from core.run import Run, record
from core.state import Look, State
from core.work import QUICK, Background, RefusedError, number_of_points, outcome_of, reason_of

Watcher = Callable[[Compared, Compared], None]


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
    kept: dict[int, Slots] = field(default_factory=dict)
    """Colours of boards that a hand has chosen."""

    @property
    def missing(self) -> Recipe | None:
        """The next board that is to be worked out."""
        return next((recipe for recipe in self.recipes if recipe not in self.runs), None)


@dataclass(frozen=True, slots=True, eq=False)
class _Moment:
    """Where undo or redo leads."""

    entries: Entries
    since: float


class Comparison:
    """Two to four boards with one film: commands in, `Compared` values out to whoever watches.

    All are on the same points, and have as many clusters. Edits can be undone and redone. What
    takes long is handed to the `Background`, a board at a time; until all of them are there, the
    state only says what is ``wanted``. A command that cannot be done raises `RefusedError`.
    """

    def __init__(
        self,
        board: State,
        background: Background | None = None,
        tell_refusal: Callable[[RefusedError], object] | None = None,
    ) -> None:
        """Compare the run of ``board`` with the usual other one."""
        self._background = background
        self._tell_refusal = tell_refusal
        self._watchers: list[Watcher] = []
        self._past: list[_Moment] = []
        self._future: list[_Moment] = []
        self._wish: _Wish | None = None
        self._is_held = False
        entries = (Entry(board.run, board.slots),)
        since = float(max(board.half_step - board.run.first, 0))
        if board.half_step == board.run.last:
            since = float("inf")
        still = replace(board, playing=False, gliding=False, wanted=None)
        self._state = Compared(entries, film_of(entries, still, since))
        self._compare(usual_pair(board.recipe), since, is_edit=False)

    @property
    def state(self) -> Compared:
        """The present state."""
        return self._state

    def watch(self, watcher: Watcher) -> None:
        """Call ``watcher(old, new)`` after every change."""
        self._watchers.append(watcher)

    def unwatch(self, watcher: Watcher) -> None:
        """Call ``watcher`` no more."""
        if watcher in self._watchers:
            self._watchers.remove(watcher)

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
            raise RefusedError("data_seed: chance has no part in these points")
        self._compare(tuple(next_seed(recipe, "data_seed") for recipe in chosen))

    def take_set(self, name: str) -> None:
        """Compare the boards of a set in READY, from their beginning."""
        self._compare(READY[name](self._state.chosen[0]), 0.0)

    def drag(self, place: int, stroke: Stroke) -> None:
        """Start the board at ``place`` from centroids that a hand still holds.

        Up to `settle` that is one edit. Where the run takes long, only its first assignment is
        there until then. All boards are shown at that.
        """
        if self._wish is not None:
            raise RefusedError("wait for the other boards, or cancel them first")
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
        run = record(recipe, data, is_draft=not _is_quick((recipe,), entries[place].run))
        runs = [run if number == place else entry.run for number, entry in enumerate(entries)]
        is_begin, self._is_held = not self._is_held, True
        slots = stroke.slots if place == 0 else entries[0].slots
        kept = {place: stroke.slots}
        self._show(_coloured(runs, slots, kept), 1.0, is_edit=is_begin, goes_on=False)

    def settle(self) -> None:
        """End a drag: what was only begun is worked out."""
        self._is_held = False
        if self._wish is None and any(entry.run.is_draft for entry in self._state.entries):
            slots = {place: entry.slots for place, entry in enumerate(self._state.entries)}
            self._compare(self._state.chosen, is_edit=False, kept=slots)

    def cancel(self) -> None:
        """Want no boards any more but those at hand."""
        self._call_off()
        if not self._is_held and self._past and self._has_draft:
            # Never finished, so it never was.
            before = self._past.pop()
            self._show(before.entries, before.since, is_edit=False)
        self._become(replace(self._state, wanted=None, done=0))

    def undo(self) -> None:
        """Take back the last edit; one that is still being worked out is given up."""
        if self._wish is not None or self._has_draft:
            self._is_held = False
            self.cancel()
        else:
            self._exchange(self._past, self._future)

    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        if self._wish is None:
            self._exchange(self._future, self._past)

    # The film

    def step(self, by: int) -> None:
        """Go ``by`` half-steps forward, or back."""
        self._move(film.stepped(self._state.film, by))

    def step_iteration(self, by: int) -> None:
        """Go to the end of the next iteration, or of the one before."""
        self._move(film.iterated(self._state.film, by))

    def seek(self, position: float) -> None:
        """Go to ``position`` of the film, counted as its run does."""
        self._move(film.sought(self._state.film, position))

    def seek_end(self) -> None:
        """Go to the end of the longest run, and so of all."""
        self.seek(self._state.film.run.last)

    def toggle_play(self) -> None:
        """Play, or pause."""
        self._move(film.toggled(self._state.film))

    def pause(self) -> None:
        """Stop playing."""
        self._move(film.paused(self._state.film))

    def tick(self, seconds: float) -> None:
        """Let ``seconds`` of real time go by."""
        self._move(film.ticked(self._state.film, seconds))

    def change_speed(self, by: int) -> None:
        """Play ``by`` places faster or slower."""
        self._move(film.changed_speed(self._state.film, by))

    def set_speed(self, speed: float) -> None:
        """Play at ``speed``; ValueError if it is none of SPEEDS."""
        self._move(film.at_speed(self._state.film, speed))

    def show(self, look: Look) -> None:
        """Show the boards in this look; the choice of starts is never part of the film."""
        self._move(replace(self._state.film, look=replace(look, seeding=False)))

    def _move(self, moved: State) -> None:
        self._become(replace(self._state, film=moved))

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
        self._call_off()
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
        wish = _Wish(recipes, data, known, first.slots, at, is_edit, kept or {})
        if self._background is None or _is_quick(recipes, first.run):
            while (recipe := wish.missing) is not None:
                self._take(wish, recipe, outcome_of(partial(record, recipe, wish.data)))
            self._land(wish)
            return
        self._wish = wish
        self._go_on(wish)

    def _check(self, recipes: Recipes) -> None:
        """Refuse boards that cannot stand side by side."""
        if not recipes or len(recipes) < min(FEWEST, len(self._state.entries)):
            raise RefusedError(f"boards: got {len(recipes)}, wanted {FEWEST} or more")
        if len(recipes) > MOST:
            raise RefusedError(f"boards: got {len(recipes)}, wanted {MOST} or fewer")
        first = recipes[0]
        if any(recipe.k != first.k or not same_data(recipe, first) for recipe in recipes):
            raise RefusedError("boards: wanted the same points and as many clusters on all of them")

    def _go_on(self, wish: _Wish) -> None:
        """Have the next board of the wish worked out, or show them all."""
        recipe = wish.missing
        if recipe is None:
            self._wish = None
            self._land(wish)
            return
        assert self._background is not None
        self._background.start(
            partial(record, recipe, wish.data),
            partial(self._on_worked, wish, recipe),
            after_current=False,
        )
        done = sum(each in wish.runs for each in wish.recipes)
        self._become(replace(self._state, wanted=wish.recipes, done=done))

    def _on_worked(self, wish: _Wish, recipe: Recipe, outcome: Run | Exception) -> None:
        """A run has come from the background, or the reason why there is none."""
        try:
            self._take(wish, recipe, outcome)
        except RefusedError as error:
            self.cancel()
            if self._tell_refusal is None:
                raise
            self._tell_refusal(error)
        except Exception:
            self.cancel()
            raise
        else:
            self._go_on(wish)

    def _take(self, wish: _Wish, recipe: Recipe, outcome: Run | Exception) -> None:
        """Add a run to those of the wish; raises what there is in its place."""
        if isinstance(outcome, ValueError):
            reason = reason_of(outcome, recipe, self._state.entries[0].run)
            raise RefusedError(str(reason)) from reason
        if isinstance(outcome, Exception):
            raise outcome
        wish.data = outcome.data
        wish.runs[recipe] = outcome

    def _land(self, wish: _Wish) -> None:
        runs = [wish.runs[recipe] for recipe in wish.recipes]
        entries = _coloured(runs, wish.slots, wish.kept)
        self._show(entries, wish.since, is_edit=wish.is_edit)

    def _call_off(self) -> None:
        if self._background is not None:
            self._background.call_off()
        self._wish = None

    # The one way in

    def _show(self, entries: Entries, since: float, *, is_edit: bool, goes_on: bool = True) -> None:
        if is_edit:
            self._past = [*self._past, self._moment()][-REMEMBERED_EDITS:]
            self._future = []
        self._forget_points(entries[0].run.data)
        former = self._state.film
        former = former if goes_on else replace(former, playing=False)
        moved = film_of(entries, former, since)
        self._become(replace(self._state, entries=entries, film=moved, wanted=None, done=0))

    def _become(self, new: Compared) -> None:
        old = self._state
        can_undo = bool(self._past) or new.wanted is not None
        new = replace(new, can_undo=can_undo, can_redo=bool(self._future) and new.wanted is None)
        if new == old:
            return
        self._state = new
        for watcher in list(self._watchers):
            watcher(old, new)

    def _exchange(self, source: list[_Moment], target: list[_Moment]) -> None:
        if not source:
            return
        self._is_held = False
        there = source.pop()
        target.append(self._moment())
        self._show(there.entries, there.since, is_edit=False)

    @property
    def _has_draft(self) -> bool:
        return any(entry.run.is_draft for entry in self._state.entries)

    def _moment(self) -> _Moment:
        for entry in self._state.entries:
            entry.run.forget_labels()
        state = self._state
        return _Moment(state.entries, float(state.film.half_step - state.film.run.first))

    def _forget_points(self, shown: Data) -> None:
        """Leave out the far past and future where their points take too much room."""
        room, seen = REMEMBERED_POINTS, {id(shown)}
        for stack in (self._past, self._future):
            for place in reversed(range(len(stack))):
                data = stack[place].entries[0].run.data
                if id(data) in seen:
                    continue
                room -= len(data.points)
                if room < 0:
                    del stack[: place + 1]
                    break
                seen.add(id(data))


def _is_quick(recipes: Recipes, run: Run) -> bool:
    """Whether each of the runs is worked out before anyone waits; ``run`` is on the board now."""
    return all(max(number_of_points(each, run), 1) * each.k <= QUICK for each in recipes)


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
