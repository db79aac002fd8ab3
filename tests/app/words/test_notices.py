"""What the app says: numbers that can be read, and a story for whatever happened."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.words.gains import gains_sentences, gains_words
from app.words.names import group_names, policy_names, start_names
from app.words.notices import compared_words, outcome_words, refusal, work_words
from app.words.numbers import change, number, plural
from app.words.story import beside_story, statuses_of, story_of
from app.words.verdict import judgement_of, told_apart
from core import Recipe, Run, record
from core.analysis.facts import Facts, facts_at
from core.analysis.gains import Gains
from core.analysis.verdict import Outcome, Reference, Verdict, verdict
from core.checks import TooManyClustersError
from core.datasets.shapes import DATASETS
from core.kmeans.empty_clusters import EMPTY_POLICIES
from core.kmeans.seeding import SEEDERS
from core.runs.recipe import BY_HAND
from core.runs.run import Mark
from core.session.background import RefusedError
from core.teaching.demonstrations import GROUPS, demonstrations
from core.teaching.expected import MEASURES


@pytest.mark.parametrize(
    ("choices", "points"),
    [
        ({"n": 40}, "40 points"),
        ({"n": 40, "added": ((0.0, 0.0, -1),), "erased": (1, 2, 3)}, "38 points"),
        ({"shape": BY_HAND, "added": ((0.0, 0.0, -1),), "k": 1}, "1 point"),
    ],
)
def test_drawn_points_are_counted(choices: dict[str, object], points: str) -> None:
    recipe = Recipe(**choices)
    assert len(record(recipe).points) == recipe.count
    assert work_words(recipe).startswith(points + ",")


@pytest.fixture(scope="module")
def run() -> Run:
    return record(Recipe())


def told(run: Run, index: int) -> str:
    story = story_of(facts_at(run, index), run.recipe, tuple(range(run.recipe.k)))
    return f"{story.heading} | {story.title} | {story.text}"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (float("nan"), "–"),
        (0.012345, "0.0123"),
        (0.5, "0.500"),
        (3.14159, "3.14"),
        (-3.14159, "−3.14"),
        (123.456, "123.5"),
        (1234.5, "1234"),
        (1.54e9, "1.54×10⁹"),
        (1.54e-9, "1.54×10⁻⁹"),
    ],
)
def test_numbers_have_three_or_four_figures_that_tell(value: float, text: str) -> None:
    assert number(value) == text


@given(st.floats(-1e300, 1e300))
def test_a_told_number_is_near_the_number(value: float) -> None:
    plain = number(value).translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-"))
    back = float(plain.replace("×10", "e").replace("\u202f", ""))
    assert back == pytest.approx(value, rel=0.01)
    assert len(number(value)) <= 12


def test_one_is_singular_and_all_else_plural() -> None:
    assert [plural(n, "{n} point", "{n} points") for n in (0, 1, 2, 300)] == [
        "0 points", "1 point", "2 points", "300 points",
    ]  # fmt: skip


def test_every_choice_has_a_name() -> None:
    assert set(start_names()) == {*SEEDERS, BY_HAND}
    assert set(policy_names()) == set(EMPTY_POLICIES)
    for names in (start_names(), policy_names()):
        assert len(set(names.values())) == len(names)


def test_every_half_step_of_every_kind_of_run_has_a_story() -> None:
    for shape in DATASETS:
        for start in SEEDERS:
            run = record(Recipe(shape=shape, n=40, start=start))
            for index in range(len(run)):
                assert "{" not in told(run, index)


def test_a_story_tells_the_numbers_of_its_half_step(run: Run) -> None:
    falls = 0
    for index, mark in enumerate(run.marks[1:], start=1):
        assert number(mark.inertia) in told(run, index)
        way = f"from {number(run.marks[index - 1].inertia)} to {number(mark.inertia)}"
        falls += way in told(run, index)
    assert falls > run.last // 2


@pytest.mark.parametrize("empty", EMPTY_POLICIES)
def test_clusters_that_lost_all_points_are_named_by_their_shown_numbers(empty: str) -> None:
    run = record(Recipe(n=60, k=30, start="random-box", empty=empty))
    emptied = run.marks[1].emptied
    assert emptied
    *others, last = (str(cluster + 1) for cluster in emptied)
    names = f"{', '.join(others)} and {last}"
    assert names in told(run, 1)
    assert names in told(run, 2)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (24.851, 24.848, "Inertia falls by less than 0.1 %, to 24.85."),
        (24.848, 24.851, "Inertia rises by less than 0.1 %, to 24.85."),
        (1.0043, 0.9996, "Inertia falls from 1.00 to 1.000."),
        (1.0043, 1.0012, "Inertia falls from 1.004 to 1.001."),
        (24.85, 24.85, "Inertia stays at 24.85."),
    ],
)
def test_numbers_that_read_alike_are_told_apart_or_called_close(
    run: Run, before: float, after: float, said: str
) -> None:
    facts: Facts = replace(facts_at(run, 4), inertia=after, inertia_before=before)
    assert said in story_of(facts, run.recipe, tuple(range(5))).text


def test_the_end_says_once_that_the_run_converged(run: Run) -> None:
    end = told(run, run.last)
    assert f"| Converged after {run.marks[-1].iteration} iterations. |" in end
    assert "No point is reassigned" in end
    judged_end = judgement_of(verdict(run), SLOTS).words
    assert (end + judged_end).lower().count("converged") == 1


def test_a_cluster_becomes_empty_once_and_is_empty_from_then_on() -> None:
    run = record(demonstrations()["e1"].recipe)
    said = [told(run, index) for index in range(1, len(run), 2)]
    became = [text for text in said if "becomes empty" in text]
    assert len(became) == 1
    assert "cluster 1 is empty" not in became[0].lower()
    never = record(demonstrations()["e2"].recipe)
    assert "becomes empty" not in "".join(told(never, index) for index in range(len(never)))
    assert "Cluster 3 is empty." in told(never, never.last)


def test_inertia_that_rose_is_not_said_to_fall(run: Run) -> None:
    """As it may where a cluster was dropped."""
    facts: Facts = replace(facts_at(run, 4), inertia=9.0, inertia_before=2.0)
    assert "falls" not in story_of(facts, run.recipe, tuple(range(5))).text


def test_the_status_tells_what_the_board_shows(run: Run) -> None:
    facts = facts_at(run, 3)
    status = statuses_of(story_of(facts, run.recipe, tuple(range(5))), facts)[0]
    assert "300 points" in status
    assert "5 centroids" in status
    assert f"{facts.changed} of 300" in status


def test_too_many_clusters_are_refused_in_the_persons_words() -> None:
    error = RefusedError("k: got 6")
    error.__cause__ = TooManyClustersError(6, 5)
    said = refusal(error)
    assert "6 clusters" in said
    assert "5" in said
    assert "got" not in said


# Gains


def test_what_is_saved_is_told_as_a_change():
    assert [change(saved) for saved in (2.31, 0.0, -0.5)] == ["−2.31", "0", "+0.500"]


def gains(*amounts: float) -> Gains:
    return Gains(tuple(range(len(amounts))), np.array(amounts), sum(amounts), 100.0)


def mark_at(index: int) -> Mark:
    return record(Recipe(n=60)).marks[index]


def test_gains_are_told_by_shown_numbers_largest_first():
    said = gains_words(mark_at(3), gains(0.51, 0.0, 1.8), (3, 0, 1))
    assert said == "Iteration 2 · assignment: −2.31 (points joining 2: −1.80, 4: −0.510)"
    said = gains_words(mark_at(2), gains(1.0), (0,))
    assert said == "Iteration 1 · update: −1.00 (moving 1: −1.00)"


def test_of_many_gains_six_are_told():
    said = gains_words(mark_at(3), gains(*range(1, 9)), tuple(range(8)))
    assert said.endswith(
        "(points joining 8: −8.00, 7: −7.00, 6: −6.00, 5: −5.00, 4: −4.00, 3: −3.00, …)"
    )


def test_gains_that_are_but_rounding_are_none():
    assert gains_words(mark_at(2), gains(1e-14, -1e-14), (0, 1)).endswith("update: 0")


def test_the_status_names_as_many_clusters_as_there_is_room_for():
    run = record(Recipe(n=60))
    facts, slots = facts_at(run, 3), tuple(range(5))
    story = story_of(facts, run.recipe, slots)
    plain = statuses_of(story, facts)[0]
    assert gains_sentences(facts.phase, gains(0.0), slots) == ()
    gained = gains_sentences(facts.phase, gains(1, 2, 3, 4), slots)
    assert gained == (
        "Inertia −10.00 (points joining 4: −4.00, 3: −3.00, 2: −2.00, 1: −1.00).",
        "Inertia −10.00 (points joining 4: −4.00, 3: −3.00, 2: −2.00, …).",
        "Inertia −10.00 (points joining 4: −4.00, 3: −3.00, …).",
    )
    counts = " 60 points, 5 centroids."
    assert plain.endswith(counts)
    texts = statuses_of(story, facts, gained)
    assert texts[0] == f"{plain.removesuffix(counts)} {gained[0]}{counts}"
    assert texts[-3:] == gained
    assert beside_story(facts, gained)[0] == gained[0] + counts
    assert beside_story(facts, gained)[-1] == gained[-1]


def test_what_came_out_is_told_number_by_number() -> None:
    found = {"inertia": 26.0, "iterations": 1, "agreement": 0.535}
    assert outcome_words(found) == "inertia 26.00, iterations 1, 53.5 % agree"
    assert outcome_words({"agreement": 1.0}) == "100 % agree"
    assert set(group_names()) == set(GROUPS)
    for name in MEASURES:
        assert "{" not in outcome_words({name: 0.5})


def test_what_was_measured_is_told_only_where_it_differs() -> None:
    assert compared_words("It is 26.", {"inertia": 26.0}, is_met=True) == "Takeaway: It is 26."
    takeaway, measured = compared_words("It is 26.", {"inertia": 22.0}, is_met=False).split("\n")
    assert takeaway == "Takeaway: It is 26."
    assert measured == "Measured, unlike expected: inertia 22.00"


# The end of a run

SLOTS = (0, 1, 2, 3, 4)


def judged(outcome: Outcome, **facts: object) -> str:
    known = {"inertia": 45.6, "true_inertia": float("nan"), "groups": 0, "k": 5}
    return judgement_of(Verdict(outcome, **(known | facts)), SLOTS).words


def test_what_others_found_is_told_in_numbers() -> None:
    beaten = {"tried": 200, "best": 12.3, "reached": 37, "is_beaten": True}
    assert judged(Outcome.UNKNOWN, **beaten) == (
        "A better optimum is known: 12.30 instead of 45.60 (reached by 37 of 200 restarts)."
    )
    assert judged(Outcome.UNKNOWN, tried=200, best=45.6, reached=3) == (
        "No better optimum was found in 200 restarts."
    )
    assert judged(Outcome.UNFINISHED, **beaten).startswith("Stopped before it converged")
    assert "A better optimum" in judged(Outcome.OTHER_K, groups=3, **beaten)


def test_the_reference_of_a_comparison_is_named() -> None:
    pairs = {"sharing": ((0, 4),), "serving": ((3, 2),)}
    beaten = {"tried": 200, "best": 12.3, "reached": 37, "is_beaten": True}
    said = judged(Outcome.UNKNOWN, reference=Reference.BEST_KNOWN, **pairs, **beaten)
    assert said.endswith("In the best run, one centroid replaces 1 and 5, two replace centroid 4.")
    said = judged(Outcome.STUCK, true_inertia=12.0, reference=Reference.TRUTH, **pairs)
    assert said == (
        "Local optimum: centroids 1 and 5 share one true cluster, centroid 4 covers two. "
        "The true clusters have inertia 12.00; this run ends at 45.60."
    )


@pytest.mark.parametrize(("best", "is_told"), [(45.6 / 1.0009, False), (45.6 / 1.0011, True)])
def test_an_optimum_is_announced_only_if_it_is_appreciably_better(
    best: float, is_told: bool
) -> None:
    beaten = {"tried": 200, "best": best, "reached": 37, "is_beaten": True}
    found = Verdict(Outcome.UNKNOWN, 45.6, float("nan"), 0, 5, **beaten)
    judgement = judgement_of(found, SLOTS)
    assert ("A better optimum is known" in judgement.words) == is_told
    assert ("No appreciably better optimum" in judgement.words) != is_told
    assert judgement.offers_best == is_told
    assert judgement.tone == "plain"


@pytest.mark.parametrize(("true", "is_local"), [(45.6 / 1.0009, False), (45.6 / 1.0011, True)])
def test_true_clusters_that_are_hardly_better_make_no_local_optimum(
    true: float, is_local: bool
) -> None:
    said = judged(Outcome.STUCK, true_inertia=true, reference=Reference.TRUTH)
    assert said.startswith("Local optimum.") == is_local
    assert said.startswith("Inertia 45.60") != is_local


def test_of_a_centroid_that_shares_and_covers_nothing_is_told() -> None:
    beaten = {"tried": 200, "best": 12.3, "reached": 37, "is_beaten": True}
    both = {"sharing": ((0, 4), (1, 2)), "serving": ((0, 2), (3, 3))}
    said = judged(Outcome.OTHER_K, groups=2, reference=Reference.BEST_KNOWN, **both, **beaten)
    assert said.endswith(
        "In the best run, one centroid replaces 2 and 3, three replace centroid 4."
    )
    only = {"sharing": ((0, 4),), "serving": ((0, 2),)}
    said = judged(Outcome.OTHER_K, groups=2, reference=Reference.BEST_KNOWN, **only, **beaten)
    assert "In the best run" not in said


def test_wrong_but_cheaper_is_told_in_numbers() -> None:
    said = judged(Outcome.CHEAPER, inertia=4833.0, true_inertia=9617.0, agreement=0.004)
    assert (
        "Below the true clusters' inertia (4833 against 9617), yet the adjusted Rand index is 0.00"
        in said
    )


def test_only_a_better_run_is_offered_and_only_what_went_wrong_warns() -> None:
    plain = judgement_of(Verdict(Outcome.UNKNOWN, 1.0, float("nan"), 0, 5), SLOTS)
    assert (plain.tone, plain.offers_best) == ("plain", False)
    beaten = Verdict(Outcome.AS_GOOD, 2.0, 3.0, 5, 5, tried=9, best=1.0, reached=1, is_beaten=True)
    assert judgement_of(beaten, SLOTS).tone == "warning"
    assert judgement_of(beaten, SLOTS).offers_best


def test_numbers_that_differ_are_told_apart() -> None:
    assert told_apart(12.345, 99.0) == ("12.35", "99.00")
    assert told_apart(12.34501, 12.34502) == ("12.34501", "12.34502")
    one, other = told_apart(28.000000001, 28.0)
    assert one != other
    assert told_apart(5.0, 5.0) == ("5.00", "5.00")
