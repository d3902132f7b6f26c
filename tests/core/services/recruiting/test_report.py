"""A report is written down and told before it is handed out, and goes with its candidate."""

import hashlib
from pathlib import Path

import pytest

from progrez_desktop.core.errors import EnvironmentFault, UsageFault
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import registry
from progrez_desktop.core.services.recruiting import report
from progrez_desktop.core.services.recruiting.reader import name_reader
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.documents.pdf_text import squeezed, text_of
from tests.core.services.recruiting.interview_house import Interviewed, interviewed
from tests.core.services.registry_house import House, mail_in, server_of

EN = Words("en")
SKILLS = shipped().assessment().skills


@pytest.fixture
def one(house: House) -> Interviewed:
    return interviewed(house)


def handed_out(one: Interviewed, words: Words = EN) -> bytes:
    files: list[bytes] = []
    report.hand_out(one.house.deps, one.id, SKILLS, words, files.append)
    return files[0]


def test_what_is_kept_of_a_report_is_the_hash_of_the_file_and_for_whom_it_was(one: Interviewed) -> None:
    pdf = handed_out(one)
    (made,) = one.house.deps.store.reports.of(one.id)
    assert made.sha256 == hashlib.sha256(pdf).hexdigest()
    assert (made.kind, made.reader) == ("candidate", "Noor")
    assert made.id in squeezed(text_of(pdf))
    event = one.house.deps.store.audit.events()[-1]
    assert (event.action, event.subject_id, event.params) == ("report_made", one.id, {"version": "1", "reader": "Noor"})


def test_its_person_hears_that_it_was_exported(one: Interviewed) -> None:
    handed_out(one)
    server = server_of(one.house, one.device)
    server.puts(one.sealed)
    registry.fetch(one.house.deps, server)
    assert [mail_in(one.sealed, item)["event"] for item in server.mail()] == ["exported"]


def test_it_is_written_down_before_it_leaves_even_where_it_can_not_be_saved(one: Interviewed) -> None:
    deps = one.house.deps

    def no_room(_: bytes) -> None:
        assert len(deps.store.reports.of(one.id)) == 1
        raise EnvironmentFault("save_failed")

    with pytest.raises(EnvironmentFault):
        report.hand_out(deps, one.id, SKILLS, EN, no_room)
    assert deps.store.reports.looks(one.id).count == 1


def test_the_next_report_tells_of_the_one_before_and_who_read_it(one: Interviewed) -> None:
    handed_out(one)
    name_reader(one.house.deps, "Bram")
    text = squeezed(text_of(handed_out(one)))
    assert squeezed("earlier reports: Noor") in text
    assert squeezed("for Bram") in text


def test_nobody_gets_one_without_being_named(one: Interviewed) -> None:
    deps = one.house.deps
    with deps.store.transaction():
        deps.store.database.write("UPDATE registry SET reader = NULL")
    with pytest.raises(UsageFault, match="reader_unnamed"):
        handed_out(one)
    assert deps.store.reports.of(one.id) == ()


def test_nothing_of_it_stays_when_its_candidate_withdraws(one: Interviewed) -> None:
    handed_out(one)
    server = server_of(one.house, one.device)
    server.puts(one.sealed)
    server.erases(one.sealed)
    registry.fetch(one.house.deps, server)
    assert one.house.deps.store.database.rows("SELECT count(*) FROM report")[0][0] == 0
    with pytest.raises(UsageFault, match="registry_no_such_release"):
        handed_out(one)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_names_role_experts_norm_and_reader(one: Interviewed, language: str) -> None:
    words = Words(language)
    text = squeezed(text_of(handed_out(one, words)))
    for part in ("Team lead", "Noor", one.house.deps.store.profiles.row(one.id, 0).code):  # type: ignore[union-attr]
        assert squeezed(part) in text
    assert squeezed(words("recruiter_report.reader_untrained", name="Noor")) in text
    assert squeezed(words("one_candidate.norm_unknown", n="400")) in text


def test_a_file_in_place_is_the_one_that_is_kept_of(one: Interviewed, tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    made = report.hand_out(one.house.deps, one.id, SKILLS, EN, lambda pdf: _write(out, pdf))
    assert hashlib.sha256(out.read_bytes()).hexdigest() == made.sha256


def _write(out: Path, pdf: bytes) -> None:
    out.write_bytes(pdf)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_names_the_place_where_the_letter_of_explanation_is_written(one: Interviewed, language: str) -> None:
    words = Words(language)
    assert squeezed(words("candidates.go.decisions")) in squeezed(text_of(handed_out(one, words)))
