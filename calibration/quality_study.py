"""Derives where response quality raises a flag, and measures what that catches: `python -m calibration.quality_study`.

Pairs, cuts and typical variation come from one half of the respondents of each data set; the table of hits and false
alarms comes from the other half. The same data give the same bytes.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from calibration.adaptive_sittings import Asking
from calibration.bank_study import derive
from calibration.careless import model_people, simulated_cut
from calibration.joined_people import (
    SEED,
    TIMED,
    Respondents,
    Sample,
    care_goes_together,
    form_of,
    joined,
    like_pairs,
    own_times,
    read_people,
    shown_order,
)
from calibration.quality_table import meetings, table
from calibration.single_thread import in_one_thread
from calibration.sources import SOURCES, check_sums, sha256
from progrez_desktop.scoring.bank import Bank
from progrez_desktop.scoring.grm import Floats
from progrez_desktop.scoring.quality import agreement, sameness
from progrez_desktop.scoring.quality.form import Form
from progrez_desktop.scoring.quality.indices import families, flags, indices
from progrez_desktop.scoring.quality.thresholds import SCHEMA, Thresholds

OUT = "bank/working-together.quality.json"
PAIR_R = 0.50
FALSE_ALARMS = 0.026
"""Of real respondents, for each index of agreement by itself: the research file's working point."""
SPREAD_SHARE = 0.005
MODEL_SHARE = 0.01
"""Of people who answer as the model says. Respondents fit worse than that: about one in eight lies under this cut."""
PAIR_STEPS = (12, 20, 30, 45)
SCALE_STEPS = (7, 10)
FIT_STEPS = (20, 30, 50, 80)
_DRAWS = 40
_FIT_DRAWS = 8
MAY_BE_LEFT_OUT = 6
_MODEL_PEOPLE = 10_000
PACE = {"median_s": 2.0, "fast_s": 1.0, "fast_share": 0.11}
RUN = 10

BASIS = {
    "pace": (
        "2 s an item: Huang et al. (2012); of the timed respondents 2.5 % have a median under 2.0 s and 1 % more than "
        "11 % of answers under 1 s"
    ),
    "run": "99 % of the respondents of three samples have at most 8 or 9 equal answers in a row",
    "spread": "the least 0.5 % of respondents",
    "synonyms": "the least 2.6 % of respondents, the lower of both samples; pairs with r over .50",
    "even_odd": "the least 2.6 % of respondents, the lower of both samples",
    "person_fit": (
        "the least 1 % of people simulated by the model, by the number of answers: the whole form, and parts of both "
        "forms, the lowest of them"
    ),
}


@dataclass(frozen=True)
class Half:
    """Half of the respondents: of each data set, of one form of the timed one, and joined to each of our own forms."""

    people: Mapping[str, Respondents]
    same: Sample
    joined: Sample
    adaptive: Sample


def build(data: Path, bank_bytes: bytes) -> bytes:
    """Return the file of thresholds with what they rest on and what they catch.

    Raises:
        CalibrationError: Files are not the recorded ones.
    """
    check_sums(data)
    bank = Bank.from_bytes(bank_bytes)
    people = read_people(data, (bank, Bank.from_bytes(bank_bytes, "extended")))
    first = {name: one.half(0) for name, one in people.items()}
    pairs = [pair for one in first.values() for pair in like_pairs(one.form, one.answers, PAIR_R)]
    names = [(one, other) for one, other, _ in pairs]
    together = care_goes_together(first[TIMED], names)
    form, asking = form_of((bank,), shown_order(bank)), Asking.over(bank_bytes)
    learned, tried = (_half(people, side, (form, asking.pool), names, together) for side in (0, 1))
    document = {"schema": SCHEMA, "bank_sha256": bank.sha256, **_thresholds(learned, pairs)}
    limits = Thresholds.of(document)
    document["basis"] = BASIS
    document["study"] = {
        "data": {name: sha256(data / name / "responses.parquet") for name in SOURCES},
        "learned_from": {name: len(one.answers) for name, one in learned.people.items()},
        "tried_on": {name: len(one.answers) for name, one in tried.people.items()},
        "joined_people": len(tried.joined.answers),
        "care_goes_together": round(together, 3),
        "families": _families(tried.same, limits),
        "caught": {
            "whole_form_joined": table(tried.joined, limits),
            "whole_form_joined_at_random": table(joined(tried.people, form, names, 0.0), limits),
            "short_form_joined": table(tried.adaptive, limits, asking),
            "one_data_set": table(tried.same, limits),
            "one_data_set_short": table(_met(tried.people[TIMED], asking.of_data_set(TIMED)), limits, asking),
        },
    }
    return (json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8")


def _half(
    people: Mapping[str, Respondents], side: int, forms: tuple[Form, Form], names: Sequence[tuple[str, str]], r: float
) -> Half:
    own = {name: one.half(side) for name, one in people.items()}
    whole, pool = (joined(own, form, names, r) for form in forms)
    return Half(own, _met(own[TIMED], own[TIMED].form), whole, pool)


def _met(timed: Respondents, form: Form) -> Sample:
    """Return the people of the timed data set on a form of it."""
    return Sample(form, timed.on(form), own_times(timed, form))


def _thresholds(half: Half, pairs: Sequence[tuple[str, str, float]]) -> dict[str, Any]:
    typical = _typical(half.people)
    samples = (half.joined, half.same)
    spread = min(_low(sameness.spread(one.form, one.answers, typical), SPREAD_SHARE) for one in samples)
    names = [(one, other) for one, other, _ in pairs]
    return {
        "pace": PACE,
        "run": RUN,
        "spread": {"cut": round(spread, 3), "typical": typical},
        "synonyms": {"cuts": [[n, round(_synonym_cut(samples, names, n), 3)] for n in PAIR_STEPS], "pairs": pairs},
        "even_odd": {"cuts": [[n, round(_even_odd_cut(samples, n), 3)] for n in SCALE_STEPS]},
        "person_fit": {"cuts": _fit_cuts([one.form for one in samples])},
    }


def _typical(people: Mapping[str, Respondents]) -> dict[str, float]:
    found: dict[str, float] = {}
    for one in people.values():
        for name, (squares, freedom) in sameness.variances(one.form, one.answers).items():
            found[name] = round(float(np.median(squares / freedom)), 4)
    return found


def _synonym_cut(samples: Sequence[Sample], names: Sequence[tuple[str, str]], n: int) -> float:
    """Return the mean cut over draws of n pairs, of the sample where it is lower."""
    random = np.random.default_rng(SEED)
    found = []
    for sample in samples:
        places = agreement.pairs_on(sample.form, names)
        draws = [np.sort(random.permutation(len(places))[:n]) for _ in range(_DRAWS)]
        cuts = [_low(agreement.synonyms(sample.form, sample.answers, places[rows])[0], FALSE_ALARMS) for rows in draws]
        found.append(float(np.mean(cuts)))
    return min(found)


def _even_odd_cut(samples: Sequence[Sample], n: int) -> float:
    """Return the mean cut over draws of n scales, of the sample where it is lower and that has so many."""
    random = np.random.default_rng(SEED)
    found = []
    for sample in samples:
        skills = list(sample.form.of_skill())
        if len(skills) < n:
            continue
        cuts = []
        for _ in range(_DRAWS):
            drawn = set(random.permutation(skills)[:n].tolist())
            columns = [at for at, (skill, _) in enumerate(sample.form.shown) if skill in drawn]
            form = Form.of([sample.form.shown[at] for at in columns])
            cuts.append(_low(agreement.even_odd(form, sample.answers[:, columns])[0], FALSE_ALARMS))
        found.append(float(np.mean(cuts)))
    return min(found)


def _fit_cuts(forms: Sequence[Form]) -> list[list[float]]:
    """Return the cut for so many answers on any part of the forms, and for the whole of the first."""
    random = np.random.default_rng(SEED)
    people = [model_people(form, _MODEL_PEOPLE, random) for form in forms]
    lowest = dict.fromkeys(FIT_STEPS, 0.0)
    for n in FIT_STEPS:
        for form, answers in zip(forms, people, strict=True):
            for _ in range(_FIT_DRAWS):
                columns = _some_skills(form, n, random)
                part = Form.of([form.shown[at] for at in columns])
                lowest[n] = min(lowest[n], simulated_cut(part, answers[:, columns], MODEL_SHARE))
    whole = simulated_cut(forms[0], people[0], MODEL_SHARE)
    steps = [*lowest.items(), (len(forms[0].items) - MAY_BE_LEFT_OUT, whole)]
    return [[n, round(cut, 2)] for n, cut in steps]


def _some_skills(form: Form, n: int, random: np.random.Generator) -> list[int]:
    """Return the places of skills drawn until they have n statements."""
    columns: list[int] = []
    for skill in random.permutation(list(form.of_skill())).tolist():
        if len(columns) < n:
            columns += form.of_skill()[skill]
    return sorted(columns)


def _families(sample: Sample, limits: Thresholds) -> dict[str, Any]:
    raised = families(flags(indices(sample.form, sample.answers, sample.seconds, limits), limits))
    return {"respondents": len(sample.answers), "meetings": meetings(raised)}


def _low(values: Floats, share: float) -> float:
    return float(np.nanquantile(values, share))


def printed(document: Mapping[str, Any]) -> str:
    """Return the table of what is caught as text."""
    lines = []
    for name, rows in document["study"]["caught"].items():
        columns = list(next(iter(rows.values())))
        lines += ["", name, f"{'':27}" + "".join(f"{column[:11]:>12}" for column in columns)]
        lines += [f"{kind:27}" + "".join(f"{row[column]:12}" for column in columns) for kind, row in rows.items()]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    return derive(
        "calibration.quality_study", __doc__, OUT, build, lambda content: printed(json.loads(content)), arguments
    )


if __name__ == "__main__":
    in_one_thread("calibration.quality_study")
    sys.exit(main())
