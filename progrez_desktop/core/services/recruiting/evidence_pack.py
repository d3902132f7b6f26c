"""What the AI Act lets somebody ask for, of one candidate or of the model, as one file that is the same each time.

The pack says itself what is not in it. Of the profile it holds nothing: what was released stands in the registry, and
its person has it.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from progrez_desktop.core.candidate_code import as_printed
from progrez_desktop.core.documents.article import Article
from progrez_desktop.core.documents.article_html import html_page
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.keys import organisation_papers as papers
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services import registry_grants, registry_reads
from progrez_desktop.core.services.recruiting import evidence_papers, evidence_parts, statistics_article
from progrez_desktop.core.services.recruiting.evidence_papers import Configuration
from progrez_desktop.core.services.recruiting.evidence_parts import Found, Missing, Part
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.scoring.noisy import LEAST_IN_A_CELL

if TYPE_CHECKING:
    from progrez_desktop.scoring.bank import Bank

CONTRACT = "progrez.evidence-pack/1"
_GONE = (Missing("profile_gone", ("12", "26(11)")),)
_FIXED = (1980, 1, 1, 0, 0, 0)
"""Of every entry: what a file's clock says is no evidence, and would make two packs differ."""


@dataclass(frozen=True)
class Gathered:
    """What of a pack comes from the registry; `packed` adds the model, and needs no registry for that."""

    found: tuple[Part | Missing, ...]
    kind: str
    about: str
    language: str
    made: date


def of_candidate(deps: RegistryDeps, release_id: str, language: str) -> Gathered:
    """Return what is to be packed of one candidate, after that was written down and is to be told to them.

    Of somebody whose profile is gone there is what outlives it: decisions, their letters, and the log.

    Raises:
        UsageFault: "registry_no_such_release": neither here, nor was anything decided of them.
        DataFault: "registry_grant_damaged".
        EnvironmentFault: What the disk says; nothing is handed out then.
    """
    now = deps.mark_ms()
    row = deps.store.profiles.row(release_id, now)
    decisions = deps.store.evidence.decisions(release_id, now)
    if row is None and not decisions:
        raise UsageFault("registry_no_such_release")
    if row is not None:
        registry_grants.check(deps, row)
    with deps.store.transaction():
        if row is not None:
            registry_reads.note(deps, [release_id], "exported", now)
        deps.note("evidence_packed", release_id)
    code = row.code if row is not None else str(decisions[0]["code"])
    found = (
        *evidence_parts.log_of(deps, release_id, is_gone=row is None),
        *evidence_parts.oversight_of(deps, release_id, is_gone=row is None),
        *(evidence_parts.notices_of(deps, release_id) if row is not None else _GONE),
        *_of_both(deps, now),
    )
    return Gathered(found, "candidate", code, language, _day(now))


def of_model(deps: RegistryDeps, language: str) -> Gathered:
    """Return what is to be packed of what measures and of how it is used here, of nobody in particular."""
    now, words = deps.mark_ms(), Words(language)
    with deps.store.transaction():
        deps.note("evidence_packed_of_model")
    document = statistics_article.written(deps, words)
    found = (
        *evidence_parts.log_of_all(deps),
        Part("oversight.html", "statistics", ("14", "26(5)"), html_page(document).encode()),
        *evidence_parts.statements(),
        *evidence_parts.organisation_notices(deps),
        Missing("of_candidates", ("86",)),
        *_of_both(deps, now),
    )
    return Gathered(found, "model", _configuration(deps, words, now).assessment, language, _day(now))


def packed(of: Gathered) -> bytes:
    """Return the zip, with the technical manual that is written and set for it: that takes seconds, and no registry."""
    words = Words(of.language)
    return _packed([*of.found, *evidence_parts.model_of(words, of.made)], of.kind, of.about, words, of.made)


def found_by(deps: RegistryDeps, code: str) -> list[str]:
    """Return the releases of a code, those of which only decisions are left at the end.

    Raises:
        UsageFault: "registry_no_such_release".
    """
    code = as_printed(code)
    now = deps.mark_ms()
    found = list(dict.fromkeys([*deps.store.profiles.with_code(code, now), *deps.store.evidence.decided_of(code, now)]))
    if not found:
        raise UsageFault("registry_no_such_release")
    return found


def _of_both(deps: RegistryDeps, now_ms: int) -> Found:
    made = _day(now_ms)
    for language in LANGUAGES:
        speaking = Words(language)
        filled = _configuration(deps, speaking, now_ms)
        yield _page(evidence_papers.dpia(filled, speaking, made), f"dpia.{language}.html", "dpia", ("27", "GDPR 35"))
        paper = evidence_papers.works_council(filled, speaking, made)
        yield _page(paper, f"works-council.{language}.html", "council", ("26(7)", "WOR 27"))
    yield Missing("skeletons", ("27", "GDPR 35", "WOR 27"))


def _page(paper: Article, name: str, what: str, asked: tuple[str, ...]) -> Part:
    return Part(name, what, asked, html_page(paper).encode())


def _configuration(deps: RegistryDeps, words: Words, now_ms: int) -> Configuration:
    from progrez_desktop.core.packs.shipped import shipped
    from progrez_desktop.scoring.bank import Bank

    files, identity = shipped(), deps.store.identity()
    card, assessment, bank = papers.read_card(identity.card), files.assessment(), Bank.from_bytes(files.bank())
    allowed = deps.store.evidence.purposes(now_ms)
    longest, named = deps.store.evidence.longest_ms(), deps.store.reader()
    people = sum(count for _, count in allowed)
    return Configuration(
        organisation=card.name[words.language],
        organisation_id=card.organisation_id,
        server=card.server,
        purposes=tuple(sorted({purpose for purposes, _ in allowed for purpose in purposes.split(" ")})),
        longest_days=None if longest is None else -(-longest // DAY_MS),
        people=words.about(people) if people >= LEAST_IN_A_CELL else words("evidence.few"),
        assessment=f"{assessment.title[words.language]} ({assessment.id} {assessment.version})",
        bank=f"{bank.version}, SHA-256 {bank.sha256[:16]}",
        norms=tuple(_norms(bank, words)),
        skills=tuple(skill.short_name[words.language] for skill in assessment.skills),
        reader=named[0] if named else None,
    )


def _norms(bank: "Bank", words: Words) -> Iterator[str]:
    from progrez_desktop.core.services import norm_groups

    groups = {scale.norm.id: scale.norm.n for scale in bank.skills.values()}
    for norm_id, n in sorted(groups.items()):
        yield norm_groups.name_of(norm_groups.group_of(norm_id, n, bank), words)


def _packed(found: Iterable[Part | Missing], kind: str, about: str, words: Words, made: date) -> bytes:
    """Return the zip: a cover that people read, a manifest that programs read, and the parts by their names."""
    known = list(found)
    missing = list(dict.fromkeys(one for one in known if isinstance(one, Missing)))
    parts = sorted((one for one in known if isinstance(one, Part)), key=lambda part: part.name)
    cover = evidence_papers.cover(about, parts, missing, words, made)
    first = Part(f"contents.{words.language}.html", "cover", (), html_page(cover).encode())
    manifest = {
        "contract": CONTRACT,
        "kind": kind,
        "about": about,
        "language": words.language,
        "made": made.isoformat(),
        "parts": [_entry(part) for part in (first, *parts)],
        "missing": [{"what": one.what, "asked": list(one.asked)} for one in missing],
    }
    told = (json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()
    return _zipped([("manifest.json", told), *((part.name, part.content) for part in (first, *parts))])


def _entry(part: Part) -> dict[str, object]:
    sha256 = hashlib.sha256(part.content).hexdigest()
    return {"name": part.name, "asked": list(part.asked), "bytes": len(part.content), "sha256": sha256}


def _zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in files:
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.external_attr, entry.create_system = 0o600 << 16, 3
            packed.writestr(entry, content)  # stored: what zlib makes differs by its version
    return out.getvalue()


def _day(at_ms: int) -> date:
    return datetime.fromtimestamp(at_ms / 1000, UTC).date()
