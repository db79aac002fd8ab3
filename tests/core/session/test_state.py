"""The pure moves along the film."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import EMPTY_POLICIES, Recipe, record
from core.analysis.facts import newly_empty
from core.session.film import at_speed, changed_speed, iterated, sought, stepped, ticked, toggled
from core.session.look import Look
from core.session.pose import GLIDE_SHARE, HALF_STEP_SECONDS
from core.session.state import SPEEDS, State

RUN = record(Recipe(n=120, start_seed=0))
LAST = RUN.last
STATE = State(RUN, tuple(range(5)))
PLACES = st.builds(lambda half_step: sought(STATE, half_step), st.integers(0, LAST))
ANYWHERE = st.builds(lambda position: sought(STATE, position), st.floats(0, LAST))


def playing_from(position: float, speed: float = 1.0) -> State:
    return replace(sought(STATE, position), playing=True, speed=speed)


# Seeking


@given(position=st.floats(0, LAST))
def test_seeking_goes_to_that_position(position):
    state = sought(STATE, position)
    assert state.position == pytest.approx(position, abs=1e-12)
    assert 0 <= state.progress <= 1
    assert state.half_step in (int(position), int(position) + 1)


@pytest.mark.parametrize("half_step", range(LAST + 1))
def test_a_whole_position_is_a_half_step_at_its_end(half_step):
    state = sought(STATE, half_step)
    assert (state.half_step, state.progress, state.position) == (half_step, 1.0, half_step)


@pytest.mark.parametrize(
    ("wanted", "found"), [(-1, 0), (-1e9, 0), (LAST + 0.001, LAST), (float("inf"), LAST)]
)
def test_seeking_stays_inside_the_run(wanted, found):
    assert sought(STATE, wanted).position == found


@given(place=st.integers(0, 64 * LAST))
def test_seeking_to_where_one_is_changes_nothing(place):
    state = sought(STATE, place / 64)
    assert sought(state, state.position) == state


def test_seeking_pauses():
    assert not sought(playing_from(2), 3).playing


# Stepping


@given(state=PLACES, by=st.integers(-LAST - 3, LAST + 3))
def test_steps_count_half_steps_and_stay_inside(state, by):
    assert stepped(state, by).half_step == min(max(state.half_step + by, 0), LAST)


@given(state=PLACES)
def test_a_step_back_undoes_a_step_forward(state):
    there = stepped(state, 1)
    if there.half_step != state.half_step:
        assert stepped(there, -1) == state


def test_only_the_step_to_the_next_update_glides():
    assert stepped(sought(STATE, 1), 1).progress == 0.0
    assert stepped(sought(STATE, 2), 1).progress == 1.0
    assert stepped(sought(STATE, 1), 2).progress == 1.0
    assert stepped(sought(STATE, 4), -1).progress == 1.0


@pytest.mark.parametrize("empty", EMPTY_POLICIES)
def test_of_assignments_only_one_that_empties_a_cluster_takes_time(empty):
    recipe = Recipe(shape="smiley", n=24, k=8, start="random-box", start_seed=2, empty=empty)
    run = record(recipe)
    state = State(run, tuple(range(8)))
    flashes = [bool(newly_empty(run, target)) for target in range(1, len(run), 2)]
    glides = [stepped(sought(state, at), 1).gliding for at in range(0, run.last, 2)]
    assert glides == flashes
    assert {True, False} == set(glides)
    still = replace(state, look=Look(motion=False))
    assert not any(stepped(sought(still, at), 1).gliding for at in range(run.last))


def test_the_flash_of_a_step_ends_when_a_glide_would():
    run = record(Recipe(shape="smiley", n=24, k=8, start="random-box", start_seed=2))
    state = State(run, tuple(range(8)))
    assert newly_empty(run, 1)
    flashing = stepped(state, 1)
    assert (flashing.half_step, flashing.progress, flashing.moving) == (1, 0.0, True)
    later = ticked(flashing, 0.5 * GLIDE_SHARE * HALF_STEP_SECONDS)
    assert later.moving
    assert later.progress == pytest.approx(0.5 * GLIDE_SHARE)
    assert ticked(later, GLIDE_SHARE * HALF_STEP_SECONDS) == sought(state, 1)


def test_without_motion_nothing_glides():
    still = replace(sought(STATE, 1), look=Look(motion=False))
    assert stepped(still, 1).progress == 1.0


def test_a_step_during_a_glide_goes_on_from_the_half_step_it_leads_to():
    gliding = stepped(STATE, 1)
    assert stepped(gliding, 1).half_step == 2
    assert stepped(gliding, -1).half_step == 0


def test_stepping_pauses():
    assert not stepped(playing_from(2), 1).playing
    assert not stepped(playing_from(0), -1).playing


def test_at_the_ends_a_step_changes_nothing():
    assert stepped(STATE, -1) == STATE
    assert stepped(sought(STATE, LAST), 1) == sought(STATE, LAST)


def test_iterations_end_with_their_assignments():
    forward, back = [STATE], [sought(STATE, LAST)]
    while forward[-1].half_step < LAST:
        forward.append(iterated(forward[-1], 1))
    while back[-1].half_step > 0:
        back.append(iterated(back[-1], -1))
    wanted = [0, *range(1, LAST + 1, 2)]
    assert [state.half_step for state in forward] == wanted
    assert [state.half_step for state in reversed(back)] == wanted
    assert iterated(forward[-1], 1) == forward[-1]
    assert iterated(back[-1], -1) == back[-1]


@pytest.mark.parametrize(("by", "target"), [(1, 5), (-1, 3)])
def test_from_an_update_an_iteration_goes_to_the_nearest_assignment(by, target):
    assert iterated(sought(STATE, 4), by).half_step == target


# Playing


def test_play_and_pause():
    state = toggled(sought(STATE, 2))
    assert state.playing
    assert toggled(state) == sought(STATE, 2)


def test_playing_at_the_end_starts_over():
    state = toggled(sought(STATE, LAST))
    assert (state.playing, state.position) == (True, 0.0)


@pytest.mark.parametrize("speed", SPEEDS)
def test_a_half_step_takes_its_time_at_every_speed(speed):
    state = ticked(playing_from(1, speed), 1.5 * HALF_STEP_SECONDS / speed)
    assert state.position == pytest.approx(2.5)


@given(
    parts=st.lists(st.floats(0, 1.5), min_size=1, max_size=8),
    start=st.floats(0, LAST),
    speed=st.sampled_from(SPEEDS),
)
def test_time_may_be_cut_into_any_ticks(parts, start, speed):
    at_once = ticked(playing_from(start, speed), sum(parts))
    state = playing_from(start, speed)
    for seconds in parts:
        state = ticked(state, seconds)
    assert state.position == pytest.approx(at_once.position, abs=1e-9)


def test_a_slow_frame_is_skipped():
    state = ticked(playing_from(0), 4.25 * HALF_STEP_SECONDS)
    assert (state.half_step, state.playing) == (5, True)
    assert state.progress == pytest.approx(0.25)


@pytest.mark.parametrize("seconds", [LAST * HALF_STEP_SECONDS, 1e6])
def test_playing_stops_at_the_end(seconds):
    state = ticked(playing_from(0), seconds)
    assert (state.position, state.playing, state.moving) == (LAST, False, False)


@given(state=PLACES, seconds=st.floats(0, 100))
def test_no_time_passes_for_what_stands(state, seconds):
    assert not state.moving
    assert ticked(state, seconds) == state


@given(
    parts=st.lists(st.floats(0.001, 0.2), min_size=1, max_size=9),
    start=st.integers(0, LAST // 2 - 1).map(lambda iteration: 2 * iteration + 1),
)
def test_a_glide_runs_to_its_end_and_no_further(parts, start):
    state = stepped(sought(STATE, start), 1)
    assert state.moving
    for seconds in parts:
        state = ticked(state, seconds)
        assert state.half_step == start + 1
        assert not state.playing
    glide = GLIDE_SHARE * HALF_STEP_SECONDS
    if abs(sum(parts) - glide) > 1e-9:
        assert state.moving == (sum(parts) < glide)
    assert ticked(state, glide) == sought(STATE, start + 1)


def test_a_pause_lets_the_glide_end():
    state = toggled(playing_from(2.1))
    assert state.moving
    assert ticked(state, 1.0) == sought(STATE, 3)


@given(state=ANYWHERE)
def test_what_plays_is_moving(state):
    assert replace(state, playing=True).moving


# Speed


def test_speeds_have_their_order_and_ends():
    state, seen = replace(STATE, speed=SPEEDS[0]), [SPEEDS[0]]
    for _ in SPEEDS[1:]:
        state = changed_speed(state, 1)
        seen.append(state.speed)
    assert tuple(seen) == SPEEDS == tuple(sorted(SPEEDS))
    assert changed_speed(state, 1) == state
    assert changed_speed(state, -99).speed == SPEEDS[0]


@pytest.mark.parametrize("speed", SPEEDS)
def test_a_speed_can_be_chosen(speed):
    assert at_speed(STATE, speed).speed == speed


def test_a_speed_that_is_none_of_them_is_refused():
    with pytest.raises(
        ValueError, match=r"^speed: got 3.0, wanted one of 0.25, 0.5, 1.0, 2.0, 4.0, 8.0$"
    ):
        at_speed(STATE, 3.0)


# Rest


def test_a_place_between_two_half_steps_rests():
    scrubbed = sought(STATE, 2.25)
    assert not scrubbed.moving
    assert ticked(scrubbed, 5.0) == scrubbed


def test_no_time_changes_nothing():
    playing = playing_from(2.0)
    assert ticked(playing, 0.0) is playing
