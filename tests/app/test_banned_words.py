"""No text that a person reads uses a word that was replaced by the field's word for the same."""

import ast
import re
from collections.abc import Iterator
from contextlib import redirect_stdout, suppress
from io import StringIO
from pathlib import Path

import pytest

from app.cli.arguments import parse
from core.teaching.demonstrations import demonstrations

ROOT = Path(__file__).parents[2]

BANNED = {
    r"\bpress(ed|es)?\b": "click, drag: a mouse button is not a key",
    r"\bworked? (\w+ ){0,4}out\b": "compute",
    r"\bgives? up\b": "cancel, stop",
    r"\bways? to start\b": "initialisation",
    r"(\b(place|new|other|all|more|the|their|of|many|bad|first)|\}|\d) starts\b": (
        "initial centroids, or restarts"
    ),
    r"\bstarts R\b": "restarts",
    r"\b(if|start) (empty|seed)\b": "empty cluster; initialisation seed",
    r"(?<!\{)\b(costs?|cheaper|dearer)\b": "have inertia; lower inertia",
    r"\bof the truth\b|\bthe truth\b": "true clusters, ground truth",
    r"\btrue (groups?|cent(re|er)s?|blobs?)\b": "true clusters, true centroids",
    r"(?<!Better )\bodds\b": "probability; the title of one demonstration keeps it",
    r"\bby lot\b|\blottery\b|\bluck of the draw\b": "at random; draw",
    r"\blikelier\b": "more probable",
    r"\breckon": "compute",
    r"\bfilm of the start\b": "seeding steps",
    r"\bglides?\b": "move",
    r"\bpoints that (just )?changed\b|\bchanged points\b": "reassigned points",
    r"\bchanges? (its )?cluster\b": "is reassigned",
    r"\bjoins? (a|its) (cluster|nearest)": "is assigned",
    r"\blook and drag\b": "select and move",
    r"\brub(bed|s)?\b": "erase",
    r"\b(gets?|getting) no points?\b": "is empty",
    r"^drop it$|\bis dropped\b|\bare dropped\b": "remove",
    r"\bstretched\b": "elongated",
    r"\bready sets?\b": "presets",
    r"\btake the best\b|\bshow the best(?! run)": "show the best run",
    r"\bcame out\b|\bcomes? out\b": "measured; result",
    r"\bgo on\b|\bback to it\b": "refine; continue; reset",
    r"(\b(local|better|distinct|no)|\}) (minimum|minima)\b": "optimum; a minimum is a number",
    r"\bcompared with it\b": "in the best run",
    r"\bserves?\b": "covers",
    r"\beaten\b|\bswallow|\btidy\b|\bdomino|\bfrozen\b": "absorbed; converged; plain words",
    r"\bparts (it|the plane)\b": "divides",
    r"\bmissing cells?\b": "missing values",
    r"\b(?-i:Farthest-first)\b": "farthest first, as the method is called where it is chosen",
    r"\bone cluster (more|fewer)\b": "one more cluster, one fewer cluster",
    r"\bnotably better\b": "appreciably better",
    r"\bat an adjusted Rand index of only\b": "a number is not only so large",
}  # fmt: skip
"""What must not come back, and what is said instead. It is looked for without regard to case."""


def translated() -> Iterator[str]:
    """All literals that are given to `tr`."""
    for path in sorted((ROOT / "app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "tr":
                for part in ast.walk(node):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield part.value.replace("&", "")


def refused() -> Iterator[str]:
    """What the engine says of input that it refuses."""
    for path in sorted((ROOT / "core").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Raise) and node.exc is not None:
                for part in ast.walk(node.exc):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield part.value


def shown() -> Iterator[str]:
    """What the demonstrations say."""
    for each in demonstrations().values():
        yield from (each.title, each.shows, each.watch)
        for case in each.cases:
            yield from (case.label, case.expected)


def documented() -> Iterator[str]:
    """The README without its blocks of code, a paragraph each, and the command line's help."""
    prose = re.sub(r"```.*?```", "", (ROOT / "README.md").read_text("utf-8"), flags=re.DOTALL)
    with suppress(SystemExit), redirect_stdout(StringIO()) as said:
        parse(["--help"], "1")
    for text in (prose.split("## How fast")[0], said.getvalue()):
        yield from (" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


SOURCES = {
    "Mark reassigned points": translated,
    "wanted two column numbers": refused,
    "Better odds, no guarantee": shown,
    "half-step to show": documented,
}
"""By a text that each has."""


@pytest.mark.parametrize("known", SOURCES)
def test_texts_are_found_where_they_stand(known: str) -> None:
    texts = list(SOURCES[known]())
    assert len(texts) > 5
    assert any(known in text for text in texts)


@pytest.mark.parametrize("banned", BANNED)
def test_no_text_has_a_word_that_was_replaced(banned: str) -> None:
    texts = {text for source in SOURCES.values() for text in source()}
    found = [text for text in texts if re.search(banned, text, re.IGNORECASE)]
    assert not found, f"say instead: {BANNED[banned]}"


@pytest.mark.parametrize(
    "former",
    [
        "Press to add a centroid", "Give up what is being worked out", "The way to start",
        "New starts", "{done} of {wanted} starts, {seeds}", "No better minimum was found",
        "The true centres would cost 6.15", "Colours of the truth", "A better minimum is known",
        "A point is drawn by lot: its odds were 2 %", "Film of the start", "Points that changed",
        "3 points change cluster.", "Every point joins its nearest centroid", "Look and drag",
        "Rub points out", "Cluster 3 gets no point.", "Ready sets", "Came out: 3", "If empty",
        "Farthest-first takes the outlier", "One cluster more",
        "No notably better optimum",
    ],
)  # fmt: skip
def test_former_texts_would_be_found(former: str) -> None:
    assert any(re.search(banned, former, re.IGNORECASE) for banned in BANNED)
