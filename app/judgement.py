"""What is said of the end of a run."""

from dataclasses import dataclass, replace

from app.words import grouped, named, number, plural, tr
from core.lloyd import MAX_ITERATIONS
from core.matching import Slots
from core.run import Run
from core.verdict import Outcome, Reference, Verdict, verdict

MOST_EXPECTED = 20_000
"""Points times clusters of a run up to which its verdict is computed in advance."""

MUCH = 1.01
"""A minimum that costs more than so many times the best known is a bad one."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said of the end of a run."""

    words: str = ""
    tone: str = "plain"
    """Or "warning"."""
    offers_best: bool = False
    """Whether a better run is known, and can be shown."""


def judgement_of(verdict: Verdict, slots: Slots) -> Judgement:
    """The words for ``verdict``."""
    words = [_end_words(verdict, slots), *_beside_others(verdict, slots)]
    # A better minimum that is hardly better is worth a word, no warning.
    is_much = verdict.is_beaten and verdict.inertia > verdict.best * MUCH
    is_bad = verdict.outcome in (Outcome.UNFINISHED, Outcome.STUCK) or is_much
    tone = "warning" if is_bad else "plain"
    return Judgement(" ".join(words), tone, verdict.is_beaten)


def expected_words(run: Run, slots: Slots) -> str:
    """About what will be said of the end of ``run``, at its longest; nothing of a long one."""
    if run.is_draft or len(run.points) * len(run.starts) > MOST_EXPECTED:
        return ""
    found = verdict(run)
    tried = replace(found, tried=100, best=found.inertia, reached=100)
    cases = (found, tried, replace(tried, is_beaten=True))
    return max((judgement_of(each, slots).words for each in cases), key=len)


def _end_words(verdict: Verdict, slots: Slots) -> str:
    """How the run ended, and how that compares with the truth."""
    cost, true_cost = number(verdict.inertia), number(verdict.true_inertia)
    if verdict.outcome is Outcome.UNFINISHED:
        said = tr("Stopped before it converged, at the limit of {n} iterations.")
        return said.format(n=MAX_ITERATIONS)
    if verdict.outcome is Outcome.UNKNOWN:
        said = tr("Converged. Whether another start costs less than {cost} is not known: try some.")
        return tr("Converged.") if verdict.tried else said.format(cost=cost)
    if verdict.outcome is Outcome.OTHER_K:
        said = tr("Converged to {k} clusters, where the data have {groups}.")
        return said.format(k=verdict.k, groups=verdict.groups)
    if verdict.outcome is Outcome.CHEAPER:
        said = tr(
            "Converged, and cheaper than the truth ({cost} against {true}), at an adjusted Rand "
            "index of only {agreement}: k-means minimises inertia, which these groups do not."
        )
        cost, true_cost = told_apart(verdict.inertia, verdict.true_inertia)
        agreement = max(verdict.agreement, 0.0)
        return said.format(cost=cost, true=true_cost, agreement=f"{agreement:.2f}")
    if verdict.outcome is Outcome.AS_GOOD:
        said = tr("Converged: inertia {cost}, no more than the {true} of the true groups.")
        if cost == true_cost:
            said = tr("Converged: inertia {cost}, as good as the true groups.")
        return said.format(cost=cost, true=true_cost)
    words = tr("Stuck: {where}.").format(
        where=_sharing_words(verdict, slots) or tr("in a local minimum")
    )
    if verdict.is_beaten:
        return words
    cost, true_cost = told_apart(verdict.inertia, verdict.true_inertia)
    dearer = tr("The true centres would cost {true}, not {cost}.")
    return words + " " + dearer.format(true=true_cost, cost=cost)


def _beside_others(verdict: Verdict, slots: Slots) -> list[str]:
    """How the run compares with other starts, where some were tried."""
    if not verdict.tried or (verdict.outcome is Outcome.CHEAPER and not verdict.is_beaten):
        return []
    if not verdict.is_beaten:
        return [
            plural(
                verdict.tried,
                tr("No better minimum was found in {n} start."),
                tr("No better minimum was found in {n} starts."),
            )
        ]
    cost, best = told_apart(verdict.inertia, verdict.best)
    words = [
        tr(
            "A better minimum is known: {best} instead of {cost} "
            "(found by {reached} of {n} starts)."
        ).format(best=best, cost=cost, reached=grouped(verdict.reached), n=grouped(verdict.tried))
    ]
    found = _sharing_words(verdict, slots)
    if found and verdict.reference is Reference.BEST_KNOWN:
        words.append(tr("Compared with it, {found}.").format(found=found))
    return words


def _sharing_words(verdict: Verdict, slots: Slots) -> str:
    """Which centroids share a group of the reference, and which serve several; or nothing."""
    if verdict.reference is Reference.TRUTH:
        share = tr("centroids {names} share a true blob")
        serves = tr("centroid {name} serves {count} blobs")
    else:
        share = tr("centroids {names} share a cluster")
        serves = tr("centroid {name} serves {count} clusters")
    said = [share.format(names=named(group, slots)) for group in verdict.sharing]
    said += [serves.format(name=slots[own] + 1, count=count) for own, count in verdict.serving]
    return ", ".join(said)


def told_apart(one: float, other: float) -> tuple[str, str]:
    """Two numbers for reading, with as many figures as it takes to tell them apart."""
    words = number(one), number(other)
    figures = 5
    while words[0] == words[1] and one != other and figures <= 17:
        words = f"{one:.{figures}g}", f"{other:.{figures}g}"
        figures += 1
    return words
