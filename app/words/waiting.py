"""What a board waits for that cannot run: points, or centroids."""

from app.words.numbers import grouped, plural
from app.words.story import Story
from app.words.translate import tr
from core.runs.run import Run


def missing_words(run: Run) -> str:
    """What is missing on the board, and how it comes there; "" where the run has all it needs."""
    title, how = _missing(run)
    return f"{title} {how}".strip()


def waiting_story(run: Run) -> Story:
    """The story of a run that waits; see `Run.is_waiting`."""
    return Story(tr("Initialisation"), *_missing(run), "")


def _missing(run: Run) -> tuple[str, str]:
    """What is missing, and how it comes there."""
    n, k = run.data.distinct, len(run.starts)
    if not run.is_waiting:
        return "", ""
    if not len(run.points):
        title = tr("The board has no points yet.") if k else tr("The board is empty.")
        return title, tr("Draw points (D), choose a data set, or open a file (Ctrl+O).")
    if not k:
        return tr("There are no centroids yet."), tr("Choose K, or place centroids (P).")
    title = plural(
        n,
        tr("{k} clusters need {k} distinct points; there is {n}."),
        tr("{k} clusters need {k} distinct points; there are {n}."),
        k=grouped(k),
    )
    return title, tr("Draw points (D), or choose a smaller K.")
