"""Numbers that are expected of a run, and when they are met."""

import numpy as np
import pytest

from core import Recipe, record
from core.teaching.expected import MEASURES, is_met, measured

RUN = record(Recipe(n=90, blobs=3, k=3, start="kmeans++"))


def test_only_what_is_asked_for_is_measured() -> None:
    assert measured(RUN, {"iterations": 0}) == {"iterations": RUN.marks[-1].iteration}


@pytest.mark.parametrize("name", MEASURES)
def test_what_was_measured_is_met_and_what_is_far_off_is_not(name: str) -> None:
    found = measured(RUN, {name: 0})
    assert is_met(found, found)
    assert not is_met({name: found[name] + 1 + abs(found[name])}, found)


def test_counts_are_met_exactly_and_costs_nearly() -> None:
    found = {"iterations": 1000, "inertia": 1000.0, "agreement": 0.5}
    assert not is_met({"iterations": 1001}, found)
    assert is_met({"inertia": 1000.9}, found)
    assert not is_met({"inertia": 1002}, found)
    assert is_met({"agreement": 0.504}, found)
    assert not is_met({"agreement": 0.51}, found)


def test_without_a_truth_nothing_agrees_with_it() -> None:
    run = record(Recipe(shape="uniform", n=50, k=3))
    found = measured(run, {"agreement": 1, "true_inertia": 1})
    assert np.isnan(list(found.values())).all()
    assert not is_met({"agreement": 1}, found)
