"""What the writer says to have done, clause by clause: "I", and a verb of doing that is no wish, plan or attempt."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from progrez_desktop.scoring.text import english as en
from progrez_desktop.scoring.text.features import Sentence, Token
from progrez_desktop.scoring.text.own_verbs import (
    before_to,
    form_at,
    is_adverb,
    is_doing,
    is_past,
    past_adverbs,
    verb_of,
)

Span = tuple[int, int]


_QUOTED = re.compile(r"\"[^\"\n]{1,300}\"|[\u201c\u201e][^\u201d\u201c\n]{1,300}[\u201d\u201c]")
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
            elif (found := verb_of(tokens, at)) is not None:
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
    form, after = tokens[at].form, form_at(tokens, at + 1)
    if form not in ("it", "you", "one", "people", "everyone", "everybody", "someone", "somebody", "anyone", "nobody"):
        return False
    return not (after in en.BE | en.HAVE | en.MODALS | en.NEGATIONS or is_past(after) or is_adverb(after))


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
    return any(is_past(tokens[n].form) or tokens[n].form in en.BE | en.HAVE | en.MODALS for n in verbs)


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


def _bare_start(tokens: Sequence[Token]) -> int | None:
    """Return the verb of a sentence that leaves its subject out: "Told him so", "came back and said"."""
    at = 0
    while at < min(3, len(tokens)) and tokens[at].form in ("so", "and", "then", "but", "just", "also", "afterwards"):
        at += 1
    at = past_adverbs(tokens, at) if at else at
    form, after = form_at(tokens, at), form_at(tokens, at + 1)
    if not is_past(form) or form in en.STATES or form in ("was", "were", "had", "did", "let", "set", "put", "read"):
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
    while form_at(tokens, verb) in ("and", "then", "but"):
        verb += 1
    verb = past_adverbs(tokens, verb)
    form, after = form_at(tokens, verb), form_at(tokens, verb + 1)
    if not form or form in en.STATES or form in en.BE or form in en.HAVE or form in en.MODALS or form in en.ADJECTIVES:
        return None
    if not (is_past(form) or (tokens[at].form in ("and", "then") and form in en.BASE and not _after_state(tokens, at))):
        return None
    if after == "to":
        found = before_to(tokens, verb, False)
        return found[0] if found else None
    return verb if is_doing(tokens, verb) else None


def _after_state(tokens: Sequence[Token], at: int) -> bool:
    """Whether "and" joins what somebody is or would do: "I am flexible and open", "I would ask and listen"."""
    subject = next((n for n in range(at - 1, -1, -1) if _is_own(tokens, n)), 0)
    return any(token.form in en.BE | en.MODALS | {"i'll", "we'll", "i'd", "we'd"} for token in tokens[subject:at])


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
        is_present=not (is_past(verb.form) or verb.form.endswith("ing")) and not _has_helper(tokens, head),
        is_forborne=any(token.form in en.NEGATIONS for token in tokens[head.begin : head.verb]) and not head.undone,
    )


def _has_helper(tokens: Sequence[Token], head: _Head) -> bool:
    """Whether a word before the verb puts it in the past: "I had to ask", "I did ask", "I managed to ask"."""
    return any(is_past(token.form) or token.form in en.HAVE for token in tokens[head.begin : head.verb])


def others_act(sentence: Sentence, done: Sequence[Deed]) -> bool:
    """Whether somebody else does something in a sentence, beside what the writer did."""
    words = [token for token in sentence.tokens if token.is_word]
    rest = [token for token in words if not any(deed.start <= token.start < deed.end for deed in done)]
    return any(
        token.form in en.PERSONS and _acts(form_at(rest, past_adverbs(rest, place + 1)))
        for place, token in enumerate(rest)
    )


def _acts(form: str) -> bool:
    return is_past(form) and form not in en.STATES and form not in en.BE and form not in en.HAVE


def _is_quoted(text: str, sentence: Sentence, token: Token) -> bool:
    part = text[sentence.start : sentence.end]
    return any(m.start() <= token.start - sentence.start < m.end() for m in _QUOTED.finditer(part))
