"""What an operator looks at is what the services know: one request, packs, the computer, the log; and nobody's name."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from progrez_desktop.core.keys.staff_key import StaffKey
from progrez_desktop.core.model.staff import Member
from progrez_desktop.core.model.update import Build
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services import (
    accounts,
    audit,
    device_settings,
    duties,
    duty_view,
    operators_log,
    pack_shelf,
    packs,
    procedures,
    sittings,
    this_computer,
    today,
    updating,
)
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.duty_view import Going
from progrez_desktop.core.staff_roles import signed_in
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.services.duty_house import ASKED, entered
from tests.core.services.pack_house import CODE, folder, pack_of, runs, trust, unsigned
from tests.core.services.term_house import ANNA, PASSWORD, LivedIn
from tests.fakes import MONDAY_MS, there

# One request


def test_whether_there_is_an_account_is_told_only_once_it_is_known_who_asks(deps: Deps, key: StaffKey) -> None:
    number = entered(deps, key, "access", known=False)
    before = duty_view.look(deps, key, number)
    assert (before.has_account, before.steps) == (None, ("confirm", "identity", "refuse"))
    duties.check_identity(deps, key, number, "called back")
    after = duty_view.look(deps, key, number)
    assert (after.has_account, after.steps) == (True, ("confirm", "identity", "letter", "package", "refuse"))


def test_what_erasing_takes_is_told_before_and_is_gone_after(deps: Deps, key: StaffKey, tmp_path: Path) -> None:
    number = entered(deps, key, "erasure")
    told = duty_view.look(deps, key, number)
    account = there(deps.device.find_account(there(duties.account_of(deps, ASKED)).email_lookup))
    size = deps.folder.safe_file(account.safe_file).stat().st_size
    assert told.going == Going(account.created_ms, -(-size // 1024), 0, 0, 0)
    duties.close(deps, key, number, duties.Answer(tmp_path / "letter.pdf"), Words("en"))
    assert not deps.folder.safe_file(account.safe_file).exists()
    assert duty_view.look(deps, key, number).steps == ()


def test_a_childs_account_is_said_to_go_before_it_is_entered(deps: Deps) -> None:
    assert duty_view.gone_at_once(deps, "under_16", ASKED) is not None
    assert duty_view.gone_at_once(deps, "under_16", replace(ASKED, email="nobody@example.org")) is None
    assert duty_view.gone_at_once(deps, "erasure", ASKED) is None


# Today


def test_today_counts_sittings_and_those_that_are_open_without_opening_a_safe(computer: LivedIn) -> None:
    def counted() -> tuple[int, int]:
        return today.look(deps).sat, today.look(deps).unfinished

    with computer.on() as deps:
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        assert counted() == (0, 0)
        attempt = sittings.begin(deps, session).attempt
        accounts.sign_out(session)
        assert counted() == (1, 1)
    with computer.on(MONDAY_MS + DAY_MS) as deps:
        assert counted() == (0, 0)
        accounts.sign_out(accounts.sign_in(deps, ANNA.email, PASSWORD))
        assert counted() == (1, 1)  # who comes back goes on
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        session.safe.finish_attempt(attempt.id, MONDAY_MS + DAY_MS)  # and the program is killed here
        accounts.sign_out(session)
        assert counted() == (1, 1)
        accounts.sign_out(accounts.sign_in(deps, ANNA.email, PASSWORD))
        assert counted() == (1, 0)


def test_today_sees_a_safe_that_was_cut(computer: LivedIn) -> None:
    with computer.on() as deps:
        assert today.look(deps).safes_at_fault == 0
        (safe,) = deps.folder.safes.glob("*.safe")
        whole = safe.read_bytes()
        for content in (whole[:-1], b""):
            safe.write_bytes(content)
            assert today.look(deps).safes_at_fault == 1
        safe.write_bytes(whole)
    with computer.on(MONDAY_MS + DAY_MS) as deps:
        assert today.look(deps).safes_at_fault == 0


# Packs


def test_the_shelf_tells_what_runs_what_comes_next_and_who_needs_it(computer: LivedIn) -> None:
    with computer.on() as deps:
        trust(deps)
        runs(deps, pack_of())
        ships, pack, model = pack_shelf.look_at_all(deps)
        assert (ships.standing, pack.standing, model.standing) == ("ends", "chosen", "runs")
    with computer.on() as deps:
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        procedures.give_code(deps, session, CODE)
        accounts.sign_out(session)
        ships, pack, _ = pack_shelf.look_at_all(deps)
        assert (ships.standing, pack.standing, pack.needed, pack.may_be_removed) == ("installed", "runs", 1, False)
        asked = there(pack.procedure)
        assert asked.asks_code and asked.title["en"] == "Trainees 2027"
        (file,) = deps.folder.packs.iterdir()
        file.write_bytes(b"")
        assert pack_shelf.look_at_all(deps)[1].standing == "damaged"


def test_a_pack_from_a_file_is_checked_as_it_would_be_taken_in_and_leaves_nothing_behind(
    computer: LivedIn, tmp_path: Path
) -> None:
    file, told = tmp_path / "trainees.pack", list[tuple[int, int]]()
    with computer.on() as deps:
        for content, code in (
            (b"not a pack", "pack_no_zip"),
            (pack_of()[:-20], "pack_altered"),
            (unsigned(), "pack_unsigned"),
            (pack_of(), "pack_signer_unknown"),
        ):
            file.write_bytes(content)
            read = there(pack_shelf.read(file, lambda *at: told.append(at), lambda: False))
            assert [one.code for one in pack_shelf.check(deps, read).problems] == [code]
        assert deps.device.packs.all() == [] and not deps.folder.packs.exists()
        trust(deps)
        found = pack_shelf.check(deps, pack_of())
        assert (found.problems, found.name, found.is_here) == ((), "trainees-2027@1.0.0", False)
        packs.install(deps, found.content)
        assert pack_shelf.check(deps, pack_of()).is_here
        other = pack_shelf.check(deps, pack_of(folder(tmp_path, closes="2027-01-31")))
        assert [one.code for one in other.problems] == ["pack_version_published"]
    assert told[-1] == (len(pack_of()) >> 10, len(pack_of()) >> 10)
    assert pack_shelf.read(file, lambda *_: None, lambda: True) is None


# The computer


def test_the_computer_says_when_its_code_was_shown_and_what_its_settings_are(computer: LivedIn) -> None:
    with computer.on(MONDAY_MS + 3 * DAY_MS) as deps:
        found = this_computer.look(deps)
    assert (found.made_ms, found.key_store) == (MONDAY_MS, "SecretService")
    assert dict(found.hashes)["pack"] == deps.assessment.pack_sha256
    assert [one.setting for one in found.settings] == list(device_settings.SETTINGS)
    assert (found.terms.safes, found.terms.usual_days, found.copies) == (1, 28, 0)


def test_the_computer_names_the_versions_that_lie_here_or_says_that_the_system_brings_them(
    computer: LivedIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("1.0.0", "1.1.0"):
        (tmp_path / "place" / "versions" / version).mkdir(parents=True)
    (tmp_path / "place" / "current").symlink_to("versions/1.1.0")
    here = updating.Installation(tmp_path / "place", Build("1.0.0", "5f3a9c01d2e4", "linux-x86_64", 9, 14))
    with computer.on() as deps:
        assert this_computer.look(deps).versions is None
        monkeypatch.setattr(updating, "installation", lambda: here)
        found = this_computer.look(deps).versions
    assert found is not None
    assert [(one.version, one.marks) for one in found] == [("1.0.0", ("running",)), ("1.1.0", ("current",))]


# The log


def test_the_log_is_newest_first_by_kind_and_day_and_holds_as_far_as_it_is_whole(computer: LivedIn) -> None:
    with computer.on() as deps:
        trust(deps)
        packs.install(deps, pack_of())
    with computer.on(MONDAY_MS + DAY_MS) as deps:
        device_settings.choose(deps, "keep_days", "14")
        log = operators_log.look(deps)
        assert [line.kind for line in log.lines] == ["settings", "packs", "organisations"]
        assert [line.number for line in log.chosen("packs", None)] == [2]
        assert [line.number for line in log.chosen(None, deps.today())] == [3]
        assert log.broken_at is None
        deps.device._database.write("UPDATE audit_event SET action = 'pack_used' WHERE seq = 2")
        broken = operators_log.look(deps)
        assert (broken.broken_at, [line.number for line in broken.lines]) == (2, [1])
        [operators, *_] = audit.of_device(deps)
        assert (operators.is_whole, operators.broken_at) == (False, 2)


def test_the_log_as_a_file_says_how_far_it_holds_and_names_nobody(deps: Deps, key: StaffKey) -> None:
    entered(deps, key, "access")
    log = operators_log.look(deps)
    file = operators_log.exported(log, log.lines, MONDAY_MS).decode()
    first, *lines = map(json.loads, file.splitlines())
    assert (first["lines"], first["broken_at"]) == (len(lines), None)
    assert [line["number"] for line in lines] == sorted(line["number"] for line in lines)
    for secret in (ANNA.email, ANNA.first_name, ASKED.name, ASKED.note, "called back"):
        assert secret not in file


def test_every_action_that_the_program_notes_has_a_sentence_in_both_languages(deps: Deps) -> None:
    trust(deps)
    runs(deps, pack_of())
    device_settings.choose(deps, "form", "adaptive")
    for line in operators_log.look(deps).lines:
        assert line.kind != "other"
        for language in LANGUAGES:
            assert operators_log.sentence(line.event, {}, Words(language)) != line.event.action


def test_the_log_is_refused_to_whoever_may_not_read_it(deps: Deps) -> None:
    from progrez_desktop.core.errors import UsageFault

    deps.device.acting = signed_in(Member("9f" * 16, "", "invigilator", True, ()))
    with pytest.raises(UsageFault, match="staff_may_not"):
        operators_log.look(deps)
