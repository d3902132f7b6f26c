"""The parts of an evidence pack: each a file of its own, the articles that ask for it, and what of it is not there."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.resources import resource_text
from progrez_desktop.core.services.recruiting import told_counts
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.model.setting import AuditEvent

CARDS = ("answers", "evidence", "private", "letters", "dutch")
"""Of the text model, as files beside it."""


@dataclass(frozen=True)
class Part:
    """One file. `asked` are articles of the AI Act, but where another law is named."""

    name: str
    what: str
    """The key of the sentence that says what it is: `evidence.part.<what>`."""
    asked: tuple[str, ...]
    content: bytes


@dataclass(frozen=True)
class Missing:
    """What is not in the pack: `evidence.missing.<what>` says why, and who has it."""

    what: str
    asked: tuple[str, ...]


Found = Iterator[Part | Missing]


def log_of(deps: RegistryDeps, release_id: str, *, is_gone: bool) -> Found:
    """Give the log of one release; the chain is checked whole, for a part of it proves nothing."""
    events, verified = _checked(deps)
    reads = [] if is_gone else [dict(one) for one in deps.store.evidence.of_release("read", release_id)]
    told = {
        "release_id": release_id,
        "verification": verified,
        "events": [_event(at, one) for at, one in enumerate(events, start=1) if one.subject_id == release_id],
        "reads_by_day": reads,
    }
    yield Part("log.json", "log", ("12", "19", "26(6)"), _json(told))
    if not verified["is_whole"]:
        yield Missing("log_broken", ("12",))
    yield Missing("log_elsewhere", ("12",))


def log_of_all(deps: RegistryDeps) -> Found:
    """Give what was done at this workstation, and whether the chain of it is whole. Of nobody: as statistics are."""
    events, verified = _checked(deps)
    this_month = _month(deps.mark_ms())
    found = Counter((one.action, month) for one in events if (month := _month(one.at_ms)) < this_month)
    months = sorted({month for _, month in found})
    by_action = {
        action: {month: step for month, step in zip(months, counted, strict=True) if step is not None}
        for action in sorted({action for action, _ in found})
        if any(counted := told_counts.steps([found[action, month] for month in months]))
    }
    yield Part("log.json", "log_of_all", ("12", "26(6)"), _json({"verification": verified, "by_action": by_action}))
    if not verified["is_whole"]:
        yield Missing("log_broken", ("12",))


def _checked(deps: RegistryDeps) -> "tuple[list[AuditEvent], dict[str, Any]]":
    try:
        events = deps.store.audit.events()
    except DataFault as fault:
        return [], {"is_whole": False, "fault": fault.code}
    began, ended = (events[0].at_ms, events[-1].at_ms) if events else (None, None)
    return events, {
        "is_whole": True,
        "events": len(events),
        "first_ms": began,
        "last_ms": ended,
        "how": "HMAC-SHA-256 chain over all events under the audit key of this workstation, checked when this was made",
    }


def _event(number: int, one: "AuditEvent") -> dict[str, Any]:
    told = {"number": number, "at_ms": one.at_ms, "actor": one.actor, "action": one.action}
    return told | {"params": dict(one.params)}


def oversight_of(deps: RegistryDeps, release_id: str, *, is_gone: bool) -> Found:
    """Give what people decided and put in the place of a sum, and the reports that they had before them.

    Args:
        is_gone: Of somebody whose time is over only the decision is left, also before the rest is destroyed.
    """
    now = deps.mark_ms()
    decisions = [dict(one) for one in deps.store.evidence.decisions(release_id, now)]
    letters = deps.store.evidence.letters(release_id, now)
    told = ({} if is_gone else _before_deciding(deps, release_id)) | {"decisions": decisions}
    yield Part("oversight.json", "oversight", ("14", "26(2)"), _json(told))
    if not decisions:
        yield Missing("no_decision", ("14", "86"))
    for number, letter in enumerate(letters, start=1):
        name = f"letters/{number}.{letter['language']}.txt"
        yield Part(name, "letter", ("86",), (str(letter["text"]).rstrip("\n") + "\n").encode())
    if len(letters) < len(decisions) or not decisions:
        yield Missing("no_letter", ("86",))


def _before_deciding(deps: RegistryDeps, release_id: str) -> dict[str, Any]:
    rows = deps.store.evidence
    combinations = [_opened(one, "document") for one in rows.of_release("combination", release_id)]
    return {
        "role_profiles": [_opened(one, "document") for one in rows.roles(release_id)],
        "shortlists": [_opened(one, "impact") for one in rows.shortlists(release_id)],
        "reports": [dict(one) for one in rows.of_release("report", release_id)],
        "combinations": combinations,
        "overrides": sum("override" in one["document"] for one in combinations),
    }


def notices_of(deps: RegistryDeps, release_id: str) -> Found:
    """Give the receipt of what was allowed, which names the statement that was shown, and that statement."""
    receipt = json.loads(deps.store.profiles.document(release_id).receipt)
    yield Part("notices/receipt.json", "receipt", ("26(11)", "GDPR 7(1)"), _json(receipt))
    shown = receipt["notice"]
    statement = _statement(Words(shown.get("language", "en")))
    if statement[0] == shown["sha256"]:
        yield Part(f"notices/privacy.{shown['language']}.txt", "statement", ("26(11)", "GDPR 13"), statement[1])
    else:
        yield Missing("statement_other", ("26(11)",))
    yield from organisation_notices(deps)


def statements() -> Found:
    """Give the privacy statement as it reads now, in both languages."""
    for language in ("en", "nl"):
        text = _statement(Words(language))[1]
        yield Part(f"notices/privacy.{language}.txt", "statement_now", ("26(11)", "GDPR 13"), text)


def organisation_notices(deps: RegistryDeps) -> Found:
    notices = deps.store.post.notices()
    if notices:
        yield Part("notices/organisation.json", "notices", ("26(7)", "26(11)"), _json(list(notices)))
    else:
        yield Missing("no_notices", ("26(7)", "26(11)"))


def _statement(words: Words) -> tuple[str, bytes]:
    """Return hash and text of the privacy statement of this program."""
    from progrez_desktop.core.services import privacy

    parts = [words.template(f"privacy.{part}.{which}") for part in privacy.PARTS for which in ("title", "text")]
    return privacy.sha256_of(words), ("\n\n".join(parts) + "\n").encode()


def model_of(words: Words, made: date) -> Found:
    """Give the manual that is written from what measures, the cards of the text model, and the names of both."""
    from progrez_desktop.core.documents.article_pdf import render_article
    from progrez_desktop.core.services.manual.assembly import technical_manual

    asked = ("10", "11", "13", "15")
    manual = render_article(technical_manual(words, made))
    yield Part(f"model/technical-manual.{words.language}.pdf", "manual", asked, manual)
    yield Part("model/model.json", "model", asked, _json(model_facts()))
    for card in CARDS:
        text = resource_text("model", f"{card}.card.md")
        yield Part(f"model/{card}.card.md", "model_card", asked, text.encode())
    yield Missing("conformity", ("43", "47", "49"))


def model_facts() -> Mapping[str, Any]:
    """Return what measures here by names and hashes."""
    from progrez_desktop import __version__
    from progrez_desktop.core.packs.shipped import MODEL, shipped
    from progrez_desktop.scoring.bank import Bank

    files = shipped()
    assessment, bank = files.assessment(), Bank.from_bytes(files.bank())
    return {
        "program": __version__,
        "assessment": {"id": assessment.id, "version": assessment.version, "publisher": assessment.publisher},
        "bank": {"id": bank.id, "version": bank.version, "sha256": bank.sha256, "norm_set": bank.norm_set},
        "text_model_sha256": files.sha256(MODEL),
        "skills": [skill.id for skill in assessment.skills],
    }


def _opened(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return a row with the JSON in one of its columns as what it says."""
    return {**row, name: json.loads(row[name] or "{}")}


def _month(at_ms: int) -> str:
    return f"{datetime.fromtimestamp(at_ms / 1000, UTC):%Y-%m}"


def _json(document: Any) -> bytes:
    return (json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()
