"""What would leave, put into words for the person who decides: what is read here is what the envelopes hold."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from progrez_desktop.core.contest import told_in_words
from progrez_desktop.core.model.passage import Passage
from progrez_desktop.core.release import FIELDS_TOLD, LISTS, Content
from progrez_desktop.core.services import sealing
from progrez_desktop.core.services.releasing import Ahead
from progrez_desktop.core.words import Words

Sentence = Callable[[Words], str]


def all_of(ahead: Ahead) -> Content:
    """Return everything that any envelope holds."""
    return {
        name: told for one in reversed(ahead.envelopes) for name, told in one.content.items() if name in FIELDS_TOLD
    }


def asks_scores(ahead: Ahead) -> bool:
    return any("scores" in grant.fields for one in ahead.envelopes for grant in one.grants)


def asks_background(ahead: Ahead) -> bool:
    return any("background" in grant.fields for one in ahead.envelopes for grant in one.grants)


def asks_excerpts(ahead: Ahead) -> bool:
    return any("excerpts" in one.purposes for one in ahead.envelopes)


def bytes_of(ahead: Ahead) -> list[str]:
    return [sealing.plain(one.content).decode() for one in ahead.envelopes]


def values(content: Content) -> dict[str, Sentence]:
    """Return what is told of each skill and of each list of the background."""
    found = {line["skill"]: _score(line) for line in content.get("scores", ())}
    background = content.get("background", {})
    return found | {name: _entries(background[name]) for name in LISTS if name in background}


def _score(line: Mapping[str, Any]) -> Sentence:
    def sentence(words: Words) -> str:
        return "\n".join((_value(line, words), *_said(line, words)))

    return sentence


def _value(line: Mapping[str, Any], words: Words) -> str:
    if not line["scored"]:
        return words(f"release.not_scored.{line['reason']}")
    return words("release.score", sten=line["sten"], low=line["low"], high=line["high"])


def _said(told: Mapping[str, Any], words: Words) -> list[str]:
    return [told_in_words(one, words) for one in told.get("said", ())]


def _entries(entries: list[Mapping[str, str]]) -> Sentence:
    told = "\n".join(", ".join(text for text in entry.values()) for entry in entries)
    return lambda _: told


def about_you(content: Content) -> list[Sentence]:
    told: list[Sentence] = []
    if "name" in content:
        name = f"{content['name']['first']} {content['name']['last']}"
        told.append(lambda words: words("release.name", name=name))
    if "email" in content:
        told.append(lambda words: words("release.email", email=content["email"]))
    if "drivers_licence" in content:
        told.append(lambda words: words("release.licence", licence=content["drivers_licence"]))
    return told


def rests_on(content: Content) -> list[Sentence]:
    if "provenance" not in content:
        return []
    found = content["provenance"]
    until = datetime.combine(date.fromisoformat(found["valid_until"]), datetime.min.time(), UTC)
    until_ms = int(until.timestamp() * 1000)
    return [
        lambda words: words("release.made", at=words.date(found["finished_ms"]), until=words.date(until_ms)),
        lambda words: words("release.made_with", engine=found["engine"], pack=found["pack_sha256"][:8]),
        *_quality(content),
        *(partial(told_in_words, one) for one in found.get("said", ())),
    ]


def _quality(content: Content) -> list[Sentence]:
    if "quality" not in content:
        return []
    verdict = content["quality"]
    return [lambda words: words(f"release.quality.{verdict}")]


def quoted(passages: Sequence[Passage]) -> Sentence:
    """Return passages of own words as they would leave."""
    return lambda words: "\n".join(words("release.excerpts.quoted", text=one.text) for one in passages)


def who(ahead: Ahead) -> list[Sentence]:
    """Return who would get it, what for and until when."""
    if ahead.organisation is None:
        return []
    names = ahead.organisation.name
    told: list[Sentence] = [lambda words: names[words.language]]
    return told + [_envelope(one.name, one.purposes, one.until_ms) for one in ahead.envelopes]


def _envelope(name: str, purposes: tuple[str, ...], until_ms: int) -> Sentence:
    def sentence(words: Words) -> str:
        opening = words(f"release.envelope.{name}", until=words.date(until_ms))
        return "\n".join((opening, *(f"· {words(f'consent.{purpose}.title')}" for purpose in purposes)))

    return sentence


def state(ahead: Ahead) -> Sentence:
    """Return where it stands: why nothing can be sent, or that nothing has left, or what left when."""
    arrived_ms = ahead.arrived_ms
    if arrived_ms is not None and ahead.obstacle == "sent_already":
        return lambda words: words("release.arrived_already", at=words.moment(arrived_ms))
    if ahead.obstacle is not None:
        return lambda words: words(f"release.obstacle.{ahead.obstacle}")
    if arrived_ms is not None:
        return lambda words: words("release.state.arrived", at=words.moment(arrived_ms))
    if ahead.released_ms is None:
        return lambda words: words("release.state.first")
    released_ms = ahead.released_ms
    return lambda words: words("release.state.again", at=words.moment(released_ms))
