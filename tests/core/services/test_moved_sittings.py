"""A sitting goes on at another kiosk with its owner's password, once; a stick that is lost loses nobody's answers."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from progrez_desktop.core.errors import DataFault, EnvironmentFault, Fault, LockedFault, UsageFault
from progrez_desktop.core.keys import moving_papers
from progrez_desktop.core.keys.person_key import PersonKey
from progrez_desktop.core.model.assessment import Prompt
from progrez_desktop.core.model.attempt import StatementValue, TextValue
from progrez_desktop.core.model.organisation import DeviceKind
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import (
    access_log,
    accounts,
    enrolling,
    moved_sittings,
    operators_log,
    sealed_safe,
    sitting_events,
    sittings,
)
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.sittings import Answering
from progrez_desktop.core.store.sealed_file import SealedSafe
from progrez_desktop.core.words import Words
from tests.core.services.enrolling_house import accepted
from tests.core.store.builders import Device
from tests.fakes import FAST_KDF, FakeClock, there
from tests.organisations import DAY_MS, Organisation

ANNA = PersonDetails("Anneliese", "Quastenberg", "a.quastenberg@example.org")
PASSWORD = "seven herons on a fence"


def kiosk(root: Path, seed: int, board: Organisation, kind: DeviceKind = "kiosk") -> Deps:
    device, files = Device.installed(root, seed), shipped()
    parts = (device.clock, device.entropy, device.folder, FAST_KDF, device.machine, device.store)
    deps = Deps(*parts, files.assessment(), files)
    request = accepted(deps, board, board.invitation_file(kind))
    enrolling.take_certificate(deps, board.card.organisation_id, board.certificate(request))
    return deps


@pytest.fixture(scope="module")
def board() -> Organisation:
    return Organisation.made()


@pytest.fixture
def left(tmp_path: Path, board: Organisation) -> Deps:
    return kiosk(tmp_path / "left", 1, board)


@pytest.fixture
def right(tmp_path: Path, board: Organisation) -> Deps:
    return kiosk(tmp_path / "right", 2, board)


@pytest.fixture
def anna(left: Deps) -> Session:
    """She is at her third question."""
    session = accounts.create(left, ANNA, PASSWORD).session
    standing = sittings.begin(left, session)
    for place, item in enumerate(standing.route.items[:2]):
        asked = Answering(item.id, StatementValue(4), "nl", place + 1, 3_000 * (place + 1))
        sittings.keep(left, session, standing.attempt.id, asked)
    return session


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick" / "sitting.progrez-sitting"


def moved(left: Deps, right: Deps, anna: Session, stick: Path) -> bytes:
    to = moved_sittings.read_address(left, moved_sittings.address(right, "a" * 32))
    moved_sittings.move(left, anna, PASSWORD, to, stick)
    accounts.sign_out(anna)
    return stick.read_bytes()


def test_a_sitting_goes_on_where_it_was(left: Deps, right: Deps, anna: Session, stick: Path) -> None:
    before = there(sittings.standing(left, anna))
    packet = moved(left, right, anna, stick)
    there_now = moved_sittings.take_in(right, packet, PASSWORD)
    after = there(sittings.standing(right, there_now))
    assert (after.attempt, after.responses) == (before.attempt, before.responses)
    assert there_now.details == ANNA
    assert access_log.checked(right, there_now).is_whole
    assert access_log.checked(right, there_now).lines[-1].action == "sitting_moved_in"
    told = [(one.kind, one.reason) for one in sitting_events.of_sitting(there_now, after.attempt.id)]
    assert told == [("moved", "away"), ("moved", "here")]
    assert [deps.device.retention.sat_since(0) for deps in (left, right)] == [(1, 0), (1, 1)]  # open here alone
    accounts.sign_out(there_now)
    assert accounts.sign_in(right, ANNA.email, PASSWORD).details == ANNA


def test_the_password_of_the_other_kiosk_is_wrapped_anew(left: Deps, right: Deps, anna: Session, stick: Path) -> None:
    packet = moved(left, right, anna, stick)
    there_now = moved_sittings.take_in(right, packet, PASSWORD)
    here, elsewhere = (deps.device.wraps(anna.account_id)["password"] for deps in (left, right))
    assert here != elsewhere
    assert left.machine.pepper != right.machine.pepper
    assert left.machine.pepper not in packet
    accounts.sign_out(there_now)


def test_what_is_noted_of_a_move_is_told_to_its_owner_and_to_staff(
    left: Deps, right: Deps, anna: Session, stick: Path
) -> None:
    packet = moved(left, right, anna, stick)
    head = moved_sittings.look(right, packet)
    accounts.sign_out(moved_sittings.take_in(right, packet, PASSWORD))
    for deps, action in ((left, "sitting_moved_out"), (right, "sitting_moved_in")):
        rows = deps.device.rows_of(there(deps.device.account(anna.account_id)))
        assert action in [row["action"] for row in rows["audit_event"]]
    moved_sittings.hear_arrival(left, moved_sittings.arrival(right, head))
    said = [line.event for deps in (left, right) for line in operators_log.look(deps).lines]
    moves = [one for one in said if one.action.startswith("sitting_")]
    assert len(moves) == 3
    for words in (Words("en"), Words("nl")):
        assert all(anna.account_id[:8] in operators_log.sentence(one, {}, words) for one in moves)


def test_nobody_else_s_password_opens_it_and_five_wrong_ones_wait(
    left: Deps, right: Deps, anna: Session, stick: Path
) -> None:
    packet = moved(left, right, anna, stick)
    for _ in range(5):
        with pytest.raises(LockedFault, match="wrong_password"):
            moved_sittings.take_in(right, packet, "five foxes in the rain")
    with pytest.raises(LockedFault, match="sign_in_wait"):
        moved_sittings.take_in(right, packet, PASSWORD)
    assert not right.device.accounts()
    assert not list(right.folder.safes.iterdir())
    clock = right.clock
    assert isinstance(clock, FakeClock)
    clock.advance(10 * 60_000)
    moved_sittings.take_in(right, packet, PASSWORD)


def test_it_is_taken_in_once(left: Deps, right: Deps, anna: Session, stick: Path) -> None:
    packet = moved(left, right, anna, stick)
    accounts.sign_out(moved_sittings.take_in(right, packet, PASSWORD))
    with pytest.raises(UsageFault, match="sitting_packet_taken"):
        moved_sittings.take_in(right, packet, PASSWORD)


def test_where_it_can_not_be_noted_that_it_was_taken_in_no_safe_stays_open(
    left: Deps, right: Deps, anna: Session, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packet, entered = moved(left, right, anna, stick), sealed_safe.entered
    opened: list[Session] = []

    def seen(deps: Deps, sealed: SealedSafe, key: PersonKey, password: str) -> Session:
        opened.append(entered(deps, sealed, key, password))
        return opened[-1]

    monkeypatch.setattr(sealed_safe, "entered", seen)

    def full(*_: object) -> None:
        raise EnvironmentFault("disk_full")

    with monkeypatch.context() as disk:
        disk.setattr(right.device.moved, "took", full)
        with pytest.raises(EnvironmentFault, match="disk_full"):
            moved_sittings.take_in(right, packet, PASSWORD)
    with pytest.raises(RuntimeError, match="ProgrammingError"):  # it is closed
        opened[0].safe.attempts()
    accounts.sign_out(moved_sittings.take_in(right, packet, PASSWORD))  # and the packet is still good


def test_only_the_kiosk_that_it_is_for_opens_it(
    left: Deps, right: Deps, anna: Session, stick: Path, tmp_path: Path, board: Organisation
) -> None:
    packet = moved(left, right, anna, stick)
    third = kiosk(tmp_path / "third", 3, board)
    with pytest.raises(UsageFault, match="sitting_packet_elsewhere"):
        moved_sittings.take_in(third, packet, PASSWORD)
    with pytest.raises(DataFault, match="sitting_packet_not_opened"):
        moving_papers.open_packet(packet, third.machine.derived("move"))


def test_after_three_days_it_is_over_and_the_sitting_is_still_where_it_was(
    left: Deps, right: Deps, anna: Session, stick: Path
) -> None:
    packet = moved(left, right, anna, stick)
    for deps in (left, right):
        assert isinstance(deps.clock, FakeClock)
        deps.clock.advance(3 * DAY_MS)
    with pytest.raises(UsageFault, match="sitting_packet_over"):
        moved_sittings.take_in(right, packet, PASSWORD)
    again = accounts.sign_in(left, ANNA.email, PASSWORD)
    assert there(moved_sittings.moved_away(left, again)).to_name == "Kiosk 3"
    moved_sittings.stay(left, again)
    assert moved_sittings.moved_away(left, again) is None
    assert len(there(sittings.standing(left, again)).responses) == 2


def test_what_stayed_goes_when_the_word_comes_back(left: Deps, right: Deps, anna: Session, stick: Path) -> None:
    packet = moved(left, right, anna, stick)
    head = moved_sittings.look(right, packet)
    with pytest.raises(UsageFault, match="sitting_packet_not_taken"):
        moved_sittings.arrival(right, head)
    accounts.sign_out(moved_sittings.take_in(right, packet, PASSWORD))
    word = moved_sittings.arrival(right, head)
    assert moved_sittings.hear_arrival(left, word)
    assert not left.device.accounts()
    assert not left.folder.safes_there()
    assert not moved_sittings.hear_arrival(left, word)
    with pytest.raises(LockedFault, match="wrong_password"):
        accounts.sign_in(left, ANNA.email, PASSWORD)


def test_a_word_of_another_kiosk_lets_nothing_go(
    left: Deps, right: Deps, anna: Session, stick: Path, tmp_path: Path, board: Organisation
) -> None:
    packet = moved(left, right, anna, stick)
    head = moved_sittings.look(right, packet)
    third = kiosk(tmp_path / "third", 3, board)
    third.device.moved.took(head.packet_id, 1)
    assert not moved_sittings.hear_arrival(left, moved_sittings.arrival(third, head))
    assert left.device.accounts()


def test_what_is_no_packet_of_the_organisation_is_told_and_leaves_nothing(
    left: Deps, right: Deps, anna: Session, stick: Path
) -> None:
    packet = moved(left, right, anna, stick)
    first, head, sealed = packet.split(b"\n", 2)
    document = json.loads(head)
    longer = {**document, "body": {**document["body"], "until_ms": document["body"]["until_ms"] + 1}}
    for wrong, code in (
        (b"", "sitting_packet_other"),
        (b"PROGREZ SEALED SAFE\n{}", "sitting_packet_other"),
        (first + b"\n", "sitting_packet_damaged"),
        (first + b"\n{}\n" + sealed, "sitting_packet_damaged"),
        (packet[:-1], "sitting_packet_damaged"),
        (packet + b"\0", "sitting_packet_damaged"),
        (b"\n".join((first, json.dumps(longer).encode(), sealed)), "signature_wrong"),
    ):
        with pytest.raises(Fault, match=code):
            moved_sittings.take_in(right, wrong, PASSWORD)
    assert not list(right.folder.safes.iterdir())


@pytest.mark.parametrize(
    "inside",
    [
        b"",
        b"\0\n",
        b"[" * 9_000,
        b'{"wrap":{}}\n',
        b'{"pack_sha256":"0","pepper":"zz","wrap":null}\n',
        b'"text"',
        b"7\n",
    ],
    ids=range(7),
)
def test_a_kiosk_of_the_organisation_that_was_taken_over_seals_nothing_that_does_harm(
    left: Deps, right: Deps, anna: Session, stick: Path, monkeypatch: pytest.MonkeyPatch, inside: bytes
) -> None:
    monkeypatch.setattr(moving_papers, "_inside", lambda _: inside)
    packet = moved(left, right, anna, stick)
    with pytest.raises(DataFault, match="sitting_packet_damaged"):
        moved_sittings.take_in(right, packet, PASSWORD)
    assert not list(right.folder.safes.iterdir())


def test_a_wrap_of_another_kind_or_a_short_pepper_is_no_sitting(
    left: Deps, right: Deps, anna: Session, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recovery, sealing = left.device.wraps(anna.account_id)["recovery"], moving_papers._inside
    for changed in ({"wrap": recovery}, {"pepper": b""}):
        monkeypatch.setattr(moving_papers, "_inside", lambda moving, to=changed: sealing(replace(moving, **to)))
        to = moved_sittings.read_address(left, moved_sittings.address(right, "a" * 32))
        moved_sittings.move(left, anna, PASSWORD, to, stick)
        with pytest.raises(DataFault, match="sitting_packet_damaged"):
            moved_sittings.take_in(right, stick.read_bytes(), PASSWORD)
        stick.unlink()


def test_a_packet_of_a_stranger_is_refused(left: Deps, right: Deps, anna: Session, stick: Path, tmp_path: Path) -> None:
    stranger = Organisation.made(seed=99)
    foreign = kiosk(tmp_path / "foreign", 5, stranger)
    theirs = moved_sittings.address(foreign, "a" * 32)
    with pytest.raises(DataFault, match="signature_wrong"):
        moved_sittings.read_address(left, theirs)
    other = kiosk(tmp_path / "other", 6, Organisation.made("b" * 32, seed=98))
    with pytest.raises(UsageFault, match="kiosk_not_admitted"):
        moved_sittings.read_address(left, moved_sittings.address(other, "b" * 32))
    with pytest.raises(UsageFault, match="kiosk_address_own"):
        moved_sittings.read_address(left, moved_sittings.address(left, "a" * 32))


def test_a_person_s_own_computer_is_no_kiosk(tmp_path: Path, board: Organisation) -> None:
    home = kiosk(tmp_path / "home", 7, board, "home")
    with pytest.raises(UsageFault, match="kiosk_not_admitted"):
        moved_sittings.address(home, "a" * 32)


def test_a_certificate_that_ended_lets_nothing_move(left: Deps, right: Deps) -> None:
    address = moved_sittings.address(right, "a" * 32)
    assert isinstance(left.clock, FakeClock)
    left.clock.advance(731 * DAY_MS)
    with pytest.raises(DataFault, match="kiosk_not_certified"):
        moved_sittings.read_address(left, address)


def test_without_the_assessment_there_the_sitting_stays_here(left: Deps, right: Deps, stick: Path) -> None:
    of_another_pack = replace(left, assessment=replace(left.assessment, pack_sha256="0" * 64))
    session = accounts.create(of_another_pack, ANNA, PASSWORD).session
    sittings.begin(of_another_pack, session)
    packet = moved(of_another_pack, right, session, stick)
    with pytest.raises(DataFault, match="sitting_packet_pack"):
        moved_sittings.take_in(right, packet, PASSWORD)
    assert not right.device.accounts()


def test_a_stick_that_is_full_leaves_the_sitting_here(
    left: Deps, right: Deps, anna: Session, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = moved_sittings.read_address(left, moved_sittings.address(right, "a" * 32))
    with pytest.raises(UsageFault, match="save_folder_missing"):
        moved_sittings.move(left, anna, PASSWORD, to, stick.parent / "gone" / "x.progrez-sitting")
    monkeypatch.setattr("os.fsync", _full)
    with pytest.raises(EnvironmentFault):
        moved_sittings.move(left, anna, PASSWORD, to, stick)
    assert not stick.exists()
    assert moved_sittings.moved_away(left, anna) is None


def _full(_: int) -> None:
    raise OSError(28, "No space left on device")


def test_without_an_open_sitting_nothing_moves(left: Deps, right: Deps, stick: Path) -> None:
    session = accounts.create(left, ANNA, PASSWORD).session
    to = moved_sittings.read_address(left, moved_sittings.address(right, "a" * 32))
    with pytest.raises(UsageFault, match="sitting_none_open"):
        moved_sittings.move(left, session, PASSWORD, to, stick)
    assert not stick.exists()


def test_a_packet_says_nothing_of_its_owner(left: Deps, right: Deps, anna: Session, stick: Path) -> None:
    packet = moved(left, right, anna, stick)
    for canary in (ANNA.email, ANNA.first_name, ANNA.last_name, PASSWORD, anna.account_id):
        assert canary.encode() not in packet


def test_a_text_that_no_disk_took_goes_along_or_nothing_does(
    left: Deps, right: Deps, anna: Session, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = moved_sittings.read_address(left, moved_sittings.address(right, "a" * 32))
    standing = there(sittings.standing(left, anna))
    prompt = next(item for item in standing.route.items if isinstance(item, Prompt))
    asked = Answering(prompt.id, TextValue("The tap is at the back."), "nl", 2, 9_000)

    def full(*_: object, **__: object) -> None:
        raise EnvironmentFault("disk_full")

    with monkeypatch.context() as disk:
        disk.setattr(type(anna.safe), "save_response", full)
        for trying in (
            lambda: sittings.keep(left, anna, standing.attempt.id, asked),
            lambda: moved_sittings.move(left, anna, PASSWORD, to, stick),
        ):
            with pytest.raises(EnvironmentFault, match="disk_full"):
                trying()
    assert not stick.exists() and b"tap" not in b"".join(left.device.unsaved.values())
    there_now = moved_sittings.take_in(right, moved(left, right, anna, stick), PASSWORD)
    assert there(sittings.standing(right, there_now)).responses[prompt.id].value == asked.value
    assert not left.device.unsaved
    accounts.sign_out(there_now)


def test_a_safe_whose_account_is_made_is_never_discarded(
    left: Deps, right: Deps, anna: Session, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packet = moved(left, right, anna, stick)

    def damaged(*_: object) -> None:
        raise DataFault("device_damaged")

    with monkeypatch.context() as device:
        device.setattr(type(anna.safe), "keep_chain_head", damaged)
        with pytest.raises(DataFault, match="device_damaged"):
            moved_sittings.take_in(right, packet, PASSWORD)
    accounts.sign_out(accounts.sign_in(right, ANNA.email, PASSWORD))
