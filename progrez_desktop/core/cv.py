"""What a CV shows: put together out of a profile and the skills chosen, or read from a PROFILE.json."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Protocol, get_args

from progrez_desktop.core.blinding import accounts_in, hider
from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.json_document import read_json_document
from progrez_desktop.core.model.assessment import Assessment
from progrez_desktop.core.model.cv import CvDocument, CvEntry, CvSection, CvSkill, SkillColour
from progrez_desktop.core.model.details import FACTS, NEVER_RELEASED, FactName
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.model.profile import Profile, SkillLine
from progrez_desktop.core.profile import level_of, level_of_sten, scored_lines
from progrez_desktop.core.words import Words
from progrez_desktop.scoring.scores import SkillScore


def choosable_skills(profile: Profile) -> tuple[str, ...]:
    """Return the ids of the skills that have a score and can therefore stand on a CV, in the profile's order."""
    return tuple(line.skill_id for line, _ in scored_lines(profile))


def compose_cv(
    details: PersonDetails,
    profile: Profile,
    assessment: Assessment,
    chosen: Collection[str],
    norm_names: Mapping[str, str],
    language: str,
    made: date,
    *,
    contact: Sequence[str] = (),
    personal: Sequence[tuple[FactName, str]] = (),
    summary: str = "",
    sections: Sequence[CvSection] = (),
) -> CvDocument:
    """Return the CV of one person with the chosen skills and no others, in the order of the profile.

    Args:
        chosen: Ids of skills. None at all is fine: the CV then has no soft-skill part.
        norm_names: What each norm group is called, by norm id, in `language`.
        contact: Lines below the name; without any, the e-mail address alone.

    Raises:
        UsageFault: `cv_skill_not_scored`: a chosen skill has no score in this profile.
    """
    unscored = set(chosen) - set(choosable_skills(profile))
    if unscored:
        raise UsageFault("cv_skill_not_scored", skill=min(unscored))
    day = datetime.fromtimestamp(profile.finished_ms / 1000, UTC).astimezone().date()
    skills = tuple(
        _skill(line, score, assessment, norm_names, language, (day, profile.valid_until))
        for line, score in scored_lines(profile)
        if line.skill_id in chosen
    )
    return CvDocument(
        language=language,
        made=made,
        first_name=details.first_name,
        last_name=details.last_name,
        contact=tuple(contact) or (details.email,),
        personal=tuple(personal),
        summary=summary,
        skills=skills,
        sections=tuple(sections),
    )


class HasBand(Protocol):
    """A score of a profile or a skill on a CV, in whole stens."""

    @property
    def sten(self) -> int: ...
    @property
    def low(self) -> int: ...
    @property
    def high(self) -> int: ...


def score_in_words(score: HasBand, words: Words, *, numbers: bool) -> str:
    """Return where somebody stands, with the margin: "above average, margin average to high", "7 to 9 of 10, …"."""
    level = words(f"level.{level_of(score)}")
    if numbers:
        key = "cv.band.one" if score.low == score.high else "cv.band.range"
        return words(key, low=score.low, high=score.high, level=level)
    low, high = (words(f"level.{level_of_sten(sten)}") for sten in (score.low, score.high))
    key = "cv.level.one" if low == high else "cv.level.range"
    return words(key, level=level, low=low, high=high)


def blinded(document: CvDocument, words: Words, known: Collection[str] = ()) -> CvDocument:
    """Return the same CV for a reader who shall not know who it is: no name, age, gender or address.

    Every line of contact goes, since an address of mail is a name; so do the years of an education, which tell an age.
    In every text names, addresses of mail, links, numbers to call and what the person is called in those addresses are
    put out as well (`blinding.hider`). What else a text gives away, only the person can see.

    Args:
        known: What else tells who it is, and is not on the CV itself.
    """
    facts = [text for name, text in document.personal if name in NEVER_RELEASED]
    names = (document.full_name, document.last_name, document.first_name)
    told = (*document.contact, *facts, *known, *accounts_in(_texts(document)))
    hide = hider(names, told, words("cv.blind.hidden"))
    return replace(
        document,
        first_name=words("cv.blind.name"),
        last_name="",
        contact=(),
        personal=tuple((name, hide(text)) for name, text in document.personal if name == "drivers_licence"),
        summary=hide(document.summary),
        sections=tuple(_blind_section(section, hide) for section in document.sections),
        is_blind=True,
    )


def parse_profile_json(data: bytes) -> CvDocument:
    """Return the CV that a PROFILE.json describes (contract: resources/contracts/cv-profile.schema.json).

    Raises:
        DataFault: The file is not JSON, breaks the contract (`json_...`, with the place as a JSON pointer), gives a
            day that the calendar lacks (`cv_no_such_day`) or a band without its own score (`cv_band_order`).
    """
    content: dict[str, Any] = read_json_document(data, "cv-profile")
    skills = tuple(_skill_from_json(skill, f"/skills/{n}") for n, skill in enumerate(content.get("skills", ())))
    sections = tuple(
        CvSection(section["kind"], tuple(CvEntry(**entry) for entry in section["entries"]))
        for section in content.get("sections", ())
    )
    return CvDocument(
        language=content["language"],
        made=_day(content["made"], "/made"),
        first_name=content["name"]["first"],
        last_name=content["name"]["last"],
        contact=tuple(content.get("contact", ())),
        personal=tuple((name, text) for name in FACTS if (text := content.get("personal", {}).get(name))),
        summary=content.get("summary", ""),
        skills=skills,
        sections=sections,
    )


def _texts(document: CvDocument) -> Iterator[str]:
    yield from (*document.contact, document.summary)
    for section in document.sections:
        for entry in section.entries:
            yield from (entry.title, entry.organisation, entry.text)


def _blind_section(section: CvSection, hide: Callable[[str], str]) -> CvSection:
    entries = (
        CvEntry(
            hide(entry.title),
            hide(entry.organisation),
            "" if section.kind == "education" else hide(entry.period),
            hide(entry.text),
        )
        for entry in section.entries
    )
    return CvSection(section.kind, tuple(entry for entry in entries if entry != CvEntry()))


def _skill(
    line: SkillLine,
    score: SkillScore,
    assessment: Assessment,
    norm_names: Mapping[str, str],
    language: str,
    days: tuple[date, date],
) -> CvSkill:
    name = next(skill.short_name[language] for skill in assessment.skills if skill.id == line.skill_id)
    group = next(group for group in assessment.groups if group.id == line.group_id)
    return CvSkill(
        name=name,
        colour=_colour(group.colour),
        sten=score.sten,
        low=score.low,
        high=score.high,
        sten_exact=score.sten_exact,
        low_exact=score.low_exact,
        high_exact=score.high_exact,
        norm=norm_names[score.norm_id],
        measured=days[0],
        valid_until=days[1],
    )


def _colour(token: str) -> SkillColour:
    return next(colour for colour in get_args(SkillColour) if colour == token)


def _skill_from_json(skill: Mapping[str, Any], place: str) -> CvSkill:
    sten, low, high = (int(skill[name]) for name in ("sten", "low", "high"))
    at, left, right = (float(skill.get(f"{name}_exact", skill[name])) for name in ("sten", "low", "high"))
    if not (low <= sten <= high and left <= at <= right):
        raise DataFault("cv_band_order", place=place)
    return CvSkill(
        name=skill["name"],
        colour=skill["colour"],
        sten=sten,
        low=low,
        high=high,
        sten_exact=at,
        low_exact=left,
        high_exact=right,
        norm=skill["norm"],
        measured=_day(skill["measured"], f"{place}/measured"),
        valid_until=_day(skill["valid_until"], f"{place}/valid_until") if "valid_until" in skill else None,
    )


def _day(text: str, place: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise DataFault("cv_no_such_day", place=place) from None
