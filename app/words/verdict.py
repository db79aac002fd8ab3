"""What is said of the end of a run."""

from dataclasses import dataclass, replace

from app.words.names import named
from app.words.notices import counted
from app.words.numbers import digits_among, grouped, number, plural
from app.words.translate import tr
from core.analysis.verdict import Outcome, Reference, Verdict, verdict
from core.kmeans.lloyd import MAX_ITERATIONS
from core.kmeans.measures import is_notable
from core.runs.run import Run
from core.types import Slots

MOST_EXPECTED = 20_000
"""Points times clusters of a run up to which its verdict is computed in advance."""

MUCH = 1.01
"""A run whose inertia is above so many times the best known ended badly."""


MOST_TOLD = 3
"""Places where centroids share or cover true clusters that are named, in a verdict."""


@dataclass(frozen=True, slots=True)
class VerdictText:
    """What is said of the end of a run."""

    words: str = ""
    tone: str = "plain"
    """Or "warning"."""
    offers_best: bool = False
    """Whether a better run is known, and can be shown."""


def judgement_of(verdict: Verdict, slots: Slots) -> VerdictText:
    """The words for ``verdict``. That the run converged is said by the story already."""
    words = [_end_words(verdict, slots), *_beside_others(verdict, slots)]
    # A better optimum that is hardly better is worth a word, no warning.
    is_much = verdict.is_beaten and verdict.inertia > verdict.best * MUCH
    is_bad = verdict.outcome is Outcome.UNFINISHED or _is_local(verdict) or is_much
    tone = "warning" if is_bad else "plain"
    return VerdictText(" ".join(filter(None, words)), tone, _is_appreciably_beaten(verdict))


def _is_local(verdict: Verdict) -> bool:
    """Whether the true clusters have an inertia lower by enough to tell of it."""
    is_above = is_notable(verdict.inertia, verdict.true_inertia)
    return verdict.outcome is Outcome.STUCK and is_above


def _is_appreciably_beaten(verdict: Verdict) -> bool:
    return verdict.is_beaten and is_notable(verdict.inertia, verdict.best)


def expected_words(run: Run, slots: Slots) -> str:
    """About what will be said of the end of ``run``, at its longest; nothing of a long one."""
    if run.is_draft or run.is_waiting or len(run.points) * len(run.starts) > MOST_EXPECTED:
        return ""
    found = verdict(run)
    tried = replace(found, tried=100, best=found.inertia, reached=100)
    cases = (found, tried, replace(tried, is_beaten=True))
    return max((judgement_of(each, slots).words for each in cases), key=len)


def _end_words(verdict: Verdict, slots: Slots) -> str:
    """How the run ended, and how that compares with the true clusters."""
    cost, true_cost = number(verdict.inertia), number(verdict.true_inertia)
    if verdict.outcome is Outcome.UNFINISHED:
        said = tr("Stopped before it converged, at the limit of {n} iterations.")
        return said.format(n=MAX_ITERATIONS)
    if verdict.outcome is Outcome.UNKNOWN:
        said = tr("Inertia {cost}. Other initial centroids may do better: try restarts.")
        return "" if verdict.tried else said.format(cost=cost)
    if verdict.outcome is Outcome.OTHER_K:
        said = tr("K = {k}, but the data have {groups} true clusters.")
        return said.format(k=verdict.k, groups=verdict.groups)
    if verdict.outcome is Outcome.CHEAPER:
        said = tr(
            "Below the true clusters' inertia ({cost} against {true}), yet the adjusted Rand index "
            "is {agreement}: the true clusters are not what minimises inertia."
        )
        cost, true_cost = told_apart(verdict.inertia, verdict.true_inertia)
        agreement = max(verdict.agreement, 0.0)
        return said.format(cost=cost, true=true_cost, agreement=f"{agreement:.2f}")
    if not _is_local(verdict):
        said = tr("Inertia {cost}, against {true} of the true clusters.")
        if cost == true_cost:
            said = tr("Inertia {cost}, the same as that of the true clusters.")
        return said.format(cost=cost, true=true_cost)
    where = _sharing_words(verdict, slots)
    words = tr("Local optimum: {where}.").format(where=where) if where else tr("Local optimum.")
    if _is_appreciably_beaten(verdict):
        return words
    cost, true_cost = told_apart(verdict.inertia, verdict.true_inertia)
    higher = tr("The true clusters have inertia {true}; this run ends at {cost}.")
    return words + " " + higher.format(true=true_cost, cost=cost)


def _beside_others(verdict: Verdict, slots: Slots) -> list[str]:
    """How the run compares with restarts, where some were tried."""
    if not verdict.tried or (verdict.outcome is Outcome.CHEAPER and not verdict.is_beaten):
        return []
    if not _is_appreciably_beaten(verdict):
        one = tr("No better optimum was found in {n} restart.")
        many = tr("No better optimum was found in {n} restarts.")
        if verdict.is_beaten:
            one = tr("No appreciably better optimum was found in {n} restart.")
            many = tr("No appreciably better optimum was found in {n} restarts.")
        return [plural(verdict.tried, one, many)]
    cost, best = told_apart(verdict.inertia, verdict.best)
    words = [
        tr(
            "A better optimum is known: {best} instead of {cost} "
            "(reached by {reached} of {n} restarts)."
        ).format(best=best, cost=cost, reached=grouped(verdict.reached), n=grouped(verdict.tried))
    ]
    found = _replaced_words(verdict, slots)
    if found and verdict.reference is Reference.BEST_KNOWN:
        words.append(tr("In the best run, {found}.").format(found=found))
    return words


def _sharing_words(verdict: Verdict, slots: Slots) -> str:
    """Which centroids share a true cluster, and which cover several; or nothing."""
    if verdict.reference is not Reference.TRUTH:
        return ""
    share = tr("centroids {names} share one true cluster")
    sharing, serving = _told_of(verdict)
    said = [share.format(names=named(group, slots)) for group in sharing]
    for own, count in serving:
        covers = (
            tr("centroid {name} covers {count}")
            if said
            else tr("centroid {name} covers {count} true clusters")
        )
        said.append(covers.format(name=slots[own] + 1, count=counted(count)))
    return _listed(said)


def _replaced_words(verdict: Verdict, slots: Slots) -> str:
    """Where the best run has one centroid for several of this run, and where more; or nothing."""
    fewer, more = tr("one centroid replaces {names}"), tr("{count} replace centroid {name}")
    sharing, serving = _told_of(verdict)
    said = [fewer.format(names=named(group, slots)) for group in sharing]
    said += [more.format(name=slots[own] + 1, count=counted(count)) for own, count in serving]
    return _listed(said)


def _listed(said: list[str]) -> str:
    """The first few of several findings, and how many more there are."""
    left = len(said) - MOST_TOLD
    if left > 1:
        said = [*said[:MOST_TOLD], tr("and {n} more of the kind").format(n=left)]
    return ", ".join(said)


def _told_of(verdict: Verdict) -> tuple[list[tuple[int, ...]], list[tuple[int, int]]]:
    """Sharing and serving without centroids that do both, as beside one without points."""
    sharers = {own for group in verdict.sharing for own in group}
    both = sharers & {own for own, _ in verdict.serving}
    sharing = [group for group in verdict.sharing if not both.intersection(group)]
    return sharing, [(own, count) for own, count in verdict.serving if own not in both]


def told_apart(one: float, other: float) -> tuple[str, str]:
    """Two numbers for reading, with as many figures as it takes to tell them apart."""
    more = digits_among(one, (other,))
    return number(one, more), number(other, more)
