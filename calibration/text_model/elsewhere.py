"""What the model says of texts of other kinds: relevance to a prompt, workplace answers and e-mails. Never training."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from calibration.measure import Floats, interval
from calibration.text_model.corpora import interview_texts, rows_of_file
from calibration.text_model.figures import looks_of
from calibration.text_model.relevance import auc, relevance
from progrez_desktop.scoring.text.model import TextModel

TRAITS = ("O", "C", "E", "A", "N")
_NAMES = {
    **{"O": "openness", "C": "conscientiousness", "E": "extraversion", "A": "agreeableness"},
    "emotional stability": "emotional_stability",
}
"""Columns of the interviews by trait."""

# What the five questions of the competition were about, in words of our own: theirs are not in the set. As long as
# questions of such tests are.
SITUATIONS = {
    "open_ended_1": "You want to take a week of vacation, and a colleague wants the same week off. Your manager says "
    "that only one of you can go. What would you do?",
    "open_ended_2": "A project is due in two weeks, and your workload is light at the moment. When and how would you "
    "work on the project?",
    "open_ended_3": "After a long day of meetings there is a networking event with people you do not know. You are "
    "tired. Would you go to the networking meeting, and what would you do there?",
    "open_ended_4": "Your manager gives you negative feedback on your work that you find unfair, and your bonus is at "
    "risk. How would you react to the feedback?",
    "open_ended_5": "Your company looks for a volunteer for a project with a client from Norway. You know little of "
    "the country and its culture. Would you volunteer for the project?",
}

READ = (
    *(("courtesy", None), ("concern", None), ("distress", None), ("quality", None)),
    *(("strategies", "showing-empathy"), ("strategies", "promote-coordination"), ("sentiment", "positive")),
    *(("sentiment", "negative"), ("emotions", "caring"), ("emotions", "gratitude")),
)
"""Heads whose columns are held against traits and ratings."""


def elsewhere(model: TextModel, data: Path) -> dict[str, Any]:
    """Return relevance, and what outputs have to do with Big Five (two sets of people) and with rated empathy."""
    workplace = list(rows_of_file(data / "siop2019_sjt_big5" / "dev.csv.gz"))
    asked = [(SITUATIONS[name], row[name]) for row in workplace for name in SITUATIONS if row[name].strip()]
    emails = list(rows_of_file(data / "siop2024_empathy_email" / "dev.csv.gz"))
    rated = np.array([float(row["empathy"]) for row in emails])
    written = _columns(model, [row["text"] for row in emails])
    return {
        "relevance_interviews": relevance(model, interview_texts(data, ("dev",))),
        "relevance_workplace_answers": relevance(model, asked),
        "big_five": _big_five(model, [[row[name] for name in SITUATIONS] for row in workplace], _traits(workplace)),
        "big_five_interviews": _interviews(model, data),
        "rated_empathy_auc": {name: interval(auc, values, rated) for name, values in written.items()},
    }


def _interviews(model: TextModel, data: Path) -> dict[str, dict[str, float]]:
    """Return the same for the people of the interviews, whose traits took no part in anything."""
    people: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for row in rows_of_file(data / "siop2024_interview_answers" / "all.csv.gz"):
        people[row["rid"]].append(row)
    traits = {trait: np.array([float(rows[0][name]) for rows in people.values()]) for trait, name in _NAMES.items()}
    return _big_five(model, [[row["answer"] for row in rows] for rows in people.values()], traits)


def _traits(people: Sequence[Mapping[str, str]]) -> dict[str, Floats]:
    return {trait: np.array([float(row[trait]) for row in people]) for trait in TRAITS}


def _big_five(
    model: TextModel, answers: Sequence[Sequence[str]], traits: Mapping[str, Floats]
) -> dict[str, dict[str, float]]:
    """Return the correlation of traits with the mean over a person's answers, of each output in READ."""
    ends = np.cumsum([len(texts) for texts in answers])[:-1]
    flat = _columns(model, [text for texts in answers for text in texts])
    means = {name: np.array([part.mean() for part in np.split(values, ends)]) for name, values in flat.items()}
    return {
        name: {trait: round(float(np.corrcoef(mean, values)[0, 1]), 3) for trait, values in traits.items()}
        for name, mean in means.items()
    }


def _columns(model: TextModel, texts: Sequence[str]) -> dict[str, Floats]:
    seen = looks_of(model, texts).sum
    return {label or head: seen[:, model.column(head, label)] for head, label in READ}
