"""Text from outside, made safe to display."""

import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode categories that are invisible or change how a line is displayed: control (terminal
escapes), format (direction marks), surrogate, unassigned."""


def printable(text: str, limit: int = 200) -> str:
    """Return ``text`` as one line of visible characters; long text has its middle left out.

    Other characters are replaced by U+FFFD. The result has at most ``limit`` characters, 3 or more.
    """
    if len(text) > limit:
        tail = (limit - 1) // 3
        text = text[: limit - 1 - tail] + "…" + text[len(text) - tail :]
    return "".join(REPLACEMENT if unicodedata.category(c) in UNSEEN else c for c in text)
