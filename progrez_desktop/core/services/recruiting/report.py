"""A recruiter's report on one candidate: said, written down and told before the file is handed out."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from progrez_desktop.core.contest import told_in_words
from progrez_desktop.core.duty import day_of
from progrez_desktop.core.model.interview import Sheet
from progrez_desktop.core.model.one_candidate import OneCandidate, SkillSeen
from progrez_desktop.core.model.recruiter_report import Band, FitLine, LevelLine, RecruiterReport, TipLine
from progrez_desktop.core.services import registry, registry_reads
from progrez_desktop.core.services.recruiting import candidate_words, combining, disclosing, one_candidate
from progrez_desktop.core.services.recruiting.candidate_words import Names, name_in, names_of
from progrez_desktop.core.services.recruiting.candidates import with_role
from progrez_desktop.core.services.recruiting.guide import guide_for
from progrez_desktop.core.services.recruiting.reader import Reader, reader
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.core.store.recruiting.reports import Looks, ReportMade
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.model.assessment import Skill


@dataclass(frozen=True)
class Beside:
    """What a report says that no profile holds."""

    id: str
    reader: Reader
    content_sha256: str
    """Of the profile as it was released."""
    looks: Looks
    earlier: tuple[ReportMade, ...]
    sheet: Sheet | None
    at_ms: int


def hand_out(
    deps: RegistryDeps, release_id: str, skills: "Sequence[Skill]", words: Words, save: Callable[[bytes], None]
) -> ReportMade:
    """Write down that a report is handed out, and hand it to `save`; nothing leaves without a word.

    Raises:
        UsageFault: "registry_no_such_release", "role_not_locked", "reader_unnamed".
        EnvironmentFault: What the disk says. A file that could not be written was still told of.
    """
    by, now = reader(deps), deps.mark_ms()
    row, role = with_role(deps, release_id)
    view = one_candidate.seen(deps, registry.detail_of(deps, row), role, skills)
    beside = Beside(
        id=deps.new_id(),
        reader=by,
        content_sha256=hashlib.sha256(deps.store.profiles.document(release_id).content).hexdigest(),
        looks=deps.store.reports.looks(release_id),
        earlier=deps.store.reports.of(release_id),
        sheet=None if role.is_empty else combining.sheet(deps, release_id, role),
        at_ms=deps.clock.now_ms(),
    )
    from progrez_desktop.core.documents.recruiter_report import render_recruiter_report

    pdf = render_recruiter_report(composed(view, beside, skills, words), words)
    made = ReportMade(beside.id, release_id, "candidate", hashlib.sha256(pdf).hexdigest(), by.name, beside.at_ms)
    with deps.store.transaction():
        registry_reads.note(deps, [release_id], "exported", now)
        deps.store.reports.add(made)
        deps.note("report_made", release_id, version=str(row.version), reader=by.name)
    save(pdf)
    return made


def composed(view: OneCandidate, beside: Beside, skills: "Sequence[Skill]", words: Words) -> RecruiterReport:
    """Return what the report says, in words. Pure."""
    names, until = names_of(skills, words), words.date(view.row.until_ms)
    guide = guide_for(view.role, {one.skill_id: one.fitting.said for one in view.skills if one.fitting})
    return RecruiterReport(
        language=words.language,
        made=day_of(beside.at_ms),
        code=view.row.code,
        facts=tuple(_facts(view, beside, names, words)),
        use=tuple(words(f"recruiter_report.use.{part}") for part in ("for", "not_alone", "human", "reader")),
        quality=tuple(_quality(view, words)),
        fits=tuple(_fit(one, names, words) for one in view.skills),
        has_role=not view.role.is_empty,
        overall=tuple(candidate_words.overall(view, names, words)),
        levels=tuple(_levels(view, names, words)),
        asked=tuple((name_in(names, one.skill), one) for one in guide.asked),
        tips=tuple(_tip(one, names, words) for one in view.skills if _wants_tip(view, one)),
        unknown=tuple(_unknown(view, names, words)),
        said=tuple(told_in_words(one, words) for one in view.content.get("provenance", {}).get("said", ())),
        combined=tuple(disclosing.sentences(beside.sheet, words)) if beside.sheet else (),
        audit=tuple(_audit(view, beside, words)),
        running=words("recruiter_report.running", code=view.row.code, reader=beside.reader.name, until=until),
    )


# The head


def _facts(view: OneCandidate, beside: Beside, names: Names, words: Words) -> Iterator[tuple[str, str]]:
    for name, told in (
        ("candidate", words("recruiter_report.blind", code=view.row.code)),
        ("role", _role(view, words)),
        ("test", candidate_words.edition(view, words)),
        ("model", _model(view, words)),
        ("taken", _taken(view, words)),
        ("norm", "; ".join(_norms(view, names, words)) or words("recruiter_report.not_released")),
        ("until", _until(view, words)),
        ("consent", _consent(view, words)),
        ("reader", _reader(beside.reader, words)),
    ):
        yield words(f"recruiter_report.fact.{name}"), told


def _role(view: OneCandidate, words: Words) -> str:
    role, at = view.role, words.date(view.role.locked_ms or 0)
    if role.is_empty:
        return words("recruiter_report.no_role", at=at)
    experts = ", ".join(role.experts)
    return words.plural("recruiter_report.role", len(role.experts), name=role.name, at=at, experts=experts)


def _model(view: OneCandidate, words: Words) -> str:
    told = view.content.get("provenance")
    if told is None:
        return words("recruiter_report.not_released")
    bank, pack = told.get("bank_sha256", "")[:8], told["pack_sha256"][:8]
    return words("recruiter_report.model", engine=told["engine"], bank=bank, pack=pack)


def _taken(view: OneCandidate, words: Words) -> str:
    told, parts = view.content.get("provenance"), list[str]()
    if told is not None:
        form = words(f"recruiter_report.form.{told['form']}")
        parts.append(words("recruiter_report.taken", at=words.date(told["finished_ms"]), form=form))
    if view.method:
        parts.append(words(f"one_candidate.method.{view.method}"))
    if view.language:
        parts.append(words("recruiter_report.notice", language=_language(view.language, words)))
    return "; ".join(parts)


def _language(code: str, words: Words) -> str:
    from babel import Locale

    return str(Locale(words.language).languages.get(code, code))


def _norms(view: OneCandidate, names: Names, words: Words) -> Iterator[str]:
    found = dict[str, list[str]]()
    for one in view.skills:
        if one.margin:
            found.setdefault(candidate_words.whole_norm(one, words), []).append(name_in(names, one.skill_id))
    for norm, skills in found.items():
        yield norm if len(found) == 1 else words("recruiter_report.norm_of", norm=norm, skills=", ".join(skills))


def _until(view: OneCandidate, words: Words) -> str:
    until, told = words.date(view.row.until_ms), view.content.get("provenance")
    if told is None:
        return words("recruiter_report.until_report", until=until)
    return words("recruiter_report.until", at=words.day(date.fromisoformat(told["valid_until"])), until=until)


def _consent(view: OneCandidate, words: Words) -> str:
    purposes = ", ".join(words(f"candidates.purpose.{one}") for one in view.row.purposes)
    return words("recruiter_report.consent", purposes=purposes, until=words.date(view.row.until_ms))


def _reader(by: Reader, words: Words) -> str:
    if by.trained_on is None:
        return words("recruiter_report.reader_untrained", name=by.name)
    return words("recruiter_report.reader", name=by.name, at=words.day(by.trained_on))


def _quality(view: OneCandidate, words: Words) -> Iterator[str]:
    yield words(f"recruiter_report.quality.{view.row.quality or 'none'}")
    yield words("recruiter_report.quality.advice")


# Skills


def _fit(one: SkillSeen, names: Names, words: Words) -> FitLine:
    return FitLine(
        name=name_in(names, one.skill_id),
        band=Band(one.margin.exact, *one.ends) if one.margin and one.ends else None,
        wanted=one.asked.range if one.asked else None,
        told=candidate_words.band(one, words),
        asked=candidate_words.wanted(one, words) if one.asked else "",
        weight=candidate_words.weight(one, words),
        fit=candidate_words.fit(one, words) if one.margin else "",
        chance=candidate_words.chance_within(one, words),
    )


def _levels(view: OneCandidate, names: Names, words: Words) -> Iterator[LevelLine]:
    """Skills stand as the assessment has them: put together by level they would be a list from best to worst."""
    for one in view.skills:
        if one.leaning is not None or one.said or one.excerpts:
            yield LevelLine(
                level=candidate_words.level(one, words) or candidate_words.band(one, words),
                name=name_in(names, one.skill_id),
                source=_source(one, words),
                excerpts=tuple(words("one_candidate.excerpt", text=text) for text in one.excerpts),
                said=tuple(told_in_words(said, words) for said in one.said),
            )


def _source(one: SkillSeen, words: Words) -> str:
    if one.missing == "not_released":
        return ""
    return words("recruiter_report.source", answered=one.answered, of=one.of)


def _wants_tip(view: OneCandidate, one: SkillSeen) -> bool:
    """Of what the role asks for; of what was scored, where it asks for nothing."""
    return one.asked is not None if not view.role.is_empty else one.margin is not None


def _tip(one: SkillSeen, names: Names, words: Words) -> TipLine:
    about = one.skill_id if f"reference.{one.skill_id}" in words else "other"
    helps = "use" if one.leaning in ("strength", "clear_strength") else "support"
    return TipLine(name_in(names, one.skill_id), words(f"reference.{about}"), words(f"onboarding.{about}.{helps}"))


def _unknown(view: OneCandidate, names: Names, words: Words) -> Iterator[str]:
    if view.opened_before:
        yield words("one_candidate.opened_before")
    yield from candidate_words.unknown(view, names, words)


# How it came about


def _audit(view: OneCandidate, beside: Beside, words: Words) -> Iterator[tuple[str, str]]:
    readers = ", ".join(dict.fromkeys(one.reader for one in beside.earlier))
    looks = words.plural(
        "recruiter_report.audit.looks",
        beside.looks.count,
        at=words.moment(beside.looks.last_ms or beside.at_ms),
        readers=readers or words("recruiter_report.audit.no_reports"),
    )
    for name, told in (
        ("id", beside.id),
        ("of", beside.content_sha256),
        ("file", words("recruiter_report.audit.file_kept")),
        ("made", words.moment(beside.at_ms)),
        ("viewed", looks),
        ("retained", words("recruiter_report.audit.until", until=words.date(view.row.until_ms))),
        ("letter", words("recruiter_report.audit.letter_how", place=words("candidates.go.decisions"))),
    ):
        yield words(f"recruiter_report.audit.{name}"), told
