"""Text from outside, made fit to be shown: names of files and columns, cells, arguments."""

import re

REPLACEMENT = "\ufffd"

_SPACING = re.compile(r"[\t-\r\x85\u2028\u2029]+")
"""Line ends and tabs."""

_UNSHOWN = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # control characters, by which a terminal is told what to do
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what turns the direction of writing
    "\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"  # not seen at all
    "\ud800-\udfff]"  # surrogates, as in a file's name that is not UTF-8
)


def printable(text: str, limit: int = 200) -> str:
    """``text`` on one line, of at most ``limit`` characters, all of them fit to be shown.

    Line ends and tabs become spaces. Control characters, those that turn the direction of writing
    or cannot be seen, and lone surrogates become U+FFFD. Of a longer text the middle is left out.
    """
    if len(text) > limit:
        # Before it is looked through: it may be a file's only line.
        begin = limit // 2
        text = f"{text[:begin]}…{text[len(text) - (limit - begin - 1) :]}"
    return _UNSHOWN.sub(REPLACEMENT, _SPACING.sub(" ", text))
