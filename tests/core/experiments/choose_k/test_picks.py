"""What the criteria pick: the rules, the pinned cases, and how often the true K is found."""

import numpy as np
import pytest

from core import Points, Recipe, make_data, make_points
from core.experiments.choose_k import CRITERIA, MAIN, KTable, choose_k
from core.experiments.choose_k.picks import Curves, Pick, picks_of

NAN = float("nan")


def curves(**columns: list[float]) -> Curves:
    """Four K, with columns that say nothing where they are not given."""
    flat = np.array([NAN, 0.6, 0.7, 0.6])
    falling = np.array([8.0, 4.0, 2.0, 1.0])
    given = {name: np.array(values) for name, values in columns.items()}
    gap = given.pop("gap", np.array([0.5, 0.4, 0.3, 0.2]))
    defaults = {
        "silhouette": flat,
        "calinski_harabasz": flat,
        "davies_bouldin": -flat,
        "f_k": np.array([1.0, 0.9, 0.8, 0.9]),
        "bic": np.array([1.0, 2.0, 3.0, 2.0]),
        "inertia": falling,
    }
    values = defaults | given
    references = np.array([falling * np.exp(gap) * c for c in (0.99, 1.01)])
    s = np.full(4, 0.1)
    return Curves(
        **values,
        reference_inertias={"box": references, "pca": references},
        gap={"box": gap, "pca": gap},
        s={"box": s, "pca": s},
    )


def pick(name: str, **columns: list[float]) -> Pick:
    return picks_of(curves(**columns))[name]


def test_every_criterion_has_a_pick_with_a_reason():
    found = picks_of(curves())
    assert list(found) == list(CRITERIA)
    assert set(MAIN) <= set(found)
    assert all(own.reason for own in found.values())


@pytest.mark.parametrize(
    ("means", "k", "best", "close"),
    [
        ([NAN, 0.6, 0.7, 0.6], 3, 3, ()),
        ([NAN, 0.3, 0.49, 0.4], None, 3, ()),
        ([NAN, 0.50, 0.2, 0.1], 2, 2, ()),
        ([NAN, 0.70, 0.2, 0.682], 2, 2, (2, 4)),
        ([NAN, 0.682, 0.2, 0.7], 4, 4, (2, 4)),
        ([NAN, 0.85416, 0.83356, 0.4], 2, 2, (2, 3)),  # 0.854 and 0.834
        ([NAN, 0.70, 0.2, 0.679], 2, 2, ()),
    ],
)
def test_silhouette(means, k, best, close):
    found = pick("silhouette", silhouette=means)
    assert (found.k, found.best, found.close) == (k, best, close)
    assert ("no clear answer" in found.reason) == (k is None)
    assert (found.reason.startswith("close: ")) == bool(close)


def test_indices_that_always_answer_have_none_at_the_greatest_k():
    assert pick("calinski_harabasz", calinski_harabasz=[NAN, 3, 9, 4]).k == 3
    found = pick("calinski_harabasz", calinski_harabasz=[NAN, 3, 4, 9])
    assert (found.k, found.best) == (None, 4)
    assert pick("davies_bouldin", davies_bouldin=[NAN, 3, 1, 4]).k == 3
    found = pick("davies_bouldin", davies_bouldin=[NAN, 3, 2, 1])
    assert (found.k, found.best) == (None, 4)


def test_f_says_1_where_none_is_below_its_limit():
    assert pick("f_k", f_k=[1, 0.9, 0.85, 0.86]).k == 1
    found = pick("f_k", f_k=[1, 0.84, 0.5, 0.7])
    assert found.k == 3
    assert "also at K = 2, 4" in found.reason


def test_bic_may_say_1_and_the_greatest_k():
    assert pick("bic", bic=[4, 3, 2, 1]).k == 1
    found = pick("bic", bic=[1, 2, 3, 4])
    assert found.k == 4
    assert "larger beyond" in found.reason


def test_tibshirani_rule_may_have_no_answer_and_be_close():
    assert pick("tibshirani_pca", gap=[0.5, 0.4, 0.3, 0.2]).k == 1
    found = pick("tibshirani_pca", gap=[0.0, 0.2, 0.4, 0.6])
    assert (found.k, found.best) == (None, None)
    assert "up to 4" in found.reason
    assert pick("tibshirani_pca", gap=[0.0, 0.09, 0.0, 0.0]).close == (1, 2)
    assert pick("tibshirani_pca", gap=[0.0, 0.13, 0.0, 0.0]).close == (1, 2)
    assert pick("tibshirani_pca", gap=[0.0, 0.01, 0.0, 0.0]).close == ()


def test_the_whole_curve_has_no_answer_at_the_greatest_k():
    found = pick("whole_curve_box", gap=[0.0, -0.2, 0.4, 0.6])
    assert (found.k, found.best) == (None, 4)
    assert pick("gap", gap=[0.0, -0.2, 0.6, 0.6]).k == 3


def test_one_reference_set_is_too_few():
    found = choose_k(make_points("blobs", 60, clusters=3)[0], 5, references=1)
    assert np.isfinite(found.gap["pca"]).all()
    assert found.picks["gap"] is None
    assert found.picks["tibshirani_box"] is None
    assert "two reference sets" in found.reasons["gap"]


def test_boxes_that_differ_are_no_clear_answer():
    own = curves(gap=[0.0, -0.2, 0.6, 0.6])
    other = curves()
    both = Curves(
        own.silhouette,
        own.calinski_harabasz,
        own.davies_bouldin,
        own.f_k,
        own.bic,
        own.inertia,
        {"box": own.reference_inertias["box"], "pca": other.reference_inertias["pca"]},
        {"box": own.gap["box"], "pca": other.gap["pca"]},
        own.s,
    )
    found = picks_of(both)
    assert (found["whole_curve_box"].k, found["whole_curve_pca"].k) == (3, 1)
    assert (found["gap"].k, found["gap"].best) == (None, 1)
    assert "box: 3, PCA box: 1" in found["gap"].reason


# The pinned cases: by silhouette, Calinski–Harabasz, Davies–Bouldin, f(K), BIC, Tibshirani's rule
# with box and PCA box, whole-curve rule with both: where each is best. None where it is not firm.

CASES = {
    "A": (("blobs", 300, 3, 0.10, 0), (3, 3, 3, 3, 3, 3, 3, 3, 3)),
    "B": (("blobs", 300, 5, 0.10, 7), (5, 5, 5, 5, 5, 1, 1, 5, 5)),
    "C": (("uniform", 400, 5, 0.10, 3), (9, 9, 9, 1, 1, 1, 1, 1, 1)),
    "D": (("anisotropic", 300, 1, 0.20, 2), (2, 7, 3, 2, 7, 4, 1, 4, 1)),
    "E": (("unequal-size", 300, 3, 0.10, 6), (2, 3, 2, 2, 3, 3, None, 3, 3)),
    "F": (("unequal-spread", 300, 3, 0.10, 1), (3, 4, 3, 3, 7, 3, 3, 3, 3)),
    "G": (("ring-of-blobs", 300, 6, 0.15, 2), (6, 6, 6, 6, 6, 1, None, 6, 6)),
    "H": (("blobs", 300, 6, 0.20, 1), (6, 6, 4, 4, 6, 1, 1, 6, 6)),
    "I": (("moons", 300, 5, 0.10, 3), (None, 10, 9, 2, 10, 4, None, 10, 10)),
    "J": (("rings", 300, 5, 0.10, 0), (10, 10, 10, 1, 1, 1, 1, 1, 1)),
    "K": (None, (2, 10, 2, 2, None, 5, None, 4, None)),
}
COLUMNS = (
    "silhouette",
    "calinski_harabasz",
    "davies_bouldin",
    "f_k",
    "bic",
    "tibshirani_box",
    "tibshirani_pca",
    "whole_curve_box",
    "whole_curve_pca",
)
REASONS = {
    "C": "no-structure",
    "D": "elongation",
    "E": "unequal-sizes",
    "F": "unequal-spreads",
    "H": "overlap",
}


def recipe_of(case: str) -> Recipe:
    made = CASES[case][0]
    if made is None:
        return Recipe(shape="file", file="resource:iris.csv", columns=(2, 3))
    shape, n, clusters, spread, seed = made
    return Recipe(shape=shape, n=n, blobs=clusters, spread=spread, data_seed=seed)


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest) -> tuple[str, KTable]:
    return request.param, choose_k(make_data(recipe_of(request.param)).assigner)


def test_a_pinned_case(case):
    name, table = case
    wanted = dict(zip(COLUMNS, CASES[name][1], strict=True))
    found = {column: table.picked[column].best for column in COLUMNS}
    firm = {column for column in COLUMNS if wanted[column] is not None}
    assert {column: found[column] for column in firm} == {c: wanted[c] for c in firm}


def test_the_sentence_of_a_pinned_case(case):
    name, table = case
    if name in "ABG":
        assert table.agreement.startswith("All criteria pick")
        assert ("Tibshirani's rule" in table.agreement) == (name != "A")
    else:
        assert not table.agreement.startswith("All")
    if name in REASONS:
        assert REASONS[name] in [reason.name for reason in table.causes]
    assert all(reason.text[1:] in table.agreement for reason in table.causes) or name in "ABG"


def test_values_of_two_pinned_cases():
    table = choose_k(make_data(recipe_of("B")).assigner)
    pinned = [205.2, 115.4, 63.48, 22.72, 5.797, 5.312, 4.855, 4.386, 3.919, 3.528]
    assert table.inertia == pytest.approx(pinned, rel=4e-3)
    assert table.gap["box"][[0, 1, 4]] == pytest.approx([-0.098, -0.119, 1.843], abs=0.03)
    assert table.silhouette[4] == pytest.approx(0.796, abs=5e-4)
    assert table.f_k[4] == pytest.approx(0.326, abs=5e-4)
    table = choose_k(make_data(recipe_of("C")).assigner)
    pinned = [261.1, 161.1, 97.62, 67.42, 54.97, 45.25, 38.33, 31.54, 26.88, 24.54]
    assert table.inertia == pytest.approx(pinned, rel=1e-2)


# How often the true K is found


def curve_picks(points: Points, references: int = 20) -> set[int | None]:
    found = choose_k(points, 10, references=references).picked
    return {found["whole_curve_pca"].best}


@pytest.mark.parametrize("k", [1, 2, 4, 6])
def test_the_true_k_of_clear_points(k):
    shape = "uniform" if k == 1 else "blobs"
    points = make_points(shape, 300, clusters=k, spread=0.05, seed=500 + k)[0]
    assert curve_picks(points) == {k}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("k", "spread"), [(1, 0.1), *((k, spread) for k in range(2, 7) for spread in (0.05, 0.10))]
)
def test_the_true_k_of_clear_points_in_19_of_20_seeds(k, spread):
    shape = "uniform" if k == 1 else "blobs"
    found = [
        curve_picks(make_points(shape, 300, clusters=k, spread=spread, seed=seed)[0])
        for seed in range(1000, 1020)
    ]
    assert found.count({k}) >= 19
