"""Pure moves of the film: step, iterate, seek, play, change the speed."""

from dataclasses import replace
from math import ceil, floor

from core.analysis.facts import newly_empty
from core.kmeans.half_step import Phase
from core.session.pose import GLIDE_SHARE, HALF_STEP_SECONDS
from core.session.state import SPEEDS, State


def stepped(state: State, by: int) -> State:
    """Move by ``by`` half-steps; a move to the next one is animated."""
    target = min(max(state.half_step + by, state.begin), state.run.last)
    if target == state.half_step:
        return paused(state)
    # Only an update moves centroids; an assignment is animated only if clusters became empty.
    is_update = state.run.marks[target].phase is Phase.UPDATE
    moves = is_update or bool(newly_empty(state.run, target))
    glides = by == 1 and moves and state.look.motion
    progress = 0.0 if glides else 1.0
    return replace(state, half_step=target, progress=progress, playing=False, gliding=glides)


def iterated(state: State, by: int) -> State:
    """Move to the assignment of the next or previous iteration, or to the seeding.

    The seeding counts as one iteration.
    """
    half_step, first = state.half_step, state.run.first
    # Counted from the seeding, half-steps 1, 3, 5, … are assignments, which end iterations.
    way = 2 if (half_step - first) % 2 else 1
    if by > 0:
        return sought(state, first if half_step < first else half_step + way)
    return sought(state, 0 if half_step <= first else max(half_step - way, first))


def sought(state: State, position: float) -> State:
    """Stop at ``position``, in half-steps, which may be between two.

    It is clipped to the run.
    """
    position = min(max(float(position), float(state.begin)), float(state.run.last))
    half_step = ceil(position)
    progress = 1.0 - (half_step - position)
    return replace(state, half_step=half_step, progress=progress, playing=False, gliding=False)


def paused(state: State) -> State:
    """Stop playing; an animation of a single step continues."""
    return replace(state, playing=False, gliding=state.moving and state.progress < 1.0)


def toggled(state: State) -> State:
    """Start or stop playing; at the end of the run, start from the beginning."""
    if state.playing:
        return paused(state)
    if state.half_step == state.run.last:
        half_step = state.begin
        return replace(state, half_step=half_step, progress=1.0, playing=True, gliding=False)
    return replace(state, playing=True, gliding=False)


def ticked(state: State, seconds: float) -> State:
    """Advance by ``seconds``; slow frames skip positions."""
    if seconds <= 0 or not state.moving:
        return state
    share = seconds * state.speed / HALF_STEP_SECONDS
    if state.gliding:
        progress = state.progress + share
        # After the glide nothing changes any more.
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
