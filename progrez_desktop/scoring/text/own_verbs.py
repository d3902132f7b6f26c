"""The verb of doing that belongs to "I" in a clause, past adverbs and helping verbs: done, left undone, or none."""

from collections.abc import Sequence

from progrez_desktop.scoring.text import english as en
from progrez_desktop.scoring.text.features import Token

_REACH = 5
"""A few adverbs may stand between "I" and the verb."""

_FORBORNE_PAIRS = {
    *(
        ("give", "up"),
        ("let", "it"),
        ("let", "myself"),
        ("let", "that"),
        ("take", "it"),
        ("take", "the"),
        ("join", "in"),
    ),
    *(("wait", "for"), ("look", "away"), ("run", "away"), ("walk", "away"), ("lose", "my"), ("throw", "in")),
    *(("gave", "up"), ("lost", "my"), ("stopped", "trying"), ("took", "it"), ("threw", "in"), ("looked", "away")),
    *(("shut", "down"), ("get", "angry"), ("back", "down"), ("stop", "there"), ("leave", "it")),
}


def verb_of(tokens: Sequence[Token], subject: int) -> tuple[int, bool] | None:
    """Return the place of what is done, and whether it is said not to be; None where nothing is done."""
    form = tokens[subject].form
    if form in ("i'll", "we'll"):
        return None
    at = subject + 1
    if form == "me":
        at = next((n for n in range(subject + 2, min(subject + 9, len(tokens))) if is_past(tokens[n].form)), at)
    if form in ("i'm", "we're", "im"):
        return _after_be(tokens, at)
    if form in ("i've", "we've", "ive", "weve"):
        return _after_have(tokens, at)
    if form in ("i'd", "we'd"):
        at = past_adverbs(tokens, at)
        return _verb_at(tokens, at, False) if at < len(tokens) and is_past(tokens[at].form) else None
    return _verb_at(tokens, past_adverbs(tokens, at), False)


def _verb_at(tokens: Sequence[Token], at: int, undone: bool) -> tuple[int, bool] | None:
    if at >= len(tokens):
        return None
    form = tokens[at].form
    after = tokens[at + 1].form if at + 1 < len(tokens) else ""
    if form in en.NEGATIONS:
        if form in ("didn't", "didnt", "don't", "dont", "not", "never"):
            return _undone(tokens, past_adverbs(tokens, at + 1))
        return None
    if form in en.MODALS:
        return None
    if form in en.BE:
        return _after_be(tokens, at + 1)
    if form in en.HAVE:
        return _after_have(tokens, at + 1) if not undone else None
    if form in en.DO:
        return _after_do(tokens, at, undone)
    if after == "to" or (after in ("not", "how", "on", "out") and form_at(tokens, at + 2) == "to"):
        return before_to(tokens, at, undone)
    return (at, undone) if is_doing(tokens, at) else None


def _undone(tokens: Sequence[Token], at: int) -> tuple[int, bool] | None:
    """Return what was not done; where that is a deed of its own ("did not shout", "did not give up") as one."""
    form, after = form_at(tokens, at), form_at(tokens, at + 1)
    if _is_forborne(form, after) and form_at(tokens, at + 2) != "until":
        return at, False
    return _verb_at(tokens, at, True)


def _is_forborne(form: str, after: str) -> bool:
    return form in en.FORBORNE or (form, after) in _FORBORNE_PAIRS


def _after_be(tokens: Sequence[Token], at: int) -> tuple[int, bool] | None:
    at = past_adverbs(tokens, at)
    form = form_at(tokens, at)
    if form in ("able", "first") or (form == "the" and form_at(tokens, at + 1) in ("first", "one")):
        to = next((n for n in range(at, min(at + 5, len(tokens))) if tokens[n].form in ("to", "who")), None)
        return _verb_at(tokens, past_adverbs(tokens, to + 1), False) if to is not None else None
    is_doing = form.endswith("ing") and form not in ("being", "going", "feeling", "having", "thinking", "hoping")
    is_doing = is_doing and form not in (
        "trying",
        "planning",
        "struggling",
        "missing",
        "working",
        "living",
        "wondering",
        "meaning",
        "wanting",
        "intending",
    )
    return (at, False) if is_doing and len(form) > 4 else None


def _after_have(tokens: Sequence[Token], at: int) -> tuple[int, bool] | None:
    at = past_adverbs(tokens, at)
    form = form_at(tokens, at)
    if form == "to":
        return _verb_at(tokens, past_adverbs(tokens, at + 1), False)
    if form == "been":
        return _after_be(tokens, at + 1)
    if form in en.NEGATIONS:
        return None
    if _is_participle(form):
        return _verb_at(tokens, at, False)
    return (at - 1, False) if _is_caused(tokens, at) else None


def _is_caused(tokens: Sequence[Token], at: int) -> bool:
    """Whether "had" lets others do something, or is part of a deed: "had them carry it", "had a word with her"."""
    near = [token.form for token in tokens[at : at + 7]]
    if not near or not (near[0] in en.DETERMINERS or near[0] in ("him", "her", "them", "lunch", "dinner", "coffee")):
        return False
    if any(form in ("who", "which", "that", "when") for form in near):
        return False
    talks = ("talk", "chat", "word", "conversation", "meeting", "coffee", "lunch", "dinner", "look", "idea")
    return any(form in talks for form in near[:4]) or any(form in en.BASE or is_past(form) for form in near[1:])


def _after_do(tokens: Sequence[Token], at: int, undone: bool) -> tuple[int, bool] | None:
    after = past_adverbs(tokens, at + 1)
    form = form_at(tokens, after)
    if form in en.NEGATIONS:
        return _undone(tokens, past_adverbs(tokens, after + 1))
    if form and form not in en.NO_VERB and form not in en.DETERMINERS and form in en.BASE | en.STATES:
        return _verb_at(tokens, after, undone)
    return (at, undone)


def before_to(tokens: Sequence[Token], at: int, undone: bool) -> tuple[int, bool] | None:
    form = tokens[at].form
    to = next(n for n in range(at + 1, at + 4) if tokens[n].form == "to")
    if form in en.ONLY_MEANT:
        return None
    if form in en.CARRIED_OUT and form_at(tokens, to + 1) not in en.DETERMINERS | {"", "him", "her", "them", "me"}:
        inner = _verb_at(tokens, past_adverbs(tokens, to + 1), undone)
        if inner is not None:
            return inner
    return (at, undone) if is_doing(tokens, at) else None


def is_doing(tokens: Sequence[Token], at: int) -> bool:
    form, after = tokens[at].form, form_at(tokens, at + 1)
    if form in ("think", "thought", "made", "make") and after in ("up", "out", "through"):
        return True
    if form in ("thought", "dreamed") and after == "of":
        return form_at(tokens, at + 2) in en.DETERMINERS or form_at(tokens, at + 2).endswith("ing")
    if form in ("looked", "look") and after in (
        "up",
        "into",
        "for",
        "through",
        "after",
        "at",
        "around",
        "over",
        "back",
    ):
        return True
    if form in ("sat", "stood", "sit", "stand"):
        return any(
            token.form in ("with", "down", "next", "beside", "up", "by", "still") for token in tokens[at + 1 : at + 7]
        )
    if form == "owned":
        return after == "up"
    if form in ("got", "get") and after == "used":
        return True
    if form in ("got", "get", "stayed") and (after in en.ADJECTIVES or after in ("to", "")):
        return False
    if form in ("got",):
        return True
    if form in ("imagined", "considered", "weighed", "calculated", "planned", "cared", "trusted"):
        return after != "to" and after != "that"
    if form in ("learned", "learnt", "learn"):
        return (
            after not in ("that", "from", "a", "", "what", "so", "not", "much", "to")
            or form_at(tokens, at + 2) in en.BASE
        )
    if form in ("worked", "work"):
        return after in ("together", "with", "on", "out", "through", "hard", "around", "closely", "towards")
    if form in ("turned", "turn", "grew"):
        return after not in en.ADJECTIVES and after not in ("out", "into", "red", "")
    if form in ("dared",):
        return False
    if form in en.STATES or form in en.NO_VERB or form in en.DETERMINERS:
        return False
    return form.isalpha() or "-" in form


def is_past(form: str) -> bool:
    return form in en.PAST or (form.endswith("ed") and len(form) > 3 and form not in en.NOT_PAST)


def _is_participle(form: str) -> bool:
    return (
        is_past(form) or form.endswith(("en", "wn", "ung", "unk")) or form in ("gone", "done", "run", "come", "become")
    )


def past_adverbs(tokens: Sequence[Token], at: int) -> int:
    limit = at + _REACH
    while at < min(limit, len(tokens)) and is_adverb(tokens[at].form):
        at += 1
    return at


def is_adverb(form: str) -> bool:
    return form in en.ADVERBS or (form.endswith("ly") and len(form) > 4 and form not in en.NOT_ADVERBS)


def form_at(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].form if 0 <= at < len(tokens) else ""
