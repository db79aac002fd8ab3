"""Recipes: their limits, and the way to JSON and back."""

import json
import os
from dataclasses import FrozenInstanceError, asdict, fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import DATASETS, EMPTY_POLICIES, SEEDERS, Recipe
from core.runs.recipe import FILE
from core.runs.recipe_limits import LIMITS

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
    labels=st.none() | st.integers(-1, 9),
    decimal=st.sampled_from(["", ".", ","]),
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
    least = 0 if name == "k" else least  # without clusters a board waits
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
        ({"labels": -2}, ValueError, ["labels: got -2", "at least -1"]),
        ({"labels": True}, TypeError, ["labels: got True", "a whole number"]),
        ({"decimal": ";"}, ValueError, ["decimal: got ';'", "wanted one of"]),
    ],
)
def test_a_wrong_choice_is_named(choices, error, words):
    for make in (lambda: Recipe(**choices), lambda: Recipe().but(**choices)):
        with pytest.raises(error) as caught:
            make()
        for word in words:
            assert word in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["line 1, column 1"]),
        ('{\n  "k": 3,\n  "n" 4\n}', ["line 3, column 7"]),
        ("[1, 2]", ["list", "object"]),
        ("null", ["NoneType", "object"]),
        ('{"K": 3}', ["'K'", "wanted one of", "start_seed"]),
        ('{"k": -1}', ["k: got -1"]),
        ('{"k": "3"}', ["k: got '3'"]),
        ('{"k": NaN}', ["k: got nan"]),
        ('{"start": ["kmeans++"]}', ["start", "kmeans++"]),
        ('{"columns": [0]}', ["columns: got (0,)", "two"]),
        ('{"columns": "01"}', ["columns: got '01'", "two"]),
        ('{"standardise": "no"}', ["standardise: got 'no'"]),
        ('{"placed": [[NaN, 0]]}', ["placed: got nan", "finite"]),
        (f'{{"placed": [[1{"0" * 400}, 0]]}}', ["placed: got 1000", "finite"]),
        (f'{{"added": [[0, 1{"0" * 400}, 0]]}}', ["added: got 1000", "finite"]),
        ('{"added": [[0, 0, 1000001]]}', ["added: got group 1000001", "at most"]),
        ('{"moved": [[1, 0, 0], [0, 0, 0]]}', ["moved", "ascending"]),
        ('{"erased": [3, 3]}', ["erased", "ascending"]),
    ],
)
def test_json_that_is_no_recipe_says_what_is_wrong(text, words):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - each says something else
        Recipe.from_json(text)
    for word in words:
        assert word in str(caught.value)


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=0, max_value=10**400)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["file", "by-hand", "blobs", "resource:../x.csv", "a\0b", "\ud800", ""])
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)
FIELDS = st.sampled_from([field.name for field in fields(Recipe)])


@given(st.dictionaries(FIELDS, ANYTHING, max_size=4) | ANYTHING)
def test_any_json_is_a_recipe_or_raises_the_one_error_that_is_promised(values):
    text = json.dumps(values)
    recipe = error = None
    try:
        recipe = Recipe.from_json(text)
    except ValueError as raised:
        error = str(raised)
    if recipe is None:
        assert 0 < len(error.encode()) <= 600
    else:
        assert Recipe.from_json(recipe.to_json().encode().decode()) == recipe


def test_what_is_quoted_of_a_wrong_recipe_is_short_and_printable():
    for text in ('{"k": "\\u001b[2J%s"}' % ("9" * 5000), '{"k": %s}' % ("9" * 4000)):
        with pytest.raises(ValueError, match=r"^k: got") as caught:
            Recipe.from_json(text)
        assert len(str(caught.value)) <= 300
        assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    "name",
    [
        "../../x.csv",
        "..",
        "a/../../x.csv",
        "/etc/passwd",
        "//host/share/x.csv",
        "..\\..\\x.csv",
        "\\x.csv",
        "C:x.csv",
        "C:\\x.csv",
        "",
        ".",
    ],
)
def test_a_shipped_file_lies_in_its_folder(name):
    with pytest.raises(ValueError, match="that is shipped"):
        Recipe(shape=FILE, file=f"resource:{name}")


def test_a_path_that_no_file_can_have_is_refused():
    for name in ("a\0b.csv", "\ud800.csv"):
        with pytest.raises(ValueError, match="wanted a path"):
            Recipe(shape=FILE, file=name)


def test_a_file_whose_name_is_not_utf_8_goes_to_json_and_back():
    recipe = Recipe(shape=FILE, file=os.fsdecode(b"/data/caf\xe9.csv"))
    assert Recipe.from_json(recipe.to_json().encode().decode()) == recipe
