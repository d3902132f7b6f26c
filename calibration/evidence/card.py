"""The card of what shows a skill: how it is read, what it was learned from, how far it agrees with us, its limits."""

from collections.abc import Mapping
from typing import Any

from progrez_desktop.scoring.text.signs import Limits

_CARD = """\
# What an answer shows of each skill: card

Of an English answer it is told, for each skill, which of six steps it shows, with the sentences and words that this
rests on. It is shown to its writer alone and feeds no score: **how well it measures a skill is not known**, because no
answers of real people were rated for it yet.

## The steps

0 not addressed; 1 in general; 2 something that the writer did; 3 in a situation that is told; 4 also why, and what came
of it; 5 also what was learned. A step is told from the parts that were found and from nothing else, so that what is
called "not found" never contradicts it.

## How it works

1. **Who did what.** A small grammar of English looks for "I" or "we" and a verb of doing. What was wished, planned,
   merely tried or refused, and what somebody else did, is nothing that the writer did.
2. **What it is a sign of.** A table of {features:,} words and pairs of words, and the direction of the sentence's
   meaning in the answer model, say how much it sounds like each skill, like harm, like talk in general, and like each
   part of a story. Phrases of the rubric at the verb of the deed ("told", "kept calm") count by themselves.
3. **Harm.** What goes against a skill ("I shouted", "I lied") is marked as that, and no deed in the same sentence
   counts for any skill.
4. **Silence.** Something is told from a probability of {shown} on; that a skill is not addressed up to {none}, and
   never of a skill that the question asks for; nothing below a certainty of {certainty}.

## What it was learned from

{fit_answers} answers of {fit_writers} invented writers and {sentences:,} single sentences, **all written and rated by
us**: trades, ages and styles are varied, second languages, irony, refusals and texts about something else among them.
One of us wrote the answers, the rubric's phrases and the ratings. Figures on such texts say whether the engine does
what it was built to do, and not how it fares with real people.

## How far it agrees with us

On {answers} further answers by {writers} other writers, from which no weights, phrases or limits were learned; what a
certainty is worth was, for each of them from the others. Of {pairs} skills of which we were clear, a step is told in
{told}.

| | |
| --- | --- |
| the same step | {exact} |
| the same or the next one | {adjacent} |
| quadratic kappa | {kappa} |
| told as shown (2 and more), and rated 0 or 1 by us: false evidence | {false} of {shown_read} |
| of what we rate 2 and more ({ours}): told / silent / told as 0 | {found} / {silent} / {denied} |
| told as 0, and rated 2 and more by us | {none_false} of {none_read} |
| marks that stand in a sentence that we labelled so: deeds / against / other parts | {marks} |

What a certainty is worth: it says how often the step was ours or next to ours.

| certainty | told | mean certainty | ours or next to ours |
| --- | --- | --- | --- |
{bins}

| skill | rated 2 and more | told as that | false |
| --- | --- | --- | --- |
{skills}

## What it can't

It does not know whether what is told is true. It reads deeds that are told in words like those it learned from; a deed
between the lines is passed over in silence. It was not tried on groups of people. It must not be used to rank, accept
or reject anybody.
"""


def card_of(figures: Mapping[str, Any], learned: Mapping[str, int], limits: Limits) -> str:
    """Return the card, from figures_of the measuring half."""
    shown, none, kappa = figures["shown"], figures["none"], figures["kappa"]
    marks = figures["marks"]
    return _CARD.format(
        **learned,
        shown=limits.shown,
        none=limits.none,
        certainty=limits.certainty,
        answers=figures["answers"],
        writers=figures["writers"],
        pairs=figures["pairs"],
        told=_percent(figures["told"]),
        exact=_percent(figures["exact"]),
        adjacent=_percent(figures["adjacent"]),
        kappa=_interval(kappa),
        false=_percent(shown["false"]),
        shown_read=shown["read"],
        ours=shown["ours"],
        found=_percent(shown["found"]),
        silent=_percent(shown["silent"]),
        denied=_percent(shown["denied"]),
        none_false=_percent(none["false"]),
        none_read=none["read"],
        marks=" / ".join(f"{_percent(marks[kind]['right'])} of {marks[kind]['n']}" for kind in marks),
        bins="\n".join(_bin(one) for one in figures["certainty"] if one["n"]),
        skills="\n".join(
            f"| {skill.replace('_', ' ')} | {one['ours']} | {one['read']} | {one['false']} |"
            for skill, one in figures["skills"].items()
        ),
    )


def _bin(one: Mapping[str, Any]) -> str:
    return f"| from {one['from']} | {one['n']} | {one['certainty']:.2f} | {_percent(one['near'])} |"


def _interval(kappa: Mapping[str, Any]) -> str:
    if "value" not in kappa:
        return "not to be had"
    interval = f" ({kappa['low']:.2f} to {kappa['high']:.2f})" if kappa["low"] is not None else ""
    return f"{kappa['value']:.2f}{interval}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"
