"""The card of the Dutch tone model: what it is, what it was made of, how well it reads, and what it is not for."""

from collections.abc import Mapping
from typing import Any

from calibration.dutch_tone.figures import neutral_texts
from calibration.xed import XED

_CARD = """\
# Tone of a Dutch text (beta): model card

It says how the words of a Dutch answer sound: eight emotions and three sentiments. **Beta**: it learned from few and
short texts of another kind, and errs often. It is shown to the writer alone, with the word "beta" beside it. It gives
no level of any skill, and feeds no score.

## How it works

Words, pairs of neighbours and runs of two to five letters, {size:,} in all, each add to or take from every reading.
A text is read sentence by sentence; an emotion's probability is the mean of the stronger half of its sentences, a
sentiment's the mean over all words. Words that say who somebody is (sex, origin, belief, age, orientation, disability,
many first names) are read as if they did not stand there.

## What it was made of

{title}.
{credit}
Licence {licence}. It holds {texts}.
Rows: {train:,} to learn from, {dev} development, {test} test. There are no neutral Dutch lines among them; {neutral}
short neutral texts of our own count for a third. "Neutral" is what is left when nothing else is found.

## How well it reads

Weights, calibration and thresholds come from training lines alone; 95 % intervals from 1,000 resamples of the lines.

| | development lines | test lines | both |
| --- | --- | --- | --- |
{rows}

F1 per label on both: {per_label}.

A tone is called present from the probability on that none of the neutral texts reached (read by a fit that had not
seen it), at least .2. In {unseen} other neutral texts of our own it then hears {heard} tones of {heard_of}. That
silence costs F1 on film lines, of which none is neutral: with thresholds that suit those best, the model before this
one had .374 over the eight emotions on both, and heard tones in all neutral texts. To call every emotion present in
every line gives {always:.3f}. The area under the curve (AUC) does not depend on thresholds; .5 is chance. The
calibration error is against film lines, and means that probabilities are too low for those.

Exchanging one identity for another in {swap_n:,} made-up sentences moves an output by {swap_mean:.3f} standard
deviations at mean and {swap_most:.2f} at most.

## What it must not be used for

No score, no ranking, no advice about a person; no statement about what somebody feels, or about their health. Nobody
but the writer sees it.
"""

_ROWS = (
    ("macro-F1, eight emotions", "emotions_macro_f1"),
    ("macro-F1, three sentiments", "sentiment_macro_f1"),
    ("mean AUC, eight emotions", "emotions_auc"),
    ("mean AUC, three sentiments", "sentiment_auc"),
    ("calibration error, emotions", "emotions_calibration_error"),
    ("calibration error, sentiments", "sentiment_calibration_error"),
)


def card_of(figures: Mapping[str, Any], size: int, learned_from: int) -> str:
    """Return the card with these figures, for a model of `size` features and `learned_from` training lines."""
    swap = figures["identity_swap"]
    f1 = figures["both_emotions_f1"] | figures["both_sentiment_f1"]
    return _CARD.format(
        size=size,
        title=XED.title,
        texts=XED.texts,
        credit=XED.credit,
        licence=XED.licence,
        train=learned_from,
        dev=figures["dev_emotions_macro_f1"]["n"],
        test=figures["test_emotions_macro_f1"]["n"],
        rows="\n".join(_row(title, name, figures) for title, name in _ROWS),
        per_label=", ".join(f"{label} {value:.2f}" for label, value in f1.items()),
        neutral=len(neutral_texts("neutral")),
        unseen=figures["heard_in_neutral"]["n"],
        heard=figures["heard_in_neutral"]["heard"],
        heard_of=figures["heard_in_neutral"]["of"],
        always=figures["both_all_present_macro_f1"]["value"],
        swap_n=swap["n"],
        swap_mean=swap["mean"],
        swap_most=swap["most"],
    )


def _row(title: str, name: str, figures: Mapping[str, Any]) -> str:
    return " | ".join([f"| {title}", *(_cell(figures[f"{split}_{name}"]) for split in ("dev", "test", "both"))]) + " |"


def _cell(figure: Mapping[str, Any]) -> str:
    spread = f" ({figure['low']:.3f} to {figure['high']:.3f})" if "low" in figure else ""
    return f"{figure['value']:.3f}{spread}"
