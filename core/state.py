"""What a session is in at one moment, and the pure moves along the film."""

from dataclasses import dataclass, field, replace
from math import ceil, floor

from core.facts import newly_empty
from core.known import Known
from core.lloyd import Phase
from core.matching import Slots
from core.pose import GLIDE_SHARE, HALF_STEP_SECONDS
from core.recipe import Recipe
from core.run import Run

FEW = 200_000
"""Points that can all be looked at while the film plays."""

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)


@dataclass(frozen=True, slots=True)
class Look:
    """What is shown, as a person's taste: no part of the recipe, not undone by undo."""

    cells: bool = True
    trails: bool = True
    rings: bool = True
    links: bool = False
    truth: bool = False
    """Whether the means of the true groups are marked."""
    by_truth: bool = False
    """Whether points have the colours of their true groups, not of their clusters."""
    shapes: bool = False
    """Whether points carry a shape by cluster, beside the colour."""
    seeding: bool = True
    """Whether the film begins with the choice of the centroids, where they are chosen in turn."""
    motion: bool = True
    """Whether centroids glide."""


@dataclass(frozen=True, slots=True)
class State:
    """One moment of a session. A person's choices are in ``run.recipe``."""

    run: Run
    slots: Slots
    """Colour and shown number of each starting centroid."""
    half_step: int = 0
    progress: float = 1.0
    """The share (0 … 1) of the half-step's time that has gone by."""
    playing: bool = False
    gliding: bool = False
    """Whether a single step is on its way to its half-step, without playing."""
    speed: float = 1.0
    look: Look = field(default_factory=Look)
    selected: int | None = None
    """The centroid that a person has chosen, by its starting number."""
    wanted: Recipe | None = None
    """The recipe whose run is being worked out; None where nothing is."""
    demonstration: str | None = None
    """The id of the demonstration that the board comes from, however it was changed since."""
    known: Known | None = None
    """What other starts have found on these points, for this K and policy."""
    can_undo: bool = False
    can_redo: bool = False

    @property
    def recipe(self) -> Recipe:
        """The choices behind the run."""
        return self.run.recipe

    @property
    def chosen(self) -> Recipe:
        """What a person has chosen last: it may be wanted only, and not there yet."""
        return self.wanted or self.recipe

    @property
    def begin(self) -> int:
        """The half-step that the film begins with."""
        return 0 if self.look.seeding else self.run.first

    @property
    def position(self) -> float:
        """Where the film stands: 3.25 is a quarter of the way from half-step 3 to 4."""
        if self.half_step == self.begin:
            return float(self.half_step)
        # A single step has arrived when its glide has.
        way = self.progress / GLIDE_SHARE if self.gliding else self.progress
        return self.half_step - 1 + min(way, 1.0)

    @property
    def shown_slots(self) -> Slots:
        """Colour and shown number of each centroid that is there at this half-step."""
        return tuple(self.slots[number] for number in self.run.marks[self.half_step].numbers)

    @property
    def selected_row(self) -> int | None:
        """The row of the selected centroid among those that are there at this half-step."""
        numbers = self.run.marks[self.half_step].numbers
        return numbers.index(self.selected) if self.selected in numbers else None

    @property
    def better(self) -> Known | None:
        """What is known, where it is better than the end of the run; else None."""
        known = self.known
        return known if known is not None and known.beats(self.run.marks[-1].inertia) else None

    @property
    def moving(self) -> bool:
        """Whether time changes anything."""
        return self.playing or self.gliding

    @property
    def at_leisure(self) -> bool:
        """Whether there is time to look at every point: it does not play, or they are few."""
        return not self.playing or len(self.run.points) <= FEW


def stepped(state: State, by: int) -> State:
    """``by`` half-steps on; the glide to the new one begins, if it is the next."""
    target = min(max(state.half_step + by, state.begin), state.run.last)
    if target == state.half_step:
        return paused(state)
    # Only an update moves anything: an assignment is there at once, unless it flashes.
    is_update = state.run.marks[target].phase is Phase.UPDATE
    moves = is_update or bool(newly_empty(state.run, target))
    glides = by == 1 and moves and state.look.motion
    progress = 0.0 if glides else 1.0
    return replace(state, half_step=target, progress=progress, playing=False, gliding=glides)


def iterated(state: State, by: int) -> State:
    """To the next or former whole iteration: the assignment after its update, or the seeding.

    The film of the seeding counts as one iteration.
    """
    half_step, first = state.half_step, state.run.first
    # From the last seeding on half-steps 1, 3, 5, … are assignments, each the end of an iteration.
    way = 2 if (half_step - first) % 2 else 1
    if by > 0:
        return sought(state, first if half_step < first else half_step + way)
    return sought(state, 0 if half_step <= first else max(half_step - way, first))


def sought(state: State, position: float) -> State:
    """At rest at ``position``, in half-steps, which may lie between two.

    What lies outside the run is brought to its ends.
    """
    position = min(max(float(position), float(state.begin)), float(state.run.last))
    half_step = ceil(position)
    progress = 1.0 - (half_step - position)
    return replace(state, half_step=half_step, progress=progress, playing=False, gliding=False)


def paused(state: State) -> State:
    """Not playing; a glide under way still comes to its end."""
    return replace(state, playing=False, gliding=state.moving and state.progress < 1.0)


def toggled(state: State) -> State:
    """Playing if it stood, standing if it played; at the end playing starts over."""
    if state.playing:
        return paused(state)
    if state.half_step == state.run.last:
        half_step = state.begin
        return replace(state, half_step=half_step, progress=1.0, playing=True, gliding=False)
    return replace(state, playing=True, gliding=False)


def ticked(state: State, seconds: float) -> State:
    """``seconds`` later. What a slow frame missed is skipped: the film keeps its time."""
    if seconds <= 0 or not state.moving:
        return state
    share = seconds * state.speed / HALF_STEP_SECONDS
    if state.gliding:
        progress = state.progress + share
        # Nothing is left to see once the centroids have arrived.
        arrived = progress >= GLIDE_SHARE
        return replace(state, progress=1.0 if arrived else progress, gliding=not arrived)
    position = state.half_step - 1 + state.progress + share
    if position >= state.run.last:
        return replace(state, half_step=state.run.last, progress=1.0, playing=False)
    behind = floor(position)
    return replace(state, half_step=behind + 1, progress=position - behind)


def at_speed(state: State, speed: float) -> State:
    """Playing at ``speed``, one of SPEEDS."""
    if speed not in SPEEDS:
        raise ValueError(f"speed: got {speed!r}, wanted one of {', '.join(map(str, SPEEDS))}")
    return replace(state, speed=speed)


def changed_speed(state: State, by: int) -> State:
    """``by`` places faster (or, below 0, slower) in SPEEDS."""
    place = SPEEDS.index(state.speed) + by
    return replace(state, speed=SPEEDS[min(max(place, 0), len(SPEEDS) - 1)])
