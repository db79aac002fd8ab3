"""Text from outside is fit to be shown, whatever is in it."""

import os
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.plain_text import printable


@given(st.text(st.characters()), st.integers(5, 50))
def test_whatever_comes_can_be_shown(text: str, limit: int) -> None:
    shown = printable(text, limit)
    assert len(shown) <= limit
    shown.encode("utf-8")
    assert not {unicodedata.category(letter) for letter in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert printable(shown, limit) == shown


@pytest.mark.parametrize(
    "text", ["points.csv", "", "<b>&amp;", "größe 10\u202f000 €", "名前 😀", "नाम", "a\u200db"]
)
def test_what_can_be_shown_stays(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2Jred", "\ufffd[2Jred"),
        ("a\x00\x07\x9bb", "a\ufffd\ufffd\ufffdb"),
        ("evil\u202efdp.exe\u2069", "evil\ufffdfdp.exe\ufffd"),
        ("two\r\nlines\tand\u2028more", "two lines and more"),
        ("zero\u200bwidth\ufeff", "zero\ufffdwidth\ufffd"),
        (os.fsdecode(b"caf\xe9.csv"), "caf\ufffd.csv"),
        ("\ud800", "\ufffd"),
    ],
)
def test_what_cannot_be_shown_is_replaced(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_of_a_long_text_begin_and_end_are_shown() -> None:
    shown = printable("begin" + "x" * 10**6 + "the end", 21)
    assert shown == "beginxxxxx…xxxthe end"
    assert len(shown) == 21
    assert printable("x" * 21, 21) == "x" * 21
