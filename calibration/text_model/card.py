"""The model card: what the text model is, what it was made of, how well it reads, and what it must not be used for."""

from collections.abc import Mapping
from typing import Any

from calibration.text_model.corpora import SOURCES, Corpora
from calibration.text_model.facts import MIN_WORDS, MODEL_ID, SIZE
from progrez_desktop.scoring.text.features import PASSAGE_WORDS

_CARD = """\
# Tone of a text: model card

Model `{model_id}`. English. It says how the words of an open answer sound: emotions, sentiment, courtesy and
compassion in the text. It does not say what somebody felt, and it says nothing about how well somebody works.

## What it is for

The person who wrote an answer sees, on their own page, how its words sound. Nobody else does. That is the only use.

## What it must not be used for

- No score, no ranking, no advice to hire or to reject. It feeds no score here, and no export carries it.
- No statement about a person: not their feelings, not their character, not their health.
- No reading of anything but text. Typing rhythm, voice and face are never recorded here.
- No texts of people who were not told, or who said no. Who says no gets the same profile.
- "Courtesy" was learned from requests and "compassion" from essays about the news. Neither is a work skill: on
  workplace e-mails that were rated for empathy, models of this kind did no better than chance.

## How it works

The text is cut into words, and each word and each pair of neighbours that the model knows ({size:,} in all) adds to or
takes from each reading, with a weight that was learned from examples. That is the whole model: any reading can be
taken apart word by word. Texts are read in passages of at most {passage} words, as long as the examples; an emotion's
probability is the mean of its two strongest passages. Fewer than {min_words} words, or a language other than English:
no reading.

Words that say who somebody is (gender, origin, religion, politics, age, orientation, disability, common first names)
are not among the known words, so that exchanging one for another leaves every reading as it was. In {swap_n:,}
sentences that were made to differ in nothing else, the outputs lay {swap_mean} standard deviations from their mean on
average, {swap_most} at most. Indirect signs, such as a dialect or a hobby, were not removed.

## What it was trained on

{sources}

Training rows only: {comments:,} comments, {requests:,} requests and {essays:,} essays. No text of these sets is in
the model or in the program; single words and word pairs that occur in several texts are.

## How well it reads

Measured on rows that took no part in training: {comments_dev:,} comments, {requests_dev:,} requests, {essays_dev:,}
essays. Weights, calibration and thresholds come from training rows alone, with predictions of folds that a fit had not
seen. A few choices (passages, question and exclamation marks as words) were compared on the development rows too, so
that the figures may flatter a little. Intervals are from 1,000 bootstrap samples.

| what | figure | 95 % interval |
| --- | --- | --- |
| 27 emotions and neutral, macro-F1 | {emotions_macro_f1} |
| seven Ekman groups, macro-F1 | {ekman_macro_f1} |
| four sentiments, macro-F1 | {sentiment_macro_f1} |
| courtesy, correlation with raters | {courtesy_r} |
| compassion, correlation with what the writers said (development rows) | {concern_r} |
| the same over all {essays_all:,} essays, ten folds by writer | {concern_r_respondent_folds} |

F1 is 1 when every label is found and none is given in vain. The paper on the comments reports .46, .64 and .69 for
the first three rows with a large neural network (BERT-base) on its test rows, which were not looked at here. Two
raters of the same text also disagree often. A correlation of {courtesy} means that the words explain some
{courtesy_explained} % of the differences between raters' judgements; {concern} means {concern_explained} %.

The probabilities are calibrated: on average they are off by {emotions_error} (emotions), {ekman_error} (groups) and
{sentiment_error} (sentiments). Each label stands by itself: together they do not add up to 1.

F1 per emotion: {per_emotion}.

## Limits

- Irony, quotations and stories about somebody else's feelings are taken at their words.
- The examples are informal, mostly American and from the internet. Answers about work sound different, and no figure
  above was measured on them.
- Rare emotions are read badly (see the last list above); "present" is then more often wrong than right.
- A long answer has more passages and therefore more chances that an emotion is called present.
- Writers whose first language is not English, and writers with dyslexia: not yet measured. Topics that occur with an
  emotion in the examples can colour a reading.
- One language. Dutch answers are not read.

## Rebuilding it

`python -m calibration.text_model --data FOLDER` trains it in about a minute, on one thread, with fixed seeds, and
writes the same bytes again.
"""


def card_of(corpora: Corpora, figures: Mapping[str, Any]) -> str:
    """Return the card as Markdown, with the figures as measured."""
    rows = {name: _row(figure) for name, figure in figures.items() if "low" in figure}
    errors = {
        f"{head}_error": _short(figures[f"{head}_calibration_error"]["value"])
        for head in ("emotions", "ekman", "sentiment")
    }
    swap = figures["identity_swap"]
    values = {name: figures[f"{name}_r"]["value"] for name in ("courtesy", "concern")}
    return _CARD.format(
        model_id=MODEL_ID,
        size=SIZE,
        passage=PASSAGE_WORDS,
        min_words=MIN_WORDS,
        sources="\n".join(f"- *{s.title}*, {s.licence}. {s.credit} {s.texts}." for s in SOURCES),
        comments=len(corpora.emotions.texts),
        requests=len(corpora.courtesy.texts),
        essays=len(corpora.concern.texts),
        comments_dev=len(corpora.emotions_dev.texts),
        requests_dev=len(corpora.courtesy_dev.texts),
        essays_dev=len(corpora.concern_dev.texts),
        essays_all=len(corpora.concern.texts) + len(corpora.concern_dev.texts),
        courtesy=_short(values["courtesy"]),
        courtesy_explained=round(100 * values["courtesy"] ** 2),
        concern=_short(values["concern"]),
        concern_explained=round(100 * values["concern"] ** 2),
        per_emotion=", ".join(f"{label} {_short(value)}" for label, value in _best_first(figures["emotions_f1"])),
        swap_n=swap["n"],
        swap_mean=_short(swap["mean"]),
        swap_most=_short(swap["most"]),
        **rows,
        **errors,
    )


def _best_first(per_label: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(per_label.items(), key=lambda pair: -pair[1])


def _row(figure: Mapping[str, Any]) -> str:
    return f"{_short(figure['value'])} | {_short(figure['low'])} to {_short(figure['high'])}"


def _short(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")
