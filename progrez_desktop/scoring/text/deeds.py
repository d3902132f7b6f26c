"""What the writer says to have done, clause by clause: "I", and a verb of doing that is no wish, plan or attempt."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from progrez_desktop.scoring.text import english as en
from progrez_desktop.scoring.text.features import Sentence, Token

Span = tuple[int, int]

_REACH = 5
"""A few adverbs may stand between "I" and the verb."""

_QUOTED = re.compile(r"\"[^\"\n]{1,300}\"|[\u201c\u201e][^\u201d\u201c\n]{1,300}[\u201d\u201c]")
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
_CUTS = frozenset(["because", "since", "whereas"])


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that the writer says of "I" with a verb of doing.

    Args:
        start: Where its clause begins in the text.
        end: Where its clause ends.
        verb: The place of the verb.
        words: The clause with its subject, in its own letters.
        tokens: The words of the clause as they stand in the text.
        is_done: Whether it was done; else it was left undone ("I did not tell her") or befell them ("I forgot").
        is_present: Whether it is told in the present tense: "I ask them".
        is_forborne: Whether it is a deed that something was not done: "I did not shout".
    """

    start: int
    end: int
    verb: Span
    words: str
    tokens: tuple[Token, ...]
    is_done: bool
    is_present: bool
    is_forborne: bool


def deeds_of(text: str, sentence: Sentence) -> tuple[Deed, ...]:
    """Return the deeds of one sentence, in its order."""
    tokens = [token for token in sentence.tokens if token.is_word and not _is_quoted(text, sentence, token)]
    heads = list(_heads(text, tokens))
    return tuple(_deed(text, tokens, head, heads[place + 1 :]) for place, head in enumerate(heads))


@dataclass(frozen=True, slots=True)
class _Head:
    """The subject and the verb of a deed, as places among the tokens; `begin` is the first token of its clause."""

    begin: int
    verb: int
    subject: str
    undone: bool


def _heads(text: str, tokens: Sequence[Token]) -> Iterator[_Head]:
    at, subject, other = 0, "", ""
    if tokens and (verb := _bare_start(tokens)) is not None:
        subject = "I"
        yield _Head(verb, verb, subject, False)
        at = verb + 1
    while at < len(tokens):
        form = tokens[at].form
        if _is_own(tokens, at):
            subject = "We" if form in en.WE else "I"
            other = ""
            if _is_reported(tokens, at):
                subject = ""
            elif (found := _verb_of(tokens, at)) is not None:
                verb, undone = found
                yield _Head(at, verb, subject, undone)
                at = verb
        elif form in en.OTHERS and not _is_object(tokens, at):
            other, subject = subject or other, ""
        elif subject and _begins_another(text, tokens, at):
            other, subject = "", ""
        elif not subject and other and (verb := _coordinated(text, tokens, at)) is not None and _of_other(tokens, verb):
            subject = other
            yield _Head(verb, verb, subject, False)
            at = verb
        elif subject and (verb := _coordinated(text, tokens, at)) is not None:
            yield _Head(verb, verb, subject, False)
            at = verb
        at += 1


def _is_object(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word that may be a subject is none: "it" and "you" are, where no verb follows."""
    form, after = tokens[at].form, _form(tokens, at + 1)
    if form not in ("it", "you", "one", "people", "everyone", "everybody", "someone", "somebody", "anyone", "nobody"):
        return False
    return not (after in en.BE | en.HAVE | en.MODALS | en.NEGATIONS or _is_past(after) or _is_adverb(after))


def _begins_another(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a clause with a noun for its subject begins here: "and the manager explained it"."""
    joined = tokens[at].form in ("and", "but", "because", "when", "while", "so", "that", "as", "until", "since")
    first = at + 1 if joined else at
    if not joined and not (at and "," in text[tokens[at - 1].end : tokens[at].start]):
        return False
    word = tokens[first] if first < len(tokens) else None
    if word is None or not (word.form in en.DETERMINERS or text[word.start].isupper()) or word.form in en.OWN:
        return False
    verbs = range(first + 1, min(first + 4, len(tokens)))
    return any(_is_past(tokens[n].form) or tokens[n].form in en.BE | en.HAVE | en.MODALS for n in verbs)


def _of_other(tokens: Sequence[Token], verb: int) -> bool:
    """Whether a deed is done to the person whom the clause before spoke of: "I saw that he shook and told him"."""
    near = tokens[verb + 1 : verb + 4]
    return any(token.form in ("him", "her", "his", "them", "their") for token in near)


def _is_own(tokens: Sequence[Token], at: int) -> bool:
    form = tokens[at].form
    if form in en.OWN:
        return True
    # "Me and Sam cleared it out", "so me and two girls wrote a letter"
    return form == "me" and at < 3 and at + 1 < len(tokens) and tokens[at + 1].form == "and"


def _is_reported(tokens: Sequence[Token], at: int) -> bool:
    """Whether the subject stands in what somebody else says, or in a condition."""
    before = at - 1
    if before >= 0 and tokens[before].form == "that":
        before -= 1
    if before < 0:
        return False
    if tokens[before].form in ("if", "whether", "unless", "before"):
        return True
    return tokens[before].form in en.REPORTED and not any(token.form in en.OWN for token in tokens[:before])


def _verb_of(tokens: Sequence[Token], subject: int) -> tuple[int, bool] | None:
    """Return the place of what is done, and whether it is said not to be; None where nothing is done."""
    form = tokens[subject].form
    if form in ("i'll", "we'll"):
        return None
    at = subject + 1
    if form == "me":
        at = next((n for n in range(subject + 2, min(subject + 9, len(tokens))) if _is_past(tokens[n].form)), at)
    if form in ("i'm", "we're", "im"):
        return _after_be(tokens, at)
    if form in ("i've", "we've", "ive", "weve"):
        return _after_have(tokens, at)
    if form in ("i'd", "we'd"):
        at = _past_adverbs(tokens, at)
        return _verb_at(tokens, at, False) if at < len(tokens) and _is_past(tokens[at].form) else None
    return _verb_at(tokens, _past_adverbs(tokens, at), False)


def _verb_at(tokens: Sequence[Token], at: int, undone: bool) -> tuple[int, bool] | None:
    if at >= len(tokens):
        return None
    form = tokens[at].form
    after = tokens[at + 1].form if at + 1 < len(tokens) else ""
    if form in en.NEGATIONS:
        if form in ("didn't", "didnt", "don't", "dont", "not", "never"):
            return _undone(tokens, _past_adverbs(tokens, at + 1))
        return None
    if form in en.MODALS:
        return None
    if form in en.BE:
        return _after_be(tokens, at + 1)
    if form in en.HAVE:
        return _after_have(tokens, at + 1) if not undone else None
    if form in en.DO:
        return _after_do(tokens, at, undone)
    if after == "to" or (after in ("not", "how", "on", "out") and _form(tokens, at + 2) == "to"):
        return _before_to(tokens, at, undone)
    return (at, undone) if _is_doing(tokens, at) else None


def _undone(tokens: Sequence[Token], at: int) -> tuple[int, bool] | None:
    """Return what was not done; where that is a deed of its own ("did not shout", "did not give up") as one."""
    form, after = _form(tokens, at), _form(tokens, at + 1)
    if _is_forborne(form, after) and _form(tokens, at + 2) != "until":
        return at, False
    return _verb_at(tokens, at, True)


def _is_forborne(form: str, after: str) -> bool:
    return form in en.FORBORNE or (form, after) in _FORBORNE_PAIRS


def _after_be(tokens: Sequence[Token], at: int) -> tuple[int, bool] | None:
    at = _past_adverbs(tokens, at)
    form = _form(tokens, at)
    if form in ("able", "first") or (form == "the" and _form(tokens, at + 1) in ("first", "one")):
        to = next((n for n in range(at, min(at + 5, len(tokens))) if tokens[n].form in ("to", "who")), None)
        return _verb_at(tokens, _past_adverbs(tokens, to + 1), False) if to is not None else None
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
    at = _past_adverbs(tokens, at)
    form = _form(tokens, at)
    if form == "to":
        return _verb_at(tokens, _past_adverbs(tokens, at + 1), False)
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
    return any(form in talks for form in near[:4]) or any(form in en.BASE or _is_past(form) for form in near[1:])


def _after_do(tokens: Sequence[Token], at: int, undone: bool) -> tuple[int, bool] | None:
    after = _past_adverbs(tokens, at + 1)
    form = _form(tokens, after)
    if form in en.NEGATIONS:
        return _undone(tokens, _past_adverbs(tokens, after + 1))
    if form and form not in en.NO_VERB and form not in en.DETERMINERS and form in en.BASE | en.STATES:
        return _verb_at(tokens, after, undone)
    return (at, undone)


def _before_to(tokens: Sequence[Token], at: int, undone: bool) -> tuple[int, bool] | None:
    form = tokens[at].form
    to = next(n for n in range(at + 1, at + 4) if tokens[n].form == "to")
    if form in en.ONLY_MEANT:
        return None
    if form in en.CARRIED_OUT and _form(tokens, to + 1) not in en.DETERMINERS | {"", "him", "her", "them", "me"}:
        inner = _verb_at(tokens, _past_adverbs(tokens, to + 1), undone)
        if inner is not None:
            return inner
    return (at, undone) if _is_doing(tokens, at) else None


def _is_doing(tokens: Sequence[Token], at: int) -> bool:
    form, after = tokens[at].form, _form(tokens, at + 1)
    if form in ("think", "thought", "made", "make") and after in ("up", "out", "through"):
        return True
    if form in ("thought", "dreamed") and after == "of":
        return _form(tokens, at + 2) in en.DETERMINERS or _form(tokens, at + 2).endswith("ing")
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
            or _form(tokens, at + 2) in en.BASE
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


def _bare_start(tokens: Sequence[Token]) -> int | None:
    """Return the verb of a sentence that leaves its subject out: "Told him so", "came back and said"."""
    at = 0
    while at < min(3, len(tokens)) and tokens[at].form in ("so", "and", "then", "but", "just", "also", "afterwards"):
        at += 1
    at = _past_adverbs(tokens, at) if at else at
    form, after = _form(tokens, at), _form(tokens, at + 1)
    if not _is_past(form) or form in en.STATES or form in ("was", "were", "had", "did", "let", "set", "put", "read"):
        return (
            at if form in ("did", "put", "set") and after not in ("he", "she", "they", "i", "you", "we", "it") else None
        )
    if (
        form in ("left", "lost", "hit", "cut", "split", "set", "built", "based", "found")
        and after not in en.DETERMINERS
    ):
        return None
    if form.endswith("ed") and after in ("by", "in", "on", "from", "with", "at", "as", "to", ""):
        return None
    return at


def _coordinated(text: str, tokens: Sequence[Token], at: int) -> int | None:
    """Return the verb that a conjunction or a comma at this place joins to the last own subject."""
    form = tokens[at].form
    if form in ("and", "then", "but", "or"):
        verb = at + 1
    elif at and "," in text[tokens[at - 1].end : tokens[at].start]:
        verb = at
    else:
        return None
    while _form(tokens, verb) in ("and", "then", "but"):
        verb += 1
    verb = _past_adverbs(tokens, verb)
    form, after = _form(tokens, verb), _form(tokens, verb + 1)
    if not form or form in en.STATES or form in en.BE or form in en.HAVE or form in en.MODALS or form in en.ADJECTIVES:
        return None
    if not (
        _is_past(form) or (tokens[at].form in ("and", "then") and form in en.BASE and not _after_state(tokens, at))
    ):
        return None
    if after == "to":
        found = _before_to(tokens, verb, False)
        return found[0] if found else None
    return verb if _is_doing(tokens, verb) else None


def _after_state(tokens: Sequence[Token], at: int) -> bool:
    """Whether "and" joins what somebody is or would do: "I am flexible and open", "I would ask and listen"."""
    subject = next((n for n in range(at - 1, -1, -1) if _is_own(tokens, n)), 0)
    return any(token.form in en.BE | en.MODALS | {"i'll", "we'll", "i'd", "we'd"} for token in tokens[subject:at])


def _is_past(form: str) -> bool:
    return form in en.PAST or (form.endswith("ed") and len(form) > 3 and form not in en.NOT_PAST)


def _is_participle(form: str) -> bool:
    return (
        _is_past(form) or form.endswith(("en", "wn", "ung", "unk")) or form in ("gone", "done", "run", "come", "become")
    )


def _past_adverbs(tokens: Sequence[Token], at: int) -> int:
    limit = at + _REACH
    while at < min(limit, len(tokens)) and _is_adverb(tokens[at].form):
        at += 1
    return at


def _is_adverb(form: str) -> bool:
    return form in en.ADVERBS or (form.endswith("ly") and len(form) > 4 and form not in en.NOT_ADVERBS)


def _form(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].form if 0 <= at < len(tokens) else ""


def _deed(text: str, tokens: Sequence[Token], head: _Head, later: Sequence[_Head]) -> Deed:
    last = (later[0].begin if later else len(tokens)) - 1
    while last > head.verb and tokens[last].form in (
        "and",
        "then",
        "but",
        "or",
        "so",
        "because",
        "as",
        "while",
        "when",
    ):
        last -= 1
    cut = next((n for n in range(head.verb + 1, last + 1) if tokens[n].form in _CUTS), last + 1)
    last = max(head.verb, cut - 1)
    start, end = tokens[head.begin].start, tokens[last].end
    own = head.begin != head.verb
    clause = text[start:end] if own else f"{head.subject} {text[start:end]}"
    verb = tokens[head.verb]
    return Deed(
        start,
        end,
        (verb.start, verb.end),
        clause,
        tuple(tokens[head.begin : last + 1]),
        is_done=not head.undone and verb.form not in en.MISHAPS,
        is_present=not (_is_past(verb.form) or verb.form.endswith("ing")) and not _has_helper(tokens, head),
        is_forborne=any(token.form in en.NEGATIONS for token in tokens[head.begin : head.verb]) and not head.undone,
    )


def _has_helper(tokens: Sequence[Token], head: _Head) -> bool:
    """Whether a word before the verb puts it in the past: "I had to ask", "I did ask", "I managed to ask"."""
    return any(_is_past(token.form) or token.form in en.HAVE for token in tokens[head.begin : head.verb])


def others_act(sentence: Sentence, done: Sequence[Deed]) -> bool:
    """Whether somebody else does something in a sentence, beside what the writer did."""
    words = [token for token in sentence.tokens if token.is_word]
    rest = [token for token in words if not any(deed.start <= token.start < deed.end for deed in done)]
    return any(
        token.form in en.PERSONS and _acts(_form(rest, _past_adverbs(rest, place + 1)))
        for place, token in enumerate(rest)
    )


def _acts(form: str) -> bool:
    return _is_past(form) and form not in en.STATES and form not in en.BE and form not in en.HAVE


def _is_quoted(text: str, sentence: Sentence, token: Token) -> bool:
    part = text[sentence.start : sentence.end]
    return any(m.start() <= token.start - sentence.start < m.end() for m in _QUOTED.finditer(part))
