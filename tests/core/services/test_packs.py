"""A pack of an organisation: made from a folder, signed, taken in where it is trusted, run, kept for its results."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import accounts, packs, procedures, rescoring, result_file, results, sittings
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.pack_making import make
from tests.core.services.pack_house import (
    CODE,
    OTHER,
    card_document,
    folder,
    pack_of,
    runs,
    trust,
)
from tests.core.services.sitting_house import attentive, sit
from tests.core.services.term_house import ANNA, BORIS, PASSWORD, LivedIn


def answers(deps: Deps) -> dict:
    """Return what the invented visitor says to those questions of theirs that the pack has."""
    return attentive(replace(deps, assessment=shipped().assessment()))


def test_the_same_folder_makes_the_same_pack(tmp_path: Path) -> None:
    assert make(folder(tmp_path), shipped()) == make(folder(tmp_path), shipped())


def test_a_pack_is_built_signed_installed_and_sat_with_and_its_result_follows_from_its_answers(
    computer: LivedIn, tmp_path: Path
) -> None:
    with computer.on() as deps:
        trust(deps)
        installed = runs(deps, pack_of())
        assert deps.assessment.id == "working-together"  # until the next start
    with computer.on() as deps:
        assert (deps.assessment.id, deps.assessment.pack_sha256) == ("trainees-2027", installed.sha256)
        assert deps.assessment.organisation is not None and not deps.assessment.organisation.demonstration
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        procedures.give_code(deps, session, CODE)
        profile = sit(deps, session, answers(deps))
        assert [line.skill_id for line in profile.lines] == ["collaboration", "resilience"]
        assert profile.provenance.pack_sha256 == installed.sha256
        exported = result_file.exported(deps, session)
        assert deps.device.packs.users(installed.sha256) == 1
    file = tmp_path / "again.pack"
    file.write_bytes(pack_of())
    files = rescoring.RescoreFiles(
        rescoring.assessment_in(file), shipped().bank(), shipped().read("bank/working-together.quality.json")
    )
    assert rescoring.rescore(exported, files).is_same


def test_a_score_is_the_one_that_the_shipped_assessment_gives_for_the_same_answers(computer: LivedIn) -> None:
    with computer.on() as deps:
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        ships = {line.skill_id: line.score for line in sit(deps, session, attentive(deps)).lines}
        trust(deps)
        runs(deps, pack_of())
    with computer.on() as deps:
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        procedures.give_code(deps, session, CODE)
        for line in sit(deps, session, answers(deps)).lines:
            assert line.score == ships[line.skill_id]


def test_the_adaptive_form_of_a_pack_is_asked_where_its_blueprint_allows_it(computer: LivedIn) -> None:
    from progrez_desktop.core.services import device_settings

    with computer.on() as deps:
        trust(deps)
        runs(deps, pack_of())
    with computer.on() as deps:
        device_settings.choose(deps, "form", "adaptive")
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        procedures.give_code(deps, session, CODE)
        profile = sit(deps, session, answers(deps))
        assert profile.form == "adaptive" and len(profile.lines) == 2


def test_nothing_is_trusted_but_an_organisation_that_this_computer_knows(computer: LivedIn, tmp_path: Path) -> None:
    with computer.on() as deps:
        with pytest.raises(DataFault, match="pack_signer_unknown"):
            packs.install(deps, pack_of())
        trust(deps)
        with pytest.raises(DataFault, match="pack_unsigned"):
            packs.install(deps, make(folder(tmp_path), shipped()))
        with pytest.raises(DataFault, match="pack_signer_key"):
            packs.install(deps, pack_of(private=OTHER))
        with pytest.raises(DataFault, match="pack_signer_other"):
            packs.install(deps, pack_of(organisation_id="c" * 32))
        assert deps.device.packs.all() == [] and not deps.folder.packs.exists()


def test_a_key_that_is_none_of_the_organisations_is_not_sealed_to(computer: LivedIn) -> None:
    from progrez_desktop.core.keys.organisation_papers import read_card, sign_card
    from progrez_desktop.core.keys.primitives import x25519_public

    card = read_card(card_document())
    public = x25519_public(b"\5" * 32)
    key = replace(card.seal_keys[0], public_key=public, key_id=__import__("hashlib").sha256(public).hexdigest())
    other = replace(card, seal_keys=(key,), number=2)
    with computer.on() as deps:
        trust(deps, sign_card(b"\1" * 32, other), other)
        with pytest.raises(DataFault, match="pack_seal_key"):
            packs.install(deps, pack_of())


def test_a_published_version_never_changes(computer: LivedIn, tmp_path: Path) -> None:
    with computer.on() as deps:
        trust(deps)
        first = packs.install(deps, pack_of())
        assert packs.install(deps, pack_of()) == first
        with pytest.raises(DataFault, match="pack_version_published"):
            packs.install(deps, pack_of(folder(tmp_path, retention_days=91)))
        packs.install(deps, pack_of(folder(tmp_path, version="1.0.1", retention_days=91)))
        assert [one.version for one in deps.device.packs.all()] == ["1.0.0", "1.0.1"]


def test_a_pack_is_named_by_either_hash_that_was_shown(computer: LivedIn) -> None:
    with computer.on() as deps:
        trust(deps)
        installed = packs.install(deps, pack_of())
        assert installed.sha256 != installed.file_sha256
        for shown in (installed.sha256[:12], installed.file_sha256[:12], installed.file_sha256):
            assert packs.named(deps, shown) == installed
        for nothing in ("", installed.sha256[:7], "f" * 12):
            with pytest.raises(UsageFault, match="pack_unknown"):
                packs.named(deps, nothing)


@pytest.mark.parametrize("harm", ["gone", "changed"])
def test_a_pack_in_use_that_is_damaged_is_told_and_what_ships_is_not_run_in_its_place(
    computer: LivedIn, harm: str
) -> None:
    with computer.on() as deps:
        trust(deps)
        installed = runs(deps, pack_of())
        file = deps.folder.pack_file(installed.file_sha256)
    if harm == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes().replace(b"Traineeship", b"Trainershop"))
    with pytest.raises(DataFault) as told, computer.on():
        pass
    assert told.value.code == ("pack_in_use_missing" if harm == "gone" else "pack_in_use_damaged")
    with computer.on(without_packs=True) as deps:  # as `progrez pack` opens it
        packs.install(deps, pack_of())
    with computer.on() as deps:
        assert deps.assessment.id == "trainees-2027"


def test_who_began_finishes_with_what_they_began_with(computer: LivedIn, tmp_path: Path) -> None:
    with computer.on() as deps:
        trust(deps)
        runs(deps, pack_of())
    with computer.on() as deps:
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        procedures.give_code(deps, session, CODE)
        begun = sittings.begin(deps, session).attempt
        packs.use(deps, packs.SHIPPED)
    for next_version in (False, True):
        with computer.on() as deps:
            session = accounts.sign_in(deps, ANNA.email, PASSWORD)
            own = packs.deps_for(deps, session)
            assert own.assessment.pack_sha256 == begun.pack_sha256
            if not next_version:
                runs(deps, pack_of(folder(tmp_path, version="1.1.0")))
            else:
                assert deps.assessment.version == "1.1.0"
                profile = results.finish(own, session, begun.id)
                assert profile.provenance.pack_sha256 == begun.pack_sha256
                assert packs.deps_for(deps, session).assessment.version == "1.0.0"
                assert results.latest(own, session) == profile


def test_a_pack_stays_while_somebody_has_something_of_it(computer: LivedIn) -> None:
    with computer.on() as deps:
        trust(deps)
        installed = runs(deps, pack_of())
        with pytest.raises(UsageFault, match="pack_is_in_use"):
            packs.remove(deps, installed.sha256)
    with computer.on() as deps:
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        procedures.give_code(deps, session, CODE)
        sit(deps, session, answers(deps))
        packs.use(deps, packs.SHIPPED)
        with pytest.raises(UsageFault, match="pack_is_needed"):
            packs.remove(deps, installed.sha256)
        accounts.sign_out(session)
        deps.device.forget_accounts([session.account_id])
        packs.remove(deps, "trainees-2027")
        assert not deps.folder.pack_file(installed.file_sha256).exists()


def test_a_start_code_is_asked_once_and_wrong_ones_are_slowed_down(computer: LivedIn) -> None:
    from progrez_desktop.core.errors import LockedFault

    with computer.on() as deps:
        trust(deps)
        runs(deps, pack_of())
    with computer.on() as deps:
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        assert procedures.door(deps, session) == procedures.Door(None, asks_code=True)
        with pytest.raises(UsageFault, match="start_code_needed"):
            sittings.begin(deps, session)
        for _ in range(5):
            with pytest.raises(LockedFault, match="start_code_wrong"):
                procedures.give_code(deps, session, "HARDEN-27")
        with pytest.raises(LockedFault, match="sign_in_wait"):
            procedures.give_code(deps, session, CODE)
        computer.clock.advance(3_600_000)
        procedures.give_code(deps, session, " garden 27 ")
        assert procedures.door(deps, session) == procedures.Door(None, asks_code=False)
        sittings.begin(deps, session)
        other = accounts.create(deps, BORIS, PASSWORD).session
        assert procedures.door(deps, other).asks_code
        with pytest.raises(LockedFault, match="start_code_wrong"):
            procedures.give_code(deps, other, "HARDEN-27")
        assert deps.device.sign_in_failures(other.account_id.encode())[0] == 1
        deps.device.forget_accounts([other.account_id])
        assert deps.device.sign_in_failures(other.account_id.encode()) == (0, 0)


def test_after_the_closing_date_nothing_begins_and_what_began_is_finished(computer: LivedIn, tmp_path: Path) -> None:
    day = 86_400_000
    with computer.on() as deps:
        trust(deps)
        runs(deps, pack_of(folder(tmp_path, closes="2026-11-24", start_code=None)))
    with computer.on() as deps:
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        begun = sittings.begin(deps, session)
        late = accounts.create(deps, BORIS, PASSWORD).session
        computer.clock.advance(2 * day)
        deps.mark_ms()
        with pytest.raises(UsageFault, match="procedure_closed"):
            sittings.begin(deps, late)
        computer.clock.advance(-2 * day)  # a clock set back opens nothing again
        assert procedures.door(deps, late).closed_on is not None
        assert sittings.begin(deps, session) == begun
        results.finish(deps, session, begun.attempt.id)


def test_what_operators_did_with_packs_is_on_their_list(computer: LivedIn) -> None:
    with computer.on() as deps:
        trust(deps)
        runs(deps, pack_of())
        packs.use(deps, packs.SHIPPED)
        packs.remove(deps, "trainees-2027@1.0.0")
        done: list[AuditEvent] = [one for one in deps.device.audit.events() if one.action.startswith("pack_")]
    assert [one.action for one in done] == ["pack_installed", "pack_used", "pack_used", "pack_removed"]
    assert json.dumps([one.params for one in done]).count("trainees-2027") == 3
