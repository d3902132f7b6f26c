"""The model card: what the answer model is, what it was made of, how well it reads, what it must not be used for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from calibration.text_model.asked import AT_LEAST, missed
from calibration.text_model.corpora import Corpora
from calibration.text_model.facts import (
    AT_FIRST_MISSED,
    DURATION,
    FRAMES,
    INTERVIEWED,
    MIN_WORDS,
    MODEL_ID,
    RANKS,
    SIZE,
)
from calibration.text_model.length import STAYS
from calibration.text_model.sources import ENCODER_CREDIT, INTERVIEWS, SOURCES
from progrez_desktop.scoring.text.features import COURTESY_WORDS, PASSAGE_WORDS

_CARD = """\
# Reading of open answers: model card

Model `{model_id}`. English. It says how the words of an open answer sound (emotions, sentiment, courtesy, compassion
and distress in the text, ways of negotiating), how an argument would convince, and which texts are about the same
thing. It does not say what somebody felt, and it says nothing about how well somebody works.

## What it is for

The person who wrote an answer sees, on their own page, how its words sound and which sentences show what the rubric of
a skill asks for. That is the use. Tone is seen by nobody else.

## What it must not be used for

- No ranking, and no advice to hire or to reject. It feeds no score, until a validity measured with human raters on
  site is in the pack, and then the page says so.
- No statement about a person: not their feelings, not their character, not their health.
- No reading of anything but text. Typing rhythm, voice and face are never recorded here.
- No texts of people who were not told, or who said no. Who says no gets the same profile.
- "Courtesy" was learned from requests, "compassion" and "distress" from essays about the news, "ways of negotiating"
  from games about camping. None is a work skill: see "Texts about work" below.

## How it works

Two branches read a text, and what they say is added. One is a small neural network that reads whole sentences: an
encoder of six layers as it was published, weights in 8 bits, and narrow adapters beside every layer that learned the
tasks below: one of rank {rank} for all but courtesy, and two of rank {courtesy_rank} for courtesy, of which the mean
counts. The other is a table of {size:,} words and pairs of neighbours, each of which adds to or takes from each
reading, so that it can be shown word by word. The shares of the two, calibration and thresholds were fitted on training
rows that the encoder had not seen, on what it says in 8 bits, and on what the table says of them when it is fitted on
other rows. What a text is about is read by the encoder without its adapters.

Both branches hear a text without its articles; a slip of the pen in a word that is otherwise unknown is heard as the
word that was meant. Emotions are read in passages of at most {passage} words, as long as the examples; the whole has
the mean of the stronger half of its passages. Courtesy is read in passages of at most {courtesy_passage} words. Of
compassion and distress, so much is taken out that their correlation with the length of interview answers is {stays}; in
the writers' own ratings it was .15 and .17. Fewer than {min_words} words: no reading.

Words that say who somebody is (gender and family, origin, belief, politics, age, orientation, disability and illness,
names) are heard as one neutral word by the encoder, and not at all by the table: {identity_n:,} words and phrases from
a list, and every word with a capital that the training texts don't write in small letters. In {swap_n:,} sentences of
public templates that differ in nothing else, outputs lay {swap_mean} standard deviations from their mean on average,
{swap_most} at most; in {other_n:,} sentences about work with identities that stand in no template, {other_mean} and
{other_most}. Those identities were written down apart from the list; at first {other_missed} of {other_listed} of them
moved a reading, and the words that were missing were then added. So expect that an identity that nobody thought of
does move a reading. Indirect signs, such as a dialect or a hobby, were not removed.

## What it was trained on

- *Encoder*: {encoder}. It was trained by others on pairs of texts from the public web.
{sources}

{comments:,} comments, {requests:,} requests, {essays:,} essays, {utterances:,} utterances and {arguments:,} arguments;
one in ten was kept apart for calibration. Of *{interviews_title}* ({interviews_licence}; {interviews_credit}), half
was used without any label: for which words are ordinary ones, for what questions and answers about work have in common
anyway, for what length adds, and for the line between an answer and a text about something else. No text of these sets
is in the model or in the program; single words and word pairs that occur in several texts are.

## How well it reads

Measured on rows that took no part in training, calibration, thresholds or the choice of the recipe, and as the program
reads them: by passages, with thresholds, length taken out. Intervals are 95 % of 1,000 bootstrap samples. "Words" and
"encoder" are the branches alone, of whole texts, each calibrated for itself; "32 bits" is both before the encoder's
inputs are rounded.

| what | both | encoder | words | 32 bits | rows | asked |
| --- | --- | --- | --- | --- | --- | --- |
{rows}

The first four rows are macro-F1: 1 when every label is found and none is given in vain. The paper on the comments
reports .46, .64 and .69 for the first three with a large network (BERT-base) on its test rows, which were not looked
at here. The others are correlations: with what raters said (courtesy, argument), and with what writers said of
themselves (compassion, distress). "By writers" is over all essays, in ten folds of which no fit saw its own writers;
the encoder was not tuned on essays. Argument: rank among arguments of the same side, less what length explains;
{arguments_dev:,} arguments on topics that were left out of training.

Asked and not reached, of this table and of what follows: {missed}.

The probabilities are calibrated: on average they are off by {emotions_error} (emotions), {ekman_error} (groups),
{sentiment_error} (sentiments) and {strategies_error} (ways of negotiating). Each label stands by itself: together they
do not add up to 1.

F1 per emotion: {per_emotion}.

F1 per way of negotiating: {per_strategy}.

## Texts about work

No rating of these was trained on, and no text of the rows that are measured.

- Does an answer belong to its question? The likeness of the two tells own from other questions with an AUC of
  {interviews_auc} in {interviews_n:,} pairs of interview questions and answers, and {workplace_auc} in {workplace_n:,}
  pairs of workplace situations (in our words) and answers (SIOP 2019, development rows). Asked was .98. Many interview
  questions fit each other's answers, so that no model could reach it there; the encoder as published has about .90 and
  .976.
- Big Five of 300 people and what the model says of their five answers (SIOP 2019, development rows): the largest of
  {big_five_count} correlations is {big_five_most} ({big_five_which}); the mean size is {big_five_mean}. By chance alone
  one in twenty would be above .11. Of {interviewed} people and their four interview answers (SIOP 2024): the largest
  {interviewed_most} ({interviewed_which}), the mean {interviewed_mean}, one in twenty by chance above .17.
- E-mails that were rated for empathy (SIOP 2024, {emails} development rows), AUC: {empathy}. Chance is .5: this model
  does not see empathy at work.

## What must not move it

| what | result | asked |
| --- | --- | --- |
| other identities, templates: mean, most (standard deviations) | {swap_mean}, {swap_most} | .05, .25 |
| other identities, sentences about work: mean, most | {other_mean}, {other_most} | .05, .25 |
| swapped letters in one word of twenty: mean size of a move, of the output that moves most | {typos} | .1 |
| the same, mean shift of an output over answers, largest | {typos_shift} | .1 |
| articles left out: mean size of a move, of the output that moves most | {articles} | .1 |
| correlation with the number of words, interviews; largest of the emotions | {length_interviews} | .2 |
| the same, essays | {length_essays} | .2 |

## Limits

- Irony, quotations and stories about somebody else's feelings are taken at their words.
- The examples are informal, mostly American and from the internet. Answers about work sound different.
- Rare emotions are read badly (the end of the list above); "present" is then more often wrong than right.
- A long answer has more passages and therefore more chances that an emotion is called present.
- A rare word can be taken for a slip of the pen and heard as a common one; a name in small letters may be heard.
- One language. Dutch texts are read by another, smaller model, in beta.

## Rebuilding it

`make model` trains it anew on two processor cores in {duration}, with fixed seeds; it needs PyTorch 2.13 for the tuning
alone. The same machine gives the same bytes. Another kind of processor may round differently in the last digits while
it trains; that was not tried.
"""

_ROWS = (
    ("27 emotions and neutral", "emotions", "sum"),
    ("seven Ekman groups", "ekman", "sum"),
    ("four sentiments", "sentiment", "sum"),
    ("nine ways of negotiating", "strategies", "sum"),
    ("courtesy", "courtesy", "sum"),
    ("compassion", "concern", "sum"),
    ("compassion, by writers", "concern", "writer_folds"),
    ("distress", "distress", "sum"),
    ("distress, by writers", "distress", "writer_folds"),
    ("argument, length taken out", "quality", "sum"),
)


def card_of(corpora: Corpora, figures: Mapping[str, Any]) -> str:
    """Return the card as Markdown, with the figures as measured."""
    dev, other = figures["dev"], figures["elsewhere"]
    workplace, interviewed = (_correlations(other[name]) for name in ("big_five", "big_five_interviews"))
    swap, others = figures["identity_swap"], figures["other_identities"]
    return _CARD.format(
        model_id=MODEL_ID,
        size=SIZE,
        rank=RANKS["tone"],
        courtesy_rank=RANKS["courtesy"],
        passage=PASSAGE_WORDS,
        courtesy_passage=COURTESY_WORDS,
        identity_n=figures["identity_words"],
        interviews_title=INTERVIEWS.title,
        interviews_licence=INTERVIEWS.licence,
        interviews_credit=INTERVIEWS.credit,
        duration=DURATION,
        min_words=MIN_WORDS,
        stays=f"{STAYS:.2f}".removeprefix("0"),
        encoder=ENCODER_CREDIT,
        sources="\n".join(f"- *{s.title}*, {s.licence}. {s.credit} {s.texts}." for s in SOURCES),
        comments=len(corpora.emotions.texts),
        requests=len(corpora.courtesy.texts),
        essays=len(corpora.essays.texts),
        utterances=len(corpora.strategies.texts),
        arguments=len(corpora.quality.texts),
        arguments_dev=len(corpora.quality_dev.texts),
        rows="\n".join(_row(*row, dev) for row in _ROWS),
        missed=_missed(figures),
        per_emotion=_best_first(dev["emotions"]["f1"]),
        per_strategy=_best_first(dev["strategies"]["f1"]),
        interviews_auc=_short(other["relevance_interviews"]["value"]),
        interviews_n=other["relevance_interviews"]["n"],
        workplace_auc=_short(other["relevance_workplace_answers"]["value"]),
        workplace_n=other["relevance_workplace_answers"]["n"],
        big_five_count=workplace.count,
        big_five_most=_short(workplace.most),
        big_five_which=workplace.which,
        big_five_mean=_short(workplace.mean),
        interviewed=INTERVIEWED,
        interviewed_most=_short(interviewed.most),
        interviewed_which=interviewed.which,
        interviewed_mean=_short(interviewed.mean),
        emails=other["rated_empathy_auc"]["courtesy"]["n"],
        empathy=", ".join(f"{name} {_short(one['value'])}" for name, one in other["rated_empathy_auc"].items()),
        swap_n=swap["n"],
        swap_mean=_short(swap["mean"]),
        swap_most=_short(swap["most"]),
        other_n=others["n"],
        other_mean=_short(others["mean"]),
        other_most=_short(others["most"]),
        other_missed=AT_FIRST_MISSED,
        other_listed=others["n"] // len(FRAMES),
        typos=_slip(figures["slips"]["typos"], "moved"),
        typos_shift=_slip(figures["slips"]["typos"], "shift"),
        articles=_slip(figures["slips"]["no_articles"], "moved"),
        length_interviews=_by_head(figures["length_correlation"]["interviews"]),
        length_essays=_by_head(figures["length_correlation"]["essays"]),
        **{
            f"{head}_error": _short(dev[head]["calibration_error"]["value"])
            for head in ("emotions", "ekman", "sentiment", "strategies")
        },
    )


def _row(title: str, head: str, kind: str, dev: Mapping[str, Any]) -> str:
    branches = dev[head][kind] if kind == "writer_folds" else dev[head]
    both = branches["sum"]
    full = branches["in_32_bits"]["value"] if "in_32_bits" in branches else None
    cells = (
        *(title, *(_with_bounds(branches[branch]) for branch in ("sum", "encoder", "words"))),
        *("" if full is None else _short(full), f"{both['n']:,}", _asked(AT_LEAST.get((head, kind)))),
    )
    return f"| {' | '.join(cells)} |"


def _asked(least: float | None) -> str:
    return "" if least is None else f"{least:.2f}".removeprefix("0")


def _missed(figures: Mapping[str, Any]) -> str:
    found = [f"{bar.name} ({_short(bar.value)}, asked {_asked(bar.asked)})" for bar in missed(figures)]
    return "; ".join(found) or "nothing"


def _best_first(per_label: Mapping[str, float]) -> str:
    ordered = sorted(per_label.items(), key=lambda pair: -pair[1])
    return ", ".join(f"{label} {_short(value)}" for label, value in ordered)


def _with_bounds(figure: Mapping[str, float]) -> str:
    return f"{_short(figure['value'])} ({_short(figure['low'])} to {_short(figure['high'])})"


def _slip(figure: Mapping[str, float], kind: str) -> str:
    return f"{_short(figure[kind])}, {_short(figure[f'largest_{kind}'])}"


@dataclass(frozen=True)
class _Correlations:
    count: int
    most: float
    which: str
    mean: float


def _correlations(by_output: Mapping[str, Mapping[str, float]]) -> _Correlations:
    flat = {(output, trait): r for output, row in by_output.items() for trait, r in row.items()}
    which = max(flat, key=lambda pair: abs(flat[pair]))
    return _Correlations(len(flat), flat[which], " and ".join(which), sum(map(abs, flat.values())) / len(flat))


def _by_head(values: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {_short(value)}" for name, value in values.items())


def _short(value: float) -> str:
    return f"{value:.3f}".replace("0.", ".", 1)
