"""Text from outside, made fit to be shown."""


def printable(text: str, limit: int = 200) -> str:
    """Placeholder"""
    shown = "".join(c if c.isprintable() else "\ufffd" for c in text)
    if len(shown) > limit:
        half = (limit - 1) // 2
        shown = shown[: limit - 1 - half] + "…" + shown[len(shown) - half :]
    return shown
