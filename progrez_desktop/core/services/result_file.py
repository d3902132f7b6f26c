"""A result as a file of its own: with the answers that it was computed from, so that anybody can compute it again.

Contract: result-export.schema.json. No text and no key of a situation is in it, of readings only levels that join a
score, and of norms only those that grew on this device, since no file of a version has them. What its person says
against it stands in it too.
"""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from progrez_desktop.core.contest import said_record
from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.json_document import keep_contract, read_json_document
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.profile import scored_lines
from progrez_desktop.core.services import access_log, contesting, results
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.measures_in_use import norm_record
from progrez_desktop.core.store.result_record import given_as_json, profile_of_record, record_of
from progrez_desktop.scoring.scores import SkillScore

CONTRACT = "progrez.result-export/1"
_HALF = 0.5 + 1e-9


def exported(deps: Deps, session: Session, attempt_id: str | None = None) -> bytes:
    """Return the file of one result of a person, of the latest if none is named.

    Raises:
        UsageFault: "no_result".
        DataFault: "result_without_answers": an earlier version did not note what was asked, and what ships has changed
            since.
    """
    profile = results.latest(deps, session) if attempt_id is None else session.safe.result(attempt_id)
    if profile is None:
        raise UsageFault("no_result")
    given = session.safe.given(profile.attempt_id)
    if given is None:
        made_with = (profile.provenance.pack_sha256, profile.provenance.bank_sha256)
        if made_with != (deps.assessment.pack_sha256, deps.bank.sha256):
            raise DataFault("result_without_answers")
        given = results.given(deps, session, session.safe.attempt(profile.attempt_id))
    document: dict[str, Any] = {
        "contract": CONTRACT,
        "result": record_of(profile),
        "responses": given_as_json(given),
    }
    if norms := _local_norms(deps, profile):
        document["norms"] = norms
    if said := said_record(contesting.said(session, profile.attempt_id)):
        document["said"] = said
    return (json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n").encode()


def read(document: bytes) -> tuple[Profile, Mapping[str, Any]]:
    """Return the result in an exported file, and the whole of what the file says.

    Raises:
        DataFault: What is wrong with the file (`json_...`), "cv_no_such_day", or "result_band" where stens are
            not those of their own points.
    """
    content = read_json_document(document, "result-export")
    keep_contract(content["result"], "result-record", "/result")
    try:
        date.fromisoformat(content["result"]["valid_until"])
    except ValueError:
        raise DataFault("cv_no_such_day", place="/result/valid_until") from None
    profile = profile_of_record(content["result"])
    for line, score in scored_lines(profile):
        if not _holds_together(score):
            raise DataFault("result_band", place=f"/result/lines/{profile.lines.index(line)}/score")
    return profile, content


def _holds_together(score: SkillScore) -> bool:
    """Whether stens lie in their order and are those of their points; what was computed from answers is not asked."""
    points = (score.low_exact, score.sten_exact, score.high_exact)
    stens = (score.low, score.sten, score.high)
    near = all(abs(min(10.0, max(1.0, point)) - sten) <= _HALF for point, sten in zip(points, stens, strict=True))
    return near and list(stens) == sorted(stens)


def save(deps: Deps, session: Session, path: Path, attempt_id: str) -> None:
    """Save the file of one result where the person chose, with a line in their log."""
    access_log.handed_over(deps, session, path, exported(deps, session, attempt_id), "result_saved")


def _local_norms(deps: Deps, profile: Profile) -> list[dict[str, Any]]:
    found = (deps.local_norm(norm_id) for norm_id in sorted({score.norm_id for _, score in scored_lines(profile)}))
    return [norm_record(norm) for norm in found if norm is not None]
