"""Recipes: their limits, and the way to JSON and back."""

import json
from dataclasses import FrozenInstanceError, asdict, fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import DATASETS, EMPTY_POLICIES, SEEDERS, Recipe
from core.recipe import FILE, LIMITS

NUMBERS = {
    name: st.floats(*limits) if isinstance(limits[0], float) else st.integers(*limits)
    for name, limits in LIMITS.items()
}
RECIPES = st.builds(
    Recipe,
    shape=st.sampled_from([*DATASETS, FILE]),
    start=st.sampled_from([*SEEDERS]),
    empty=st.sampled_from([*EMPTY_POLICIES]),
    file=st.text('aZ9 äλ😀/\\".,\n', min_size=1),
    columns=st.tuples(st.integers(0, 99), st.integers(0, 99)),
    standardise=st.booleans(),
    **NUMBERS,
)


@given(recipe=RECIPES)
def test_json_and_back_is_the_same_recipe(recipe):
    again = Recipe.from_json(recipe.to_json())
    assert again == recipe
    assert hash(again) == hash(recipe)


@given(recipe=RECIPES)
def test_json_has_every_field_by_its_name(recipe):
    values = json.loads(recipe.to_json())
    assert list(values) == [field.name for field in fields(Recipe)]
    lists = {name: list(v) for name, v in asdict(recipe).items() if isinstance(v, tuple)}
    assert values == asdict(recipe) | lists


def test_numbers_of_numpy_go_to_json_too():
    recipe = Recipe(k=np.int64(7), n=np.uint16(90), spread=np.float64(0.25))
    assert Recipe.from_json(recipe.to_json()) == recipe == Recipe(k=7, n=90, spread=0.25)


def test_what_json_leaves_out_has_its_default():
    assert Recipe.from_json("{}") == Recipe()
    assert Recipe.from_json('{"k": 3}') == Recipe(k=3)


@given(recipe=RECIPES)
def test_other_choices_make_another_recipe_and_leave_this_one(recipe):
    other = recipe.but(k=1, empty="keep")
    assert (other.k, other.empty) == (1, "keep")
    assert other.but(k=recipe.k, empty=recipe.empty) == recipe


def test_a_recipe_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        Recipe().k = 3


@pytest.mark.parametrize("name", LIMITS)
def test_both_limits_belong_and_what_lies_beyond_is_refused(name):
    least, greatest = LIMITS[name]
    step = 0.001 if isinstance(least, float) else 1
    for value in (least, greatest):
        assert getattr(Recipe(**{name: value}), name) == value
    for value in (least - step, greatest + step):
        with pytest.raises(ValueError, match=f"^{name}: got {value}, wanted"):
            Recipe(**{name: value})


def test_the_limits_are_those_of_the_controls():
    assert LIMITS["n"] == (1, 10_000_000)
    assert LIMITS["k"] == (1, 200)


def test_every_number_has_a_limit():
    numbers = {field.name for field in fields(Recipe) if field.type in (int, float)}
    assert numbers == set(LIMITS)


@pytest.mark.parametrize(
    ("choices", "error", "words"),
    [
        ({"shape": "blob"}, ValueError, ["shape: got 'blob'", "file", *DATASETS]),
        ({"start": "kmeans"}, ValueError, ["start: got 'kmeans'", *SEEDERS]),
        ({"empty": "remove"}, ValueError, ["empty: got 'remove'", *EMPTY_POLICIES]),
        ({"shape": None}, TypeError, ["shape: got None"]),
        ({"start": ["kmeans++"]}, TypeError, ["start: got ['kmeans++']"]),
        ({"empty": 0}, TypeError, ["empty: got 0"]),
        ({"n": 2.0}, TypeError, ["n: got 2.0", "whole number"]),
        ({"n": "300"}, TypeError, ["n: got '300'", "whole number"]),
        ({"k": True}, TypeError, ["k: got True", "whole number"]),
        ({"k": None}, TypeError, ["k: got None", "whole number"]),
        ({"spread": "0.1"}, TypeError, ["spread: got '0.1'", "number"]),
        ({"spread": True}, TypeError, ["spread: got True", "number"]),
        ({"spread": float("nan")}, ValueError, ["spread: got nan", "0.01 to 0.5"]),
        ({"shape": FILE}, ValueError, ["file: got no path"]),
        ({"file": 3}, TypeError, ["file: got 3", "text"]),
        ({"columns": [0, 1]}, TypeError, ["columns: got [0, 1]", "two"]),
        ({"columns": (0, 1, 2)}, TypeError, ["columns: got (0, 1, 2)", "two"]),
        ({"columns": (0, -1)}, ValueError, ["columns: got -1", "at least 0"]),
        ({"columns": (0, 1.5)}, TypeError, ["columns: got 1.5", "whole number"]),
        ({"standardise": 1}, TypeError, ["standardise: got 1", "true or false"]),
    ],
)
def test_a_wrong_choice_is_named(choices, error, words):
    for make in (lambda: Recipe(**choices), lambda: Recipe().but(**choices)):
        with pytest.raises(error) as caught:
            make()
        for word in words:
            assert word in str(caught.value)


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("", ValueError, ["line 1, column 1"]),
        ('{\n  "k": 3,\n  "n" 4\n}', ValueError, ["line 3, column 7"]),
        ("[1, 2]", ValueError, ["list", "object"]),
        ("null", ValueError, ["NoneType", "object"]),
        ('{"K": 3}', ValueError, ["'K'", "wanted one of", "start_seed"]),
        ('{"k": 0}', ValueError, ["k: got 0"]),
        ('{"k": "3"}', TypeError, ["k: got '3'"]),
        ('{"k": NaN}', TypeError, ["k: got nan"]),
        ('{"start": ["kmeans++"]}', TypeError, ["start", "kmeans++"]),
        ('{"columns": [0]}', TypeError, ["columns: got (0,)", "two"]),
        ('{"columns": "01"}', TypeError, ["columns: got '01'", "two"]),
        ('{"standardise": "no"}', TypeError, ["standardise: got 'no'"]),
        ('{"placed": [[NaN, 0]]}', ValueError, ["placed: got nan", "finite"]),
        (f'{{"placed": [[1{"0" * 400}, 0]]}}', ValueError, ["placed: got 1000", "finite"]),
        (f'{{"added": [[0, 1{"0" * 400}, 0]]}}', ValueError, ["added: got 1000", "finite"]),
        ('{"added": [[0, 0, 1000001]]}', ValueError, ["added: got group 1000001", "at most"]),
        ('{"moved": [[1, 0, 0], [0, 0, 0]]}', ValueError, ["moved", "ascending"]),
        ('{"erased": [3, 3]}', ValueError, ["erased", "ascending"]),
    ],
)
def test_json_that_is_no_recipe_says_what_is_wrong(text, error, words):
    with pytest.raises(error) as caught:
        Recipe.from_json(text)
    for word in words:
        assert word in str(caught.value)
