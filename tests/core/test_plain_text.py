"""Text from outside is safe to print."""

from hypothesis import given
from hypothesis import strategies as st

from core.plain_text import printable


def test_usual_text_stays_as_it_is():
    for text in ("", "iris.csv", "größe 1–2 ’a’.csv", "数据.csv", "a b"):
        assert printable(text) == text


def test_what_is_no_visible_character_is_replaced():
    assert printable("a\x1b[31mb\nc\u202ed\ud800e\x00") == "a�[31mb�c�d�e�"


@given(text=st.text(st.characters()), limit=st.integers(3, 60))
def test_it_is_short_printable_and_can_be_encoded(text, limit):
    said = printable(text, limit)
    assert len(said) == min(len(text), limit)
    said.encode()
    assert "\x1b" not in said
    assert len(said.splitlines()) <= 1


def test_of_long_text_both_ends_are_told():
    said = printable("start" + "x" * 999 + "end", 30)
    assert said.startswith("start")
    assert said.endswith("end")
    assert "…" in said
