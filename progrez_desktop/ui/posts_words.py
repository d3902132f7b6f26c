"""What waits for an organisation, as rows of a table and in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from progrez_desktop.core.model.outgoing import Outcome, Post
from progrez_desktop.core.words import Words
from progrez_desktop.ui.page import Sentence

Cells = Sequence[tuple[str, Sentence]]

_TONES = {"ready": "pill plain", "sign_in_needed": "pill plain"}
_NAMED = ("name", "email")


def post_rows(posts: Sequence[Post]) -> list[Cells]:
    """Return a row for what waits of each kind, erasures first: they go first too."""
    rows: list[Cells] = []
    for post in posts:
        if post.erasures:
            rows.append(_row(post, lambda words: words("operator.what.erasures"), post.erasures))
        if post.profiles:
            rows.append(_row(post, partial(_profiles, post), post.profiles))
    return rows


def _row(post: Post, what: Sentence, count: int) -> Cells:
    return (
        ("strong", lambda words: post.name[words.language]),
        ("body", what),
        ("body", lambda words: words.number(count)),
        (_TONES.get(post.state, "pill warn"), lambda words: words(f"operator.state.{post.state}")),
    )


def why_nothing_waits(posts: Sequence[Post]) -> str:
    """Return the key of what is said where no row is shown."""
    if not posts:
        return "operator.nobody_yet"
    by_stick = all(post.state == "no_server" for post in posts)
    return "operator.nothing_waits_by_stick" if by_stick else "operator.nothing_waits"


def in_the_way(posts: Sequence[Post]) -> list[Sentence]:
    """Return for each organisation that nothing can be sent to now why that is so."""
    return [partial(_in_the_way, post) for post in posts if not post.can_be_pressed]


def _in_the_way(post: Post, words: Words) -> str:
    return words(
        "operator.in_the_way", organisation=post.name[words.language], why=words(f"sending.state.{post.state}")
    )


def _profiles(post: Post, words: Words) -> str:
    """Say how many profiles carry a name or an address; where none does, there is nothing to say."""
    named = max((post.fields.get(field, 0) for field in _NAMED), default=0)
    return words.plural("operator.what.named", named) if named else words("operator.what.profiles")


@dataclass(frozen=True)
class Found:
    """How everything stands that waits, or stayed."""

    posts: Sequence[Post]
    not_taken: Sequence[Outcome] = ()
    """By any organisation, now or before."""


@dataclass(frozen=True)
class Stayed:
    """Something that stayed here, and why."""

    number: Sentence
    why: Sentence


def may_be_carried(post: Post) -> bool:
    """Whether what waits may leave on a stick: that needs nobody to be signed in."""
    return post.state != "dropped" or post.erasures > 0


def needs_sign_in(post: Post) -> bool:
    return post.state == "sign_in_needed"


def stayed_of(outcomes: Sequence[Outcome]) -> list[Stayed]:
    """Return what was not taken, each with its reason."""
    return [
        Stayed(release_number(one.release_id, one.version), partial(_reason, one))
        for one in outcomes
        if one.state == "stopped"
    ]


def release_number(release_id: str, version: int) -> Sentence:
    """Return what a release is called where nobody may read whose it is."""
    return lambda words: words("operator.release", number=release_id[:8].upper(), version=version)


def _reason(one: Outcome, words: Words) -> str:
    return words(f"sending.outcome.{one.code}")
