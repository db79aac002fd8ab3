"""Text from outside, made safe to print or to quote."""

import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode categories that change how a line looks, or have no look: controls (terminal escapes),
formats (marks that turn the direction of writing), surrogates, what is unassigned."""


def printable(text: str, limit: int = 200) -> str:
    """``text`` in one line of visible characters, its middle left out where it is long.

    Each character that is none is replaced by U+FFFD; the result has at most ``limit``
    characters, 3 or more.
    """
    if len(text) > limit:
        tail = (limit - 1) // 3
        text = text[: limit - 1 - tail] + "…" + text[len(text) - tail :]
    return "".join(REPLACEMENT if unicodedata.category(c) in UNSEEN else c for c in text)
