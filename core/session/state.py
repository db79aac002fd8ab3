"""What a session is in at one moment, and the pure moves along the film."""

from dataclasses import dataclass, field

from core.analysis.best_known import BestKnown
from core.runs.recipe import Recipe
from core.runs.run import Run
from core.session.look import Look
from core.session.pose import GLIDE_SHARE
from core.types import Slots

FEW = 200_000
"""Points that can all be looked at while the film plays."""

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)


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
    """The recipe whose run is being computed; None where nothing is."""
    demonstration: str | None = None
    """The id of the demonstration that the board comes from, however it was changed since."""
    known: BestKnown | None = None
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
    def better(self) -> BestKnown | None:
        """What is known, where it is better than the end of the run; else None."""
        known = self.known
        return (
            known if known is not None and known.improves_on(self.run.marks[-1].inertia) else None
        )

    @property
    def moving(self) -> bool:
        """Whether time changes anything."""
        return self.playing or self.gliding

    @property
    def at_leisure(self) -> bool:
        """Whether there is time to look at every point: it does not play, or they are few."""
        return not self.playing or len(self.run.points) <= FEW
