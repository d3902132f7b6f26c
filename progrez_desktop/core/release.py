"""What leaves with a release, field by field: what a grant does not cover has nothing here that could tell it. Pure.

Contract of the content: released-profile.schema.json. Birth date, gender, address, answers, and what the computer reads
in texts are no fields, and nothing that is handed in holds the last two but for passages that the person chose.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, get_args

from progrez_desktop.core.consent import FIELDS, Field, counts, fields_of
from progrez_desktop.core.contest import said_beside
from progrez_desktop.core.model.consent import Grant, Purpose
from progrez_desktop.core.model.contest import NOTHING_SAID, WHOLE, Said
from progrez_desktop.core.model.details import ListName, MyDetails
from progrez_desktop.core.model.passage import Passage
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.model.profile import Profile, SkillLine
from progrez_desktop.scoring.scores import SkillScore

CONTRACT = "progrez.released-profile/1"
EnvelopeName = Literal["profile", "research"]
ENVELOPES: tuple[EnvelopeName, ...] = get_args(EnvelopeName)
PURPOSES_OF: Mapping[EnvelopeName, tuple[Purpose, ...]] = {
    "profile": ("profile", "contact", "background", "drivers_licence", "teams", "excerpts", "team_values"),
    "research": ("research",),
}
"""Research has an envelope of its own, since it was allowed without a name. Own words and counts leave another way."""

LISTS: tuple[ListName, ...] = ("work", "education", "volunteering", "development")

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Material:
    """What there is to tell of a person."""

    profile: Profile
    person: PersonDetails
    own: MyDetails
    said: Said = NOTHING_SAID
    """What the person says against the result: it goes with the score that it is of."""
    passages: Mapping[str, Sequence[Passage]] = field(default_factory=dict, repr=False)
    """Of their own words, by skill: those that the person chose to share, and no others."""


@dataclass(frozen=True)
class Envelope:
    """What one envelope would hold, and under which grants."""

    name: EnvelopeName
    grants: tuple[Grant, ...]
    content: Content

    @property
    def purposes(self) -> tuple[Purpose, ...]:
        return tuple(grant.purpose for grant in self.grants)

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(name for name in FIELDS if name in self.content)

    def tells_of(self, purpose: Purpose) -> bool:
        """Return whether something of what a purpose covers leaves: passages that nobody chose, or a blank, do not."""
        return purpose in self.purposes and not self.content.keys().isdisjoint(fields_of(purpose))

    @property
    def until_ms(self) -> int:
        """It ends with the first of its grants that does."""
        return min(grant.until_ms for grant in self.grants)


def envelope(name: EnvelopeName, grants: Sequence[Grant], material: Material, withheld: Collection[str]) -> Envelope:
    """Return what an envelope would hold.

    Args:
        grants: Live ones, of one organisation.
        withheld: Skills and lists of the background that the person keeps to themselves. Nothing in the content tells
            that there were more.
    """
    theirs = _theirs(name, grants)
    if name == "research":  # without a name, and words may tell one
        material = replace(material, said=material.said.without_words())
    return Envelope(name, theirs, _content(_covered(theirs), material, withheld))


def restricted(name: EnvelopeName, grants: Sequence[Grant], purposes: Collection[str], content: Content) -> Envelope:
    """Return what of a content that was released is still permitted. Nothing is added that the person did not see."""
    theirs = _theirs(name, [grant for grant in grants if grant.purpose in purposes])
    covered = _covered(theirs)
    return Envelope(
        name, theirs, {part: told for part, told in content.items() if part not in FIELDS or part in covered}
    )


def _theirs(name: EnvelopeName, grants: Sequence[Grant]) -> tuple[Grant, ...]:
    """Return the grants of an envelope, without those that mean nothing by themselves."""
    given = {grant.purpose for grant in grants}
    return tuple(grant for grant in grants if grant.purpose in PURPOSES_OF[name] and counts(grant.purpose, given))


def _covered(grants: Iterable[Grant]) -> frozenset[Field]:
    """Return what these grants cover: what the person was told then, as far as it still means the same."""
    return frozenset(name for grant in grants for name in fields_of(grant.purpose) if name in grant.fields)


def _content(covered: Collection[Field], material: Material, withheld: Collection[str]) -> dict[str, Any]:
    told = {name: tell(material, withheld) for name, tell in _TELL.items() if name in covered}
    opening = {"contract": CONTRACT, "assessment": material.profile.assessment_id}
    return opening | {name: value for name, value in told.items() if value}


def _scores(material: Material, withheld: Collection[str]) -> list[dict[str, Any]]:
    return [_line(line, material.said) for line in material.profile.lines if line.skill_id not in withheld]


def _line(line: SkillLine, said: Said) -> dict[str, Any]:
    told = asdict(line.score)
    told.pop("se", None)  # there to be computed with; the printed error is the honest one
    if told.get("at_end", "") is None:
        del told["at_end"]
    return {"skill": line.skill_id, "scored": isinstance(line.score, SkillScore)} | told | _said(said, line.skill_id)


def _said(said: Said, skill_id: str) -> dict[str, Any]:
    beside = said_beside(said, skill_id)
    return {"said": beside} if beside else {}


def _provenance(material: Material, _: Collection[str]) -> dict[str, Any]:
    profile, made_with = material.profile, material.profile.provenance
    return {
        "finished_ms": profile.finished_ms,
        "valid_until": profile.valid_until.isoformat(),
        "form": profile.form,
        "pack_sha256": made_with.pack_sha256,
        "bank_sha256": made_with.bank_sha256,
        "norm_id": made_with.norm_id,
        "engine": made_with.engine,
    } | _said(material.said, WHOLE)


def _background(material: Material, withheld: Collection[str]) -> dict[str, Any]:
    entries = {name: material.own.entries(name) for name in LISTS if name not in withheld}
    return {
        name: [{key: text for key, text in vars(entry).items() if text} for entry in found if not entry.is_empty]
        for name, found in entries.items()
        if any(not entry.is_empty for entry in found)
    }


def _quality(material: Material, _: Collection[str]) -> str | None:
    """How the sitting was answered, in one word: what stood out, times and accommodations stay here."""
    return material.profile.quality.verdict if material.profile.quality else None


def _excerpts(material: Material, withheld: Collection[str]) -> list[dict[str, Any]]:
    return [
        {"skill": skill_id, "passages": [vars(one) for one in passages]}
        for skill_id, passages in material.passages.items()
        if passages and skill_id not in withheld
    ]


_TELL: Mapping[Field, Callable[[Material, Collection[str]], Any]] = {
    "scores": _scores,
    "provenance": _provenance,
    "quality": _quality,
    "name": lambda material, _: {"first": material.person.first_name, "last": material.person.last_name},
    "email": lambda material, _: material.person.email,
    "background": _background,
    "drivers_licence": lambda material, _: material.own.fact("drivers_licence"),
    "excerpts": _excerpts,
}
FIELDS_TOLD: tuple[Field, ...] = tuple(_TELL)
"""Fields that a release may hold."""
