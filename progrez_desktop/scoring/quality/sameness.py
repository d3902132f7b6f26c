"""Answers that hardly change whatever is asked: the longest run of one category, and the spread of all answers."""

from collections.abc import Mapping

import numpy as np

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.grm import Floats
from progrez_desktop.scoring.quality.form import Form, Ints

LEAST_ANSWERS = 30


def longest_run(form: Form, answers: Ints) -> Ints:
    """Return the longest run of one category as shown, in neighbouring answers of one response format.

    Skills and key directions alternate on the form, so that a run of 10 agrees with statements that deny each other.
    A statement without an answer neither breaks a run nor lengthens it; the next format begins a new one.

    Source:
        Johnson (2005), Journal of Research in Personality 39, 103-129; Meade & Craig (2012), Psychological Methods
        17(3), 437-455 ("LongString").
    """
    people = len(answers)
    last, run, longest = (np.zeros(people, dtype=np.int64) for _ in range(3))
    before = ""
    for column, name in enumerate(form.formats):
        if name != before:
            last[:], before = 0, name
        now = answers[:, column]
        given = now > 0
        run = np.where(given, np.where(now == last, run + 1, 1), run)
        last = np.where(given, now, last)
        longest = np.maximum(longest, np.where(given, run, 0))
    return longest


def variances(form: Form, answers: Ints) -> dict[str, tuple[Floats, Ints]]:
    """Return by format the sum of squares about the person's own mean, as shares of the format, and answers less 1."""
    found = {}
    shares = form.shares(answers)
    for name, columns in form.of_format().items():
        own = np.ascontiguousarray(shares[:, columns])
        given = ~np.isnan(own)
        n = given.sum(axis=1)
        mean = np.where(given, own, 0.0).sum(axis=1) / np.maximum(n, 1)
        squares = np.where(given, (own - mean[:, np.newaxis]) ** 2, 0.0).sum(axis=1)
        found[name] = (squares, np.maximum(n - 1, 0))
    return found


def spread(form: Form, answers: Ints, typical: Mapping[str, float]) -> Floats:
    """Return how much a person's answers vary, 1 being what is typical; straight lines give 0.

    Args:
        typical: By response format, the median variance of the answers of one person, as shares of the format.

    Returns:
        The root of the variance over the typical one, formats joined by their degrees of freedom. NaN with fewer than
        30 answers. The keys of statements play no part.

    Raises:
        ScoringError: "no_typical_spread", naming the format.

    Source:
        Intra-individual response variability: Dunn, Heggestad, Shanock & Theilgard (2018), Journal of Business and
        Psychology 33, 105-121. Joining formats is our own.
    """
    total, freedom = np.zeros(len(answers)), np.zeros(len(answers), dtype=np.int64)
    for name, (squares, degrees) in variances(form, answers).items():
        if name not in typical:
            raise ScoringError("no_typical_spread", name)
        total += squares / typical[name]
        freedom += degrees
    enough = (answers > 0).sum(axis=1) >= LEAST_ANSWERS
    return np.where(enough, np.sqrt(total / np.maximum(freedom, 1)), np.nan)
