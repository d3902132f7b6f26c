"""Promise: what somebody released at a kiosk, and nothing else, is what a recruiter reads of them, on each way out.

Nothing is made by hand here: a sitting of every skill, own words that the model read, a say against a score, all of it
allowed, looked at, released and carried over, and then read by the commands that a recruiter types.
"""

import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from progrez_desktop.core.model.assessment import Prompt
from progrez_desktop.core.model.attempt import TextValue
from progrez_desktop.core.model.consent import Purpose
from progrez_desktop.core.model.contest import WHOLE
from progrez_desktop.core.model.details import MyDetails
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import (
    accounts,
    consents,
    contesting,
    excerpts,
    own_cv,
    own_texts,
    procedures,
    releasing,
)
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.words import LANGUAGES, Words
from tests.cli.test_audit import with_storage
from tests.cli.test_settings import fd
from tests.core.documents.pdf_text import squeezed
from tests.core.services.sitting_house import attentive, sit
from tests.fakes import there
from tests.journeys.organisation import PASSWORD, STAFF, START_CODE, Computer, fingerprint, pack_of
from tests.journeys.test_a_profile_reaches_its_organisation import EMAIL, Kiosk, carried, installed, listed_code
from tests.organisation_house import CANARY

TEXT = (
    "In our project group two people wanted a different planning. I asked each of them what worried them most. So I "
    "proposed to deliver a small first version and to check it together. Both agreed, and we were happy that it was "
    "finished in time. I would ask earlier next time."
)
CONTESTED, CORRECTION, WITHHELD = "I had a cold that week.", "The room was noisy.", "integrity"
PURPOSES: list[Purpose] = ["profile", "contact", "drivers_licence", "teams", "excerpts"]
ROLE = ("communication=3:7-10", "empathy=4:6-9", "resilience=4:6-10", "integrity=2:5-10")
READER = "Noor van der Berg"
EN = Words("en")


def releases(deps: Deps) -> None:
    """Somebody answers everything, says what they have to say, keeps one skill back, and lets the rest go."""
    session = accounts.create(deps, PersonDetails(CANARY, "de Vries", EMAIL), PASSWORD).session
    consents.decide(deps, session, there(deps.assessment.organisation), PURPOSES, "en")
    procedures.give_code(deps, session, START_CODE)
    texts = {item.id: TextValue(TEXT) for item in deps.assessment.items if isinstance(item, Prompt)}
    attempt_id = sit(deps, session, {**attentive(deps), **texts}).attempt_id
    own = own_texts.load(deps, session, attempt_id)
    for one in own.waiting:
        own = own.with_reading(one.prompt.id, own_texts.read(deps, own, one))
        own_texts.keep(deps, session, own, one.prompt.id)
    own_cv.keep_details(deps, session, MyDetails().with_fact("drivers_licence", "B, BE"))
    contesting.object_to(deps, session, attempt_id, "resilience", "not_me", CONTESTED)
    contesting.correct(deps, session, attempt_id, WHOLE, CORRECTION)
    releasing.share(deps, session, list(excerpts.offered(deps, session, attempt_id)))
    releasing.withhold(deps, session, [WITHHELD])
    accounts.sign_out(session)


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    return Kiosk(tmp_path / "kiosk")


@pytest.fixture
def desk(kiosk: Kiosk, tmp_path: Path, repo: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Computer]:
    """A recruiter's desk with one candidate, and a role that was locked before."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    desk = Computer(tmp_path / "desk")
    invitation, request, certificate = (tmp_path / f"{name}.json" for name in ("invitation", "request", "certificate"))
    making = ("init", "--without-server", "--organisation", "Waterschap", "--name", "Desk 1")
    told = desk.types("registry", "--staff-fd", fd(STAFF, STAFF), *making)
    desk.registry("invite", "kiosk", "-o", str(invitation))
    compared = ("--fingerprint", fingerprint(told), "--request-out", str(request))
    kiosk.types("enrol", str(invitation), "--name", "Kiosk 3", *compared)
    desk.registry("admit", "--request", str(request), "-o", str(certificate), "--yes")
    kiosk.types("enrol", "--certificate", str(certificate))
    kiosk.types("pack", "use", installed(kiosk.types("pack", "install", str(_whole_pack(desk, tmp_path, repo)))))
    with_storage(kiosk, releases)
    kiosk.types("release", "--yes", "--email", EMAIL, "--password-fd", fd(PASSWORD))
    carried(kiosk, desk, tmp_path / "first")
    wants = [part for want in ROLE for part in ("--skill", want)]
    desk.registry("role", "new", "Hydrologist", "trainees-2027")
    for expert in ("Noor", "Bram"):
        desk.registry("role", "view", "Hydrologist", expert, *wants)
    desk.registry("role", "compare", "Hydrologist")
    desk.registry("role", "agree", "Hydrologist", "--weights", "40,40,20", *wants)
    desk.registry("role", "lock", "Hydrologist")
    desk.registry("reader", READER, "--trained", "2026-09-01")
    yield desk


def _whole_pack(desk: Computer, tmp_path: Path, repo: Path) -> Path:
    """Make the pack of the example with every skill and every purpose."""
    folder = tmp_path / "docs" / "examples" / "pack"
    shutil.copytree(repo / "docs" / "examples" / "pack", folder)
    skills = [skill.id for skill in shipped().assessment().skills]
    for name, changed in (("blueprint", {"skills": skills}), ("procedure", {"purposes": PURPOSES})):
        file = folder / f"{name}.json"
        file.write_text(json.dumps({**json.loads(file.read_bytes()), **changed}))
    return pack_of(desk, tmp_path, tmp_path)


def test_all_that_was_released_is_read_and_nothing_that_was_kept_back(desk: Computer, tmp_path: Path) -> None:
    code = listed_code(desk)
    told = desk.registry("fit", code)
    assert EN("one_candidate.quality.as_usual") in told
    for said in (CONTESTED, CORRECTION, "I asked each of them what worried them most."):
        assert said in told
    assert f"Integrity: {EN('one_candidate.not_released')}" in told
    assert "(85\u00a0% of its weight)" in told  # 11 of 13: the skill that was kept back moves nothing
    for language in LANGUAGES:
        file = tmp_path / f"{language}.pdf"
        desk.registry("report", code, "-o", str(file), "--language", language)
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(file.read_bytes())).pages]
        assert 3 <= len(pages) <= 5
        assert all(READER in page for page in pages)
        whole = squeezed("".join(pages))
        for said in (CONTESTED, CORRECTION, "I asked each of them what worried them most."):
            assert squeezed(said) in whole
        assert CANARY not in whole and EMAIL not in whole


def test_its_person_reads_who_looked_and_gets_what_was_noted(desk: Computer, kiosk: Kiosk, tmp_path: Path) -> None:
    code, notes, report = listed_code(desk), tmp_path / "notes.json", tmp_path / "report.pdf"
    desk.registry("note", code, "--probe", "empathy/bad_news", "--rating", "4", "--text", "Vroeg één keer dóór; " * 9)
    assert ("Vroeg één keer dóór; " * 9).strip() in desk.registry("notes", code)
    desk.registry("report", code, "-o", str(report))
    desk.registry("notes", code, "--disclose", str(notes))
    (note,) = json.loads(notes.read_bytes())["notes"]
    assert (note["rating"], note["by"]) == (4, READER)
    carried(kiosk, desk, tmp_path / "second", anything=False)
    log = kiosk.log()
    assert "opened your profile" in log and "took your profile out of the registry as a file, 2 times" in log

    kiosk.types("withdraw", "--code-fd", fd(kiosk.code()))
    carried(kiosk, desk, tmp_path / "third")
    for command in (("fit",), ("guide",), ("notes",), ("combine",), ("report", "-o", str(tmp_path / "no.pdf"))):
        desk.registry(command[0], code, *command[1:], status=2)
    assert not (tmp_path / "no.pdf").exists()
